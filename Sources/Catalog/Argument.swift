import Tensor

/// A value as it crosses between the language and a builtin of a lower floor.
public enum Argument {
  case none
  case bool(Bool)
  case number(Double)
  case string(String)
  case dtype(DType)
  case list([Argument])
  case tuple([Argument])
  case record([(name: String, value: Argument)])
  /// Both ends included.
  case range(from: Double, through: Double, by: Double)
  case function(any Callable)
  /// Variable, module, optimizer, dataset, figure…: an object of a lower floor, cast by whoever uses it.
  case object(AnyObject)

  /// As it would be typed: `0.5`, `"mean"`, `none`.
  public var literal: String {
    switch self {
    case .none: "none"
    case .bool(let value): value ? "true" : "false"
    case .number(let value): value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
    case .string(let value): "\"\(value)\""
    case .dtype(let value): value.name
    case .list(let items): "[" + items.map(\.literal).joined(separator: ", ") + "]"
    case .tuple(let items): "(" + items.map(\.literal).joined(separator: ", ") + ")"
    case .record(let fields):
      "{" + fields.map { "\($0.name): \($0.value.literal)" }.joined(separator: ", ") + "}"
    case .range(let from, let through, _):
      "\(Argument.number(from).literal)..\(Argument.number(through).literal)"
    case .function(let function): function.name
    case .object: "object"
    }
  }
}

/// Something a builtin may call back: a user function, a builtin, a layer, a model.
public protocol Callable: AnyObject {
  /// For messages; `x -> …` for a lambda.
  var name: String { get }
  /// How many arguments it takes; nil when that varies.
  var arity: Int? { get }
  func call(_ arguments: [Argument]) throws -> Argument
}

/// A callable that knows what its parameters are called, for graphs and messages.
public protocol ParameterNaming: Callable {
  var parameterNames: [String] { get }
  /// The same function, telling the names of the variables it gives a value; nil when it cannot.
  func tellingNames() -> (any Callable)?
}
