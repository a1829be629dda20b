import Catalog
import Tensor

extension Operations {
  static let comparisons: [Operation] = [equal, notEqual, less, lessEqual, greater, greaterEqual]

  static let equal = comparison("equal", "==", .equal, "true where the elements are equal")
  static let notEqual = comparison("not_equal", "!=", .notEqual, "true where the elements differ")
  static let less = comparison("less", "<", .less, "true where a is smaller")
  static let lessEqual = comparison("less_equal", "<=", .lessEqual, "true where a is smaller or equal")
  static let greater = comparison("greater", ">", .greater, "true where a is larger")
  static let greaterEqual = comparison(
    "greater_equal", ">=", .greaterEqual, "true where a is larger or equal")

  private static func comparison(
    _ name: String, _ symbol: String, _ kernel: Comparison, _ summary: String
  ) -> Operation {
    Operation(
      Descriptor(
        name, .elementwise, summary, formula: "a \(symbol) b",
        parameters: [
          Parameter("a", .tensor, "a tensor or number"), Parameter("b", .tensor, "a tensor or number"),
        ],
        returns: "bool, the shape of one of them, to which the other is broadcast",
        examples: [Example("\(name)([1, 2, 3], 2)")]),
      symbol: symbol,
      prepare: { inputs, attributes in
        let (a, b) = try Promotion.promoted(inputs[0], inputs[1], floating: false)
        return ([a, b], attributes)
      },
      shape: { types, _ in
        [TensorType(try Broadcasting.shape(types[0].shape, types[1].shape, symbol), .bool)]
      },
      forward: { [try Tensor.compare(kernel, $0.inputs[0], $0.inputs[1])] },
      gradient: .none(because: "a truth value does not change smoothly"))
  }
}

extension Ops {
  public static func equal(_ a: Variable, _ b: Variable) throws -> Variable {
    try Executor.single(Operations.equal, [a, b])
  }
  public static func notEqual(_ a: Variable, _ b: Variable) throws -> Variable {
    try Executor.single(Operations.notEqual, [a, b])
  }
  public static func less(_ a: Variable, _ b: Variable) throws -> Variable {
    try Executor.single(Operations.less, [a, b])
  }
  public static func lessEqual(_ a: Variable, _ b: Variable) throws -> Variable {
    try Executor.single(Operations.lessEqual, [a, b])
  }
  public static func greater(_ a: Variable, _ b: Variable) throws -> Variable {
    try Executor.single(Operations.greater, [a, b])
  }
  public static func greaterEqual(_ a: Variable, _ b: Variable) throws -> Variable {
    try Executor.single(Operations.greaterEqual, [a, b])
  }
}
