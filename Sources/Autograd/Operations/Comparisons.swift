import Catalog
import Tensor

extension Operations {
  static let comparisons: [Operation] = [equal, notEqual, less, lessEqual, greater, greaterEqual]

  static let equal = comparison(
    "equal", "==", .equal, "true where the elements are equal", "[false, true, false]")
  static let notEqual = comparison(
    "not_equal", "!=", .notEqual, "true where the elements differ", "[true, false, true]")
  static let less = comparison("less", "<", .less, "true where a is smaller", "[true, false, false]")
  static let lessEqual = comparison(
    "less_equal", "<=", .lessEqual, "true where a is smaller or equal", "[true, true, false]")
  static let greater = comparison(
    "greater", ">", .greater, "true where a is larger", "[false, false, true]")
  static let greaterEqual = comparison(
    "greater_equal", ">=", .greaterEqual, "true where a is larger or equal", "[false, true, true]")

  /// - Parameter result: of the example.
  private static func comparison(
    _ name: String, _ symbol: String, _ kernel: Comparison, _ summary: String, _ result: String
  ) -> Operation {
    Operation(
      Descriptor(
        name, .elementwise, summary, formula: "a \(symbol) b",
        parameters: [
          Parameter("a", .tensor, "a tensor or number"), Parameter("b", .tensor, "a tensor or number"),
        ],
        returns: "bool, the shape of one of them, to which the other is broadcast",
        examples: [Example("\(name)([1, 2, 3], 2)", result)]),
      symbol: symbol,
      prepare: { inputs, attributes in
        let (a, b) = try Promotion.promoted(inputs[0], inputs[1], floating: false)
        return ([a, b], attributes)
      },
      shape: { types, _ in
        [TensorType(try Broadcasting.shape(types[0].shape, types[1].shape, "`\(symbol)`"), .bool)]
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
