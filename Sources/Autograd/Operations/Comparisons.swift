import Catalog
import Tensor
import Text

extension Operations {
  static let comparisons: [Operation] = [equal, notEqual, less, lessEqual, greater, greaterEqual]

  static let equal = comparison(
    "equal", "==", .equal, Wording("true where the elements are equal", "元素相等处为 true"), "[false, true, false]"
  )
  static let notEqual = comparison(
    "not_equal", "!=", .notEqual, Wording("true where the elements differ", "元素不同处为 true"),
    "[true, false, true]")
  static let less = comparison(
    "less", "<", .less, Wording("true where a is smaller", "a 较小处为 true"), "[true, false, false]")
  static let lessEqual = comparison(
    "less_equal", "<=", .lessEqual, Wording("true where a is smaller or equal", "a 较小或相等处为 true"),
    "[true, true, false]")
  static let greater = comparison(
    "greater", ">", .greater, Wording("true where a is larger", "a 较大处为 true"), "[false, false, true]")
  static let greaterEqual = comparison(
    "greater_equal", ">=", .greaterEqual, Wording("true where a is larger or equal", "a 较大或相等处为 true"),
    "[false, true, true]")

  /// - Parameter result: of the example.
  private static func comparison(
    _ name: String, _ symbol: String, _ kernel: Comparison, _ summary: Wording, _ result: String
  ) -> Operation {
    Operation(
      Descriptor(
        name, .elementwise, summary, formula: "a \(symbol) b",
        parameters: [
          Parameter("a", .tensor, Wording("a tensor or number", "张量或数"), aliases: ["input"]),
          Parameter("b", .tensor, Wording("a tensor or number", "张量或数"), aliases: ["other"]),
        ],
        returns: Wording(
          "bool, the shape of one of them, to which the other is broadcast", "布尔值，形状与其中一个相同，另一个向它广播"),
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
      gradient: .none(because: "a truth value does not change smoothly"),
      shortWay: .binary { operation, a, b in try Ops.compared(operation, kernel, a, b) })
  }
}

extension Ops {
  public static func equal(_ a: Variable, _ b: Variable) throws -> Variable {
    try compared(Operations.equal, .equal, a, b)
  }
  public static func notEqual(_ a: Variable, _ b: Variable) throws -> Variable {
    try compared(Operations.notEqual, .notEqual, a, b)
  }
  public static func less(_ a: Variable, _ b: Variable) throws -> Variable {
    try compared(Operations.less, .less, a, b)
  }
  public static func lessEqual(_ a: Variable, _ b: Variable) throws -> Variable {
    try compared(Operations.lessEqual, .lessEqual, a, b)
  }
  public static func greater(_ a: Variable, _ b: Variable) throws -> Variable {
    try compared(Operations.greater, .greater, a, b)
  }
  public static func greaterEqual(_ a: Variable, _ b: Variable) throws -> Variable {
    try compared(Operations.greaterEqual, .greaterEqual, a, b)
  }

  fileprivate static func compared(
    _ operation: Operation, _ kernel: Comparison, _ a: Variable, _ b: Variable
  ) throws -> Variable {
    guard a.dtype == b.dtype, !(a.isNumber && b.isNumber) else {
      return try Executor.single(operation, [a, b])
    }
    _ = try Broadcasting.shape(a.shape, b.shape, operation.spelling)
    return Variable(try Tensor.compare(kernel, a.tensor, b.tensor))
  }
}
