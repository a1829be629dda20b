import Catalog
import Tensor
import Text

/// One run of a function on arguments that are watched, as every transform begins.
final class Trace {
  /// The name of the transform, for messages.
  let transform: String
  let function: any Callable
  /// What the function sees: recorded, each behind an alias of its own.
  let inputs: [Variable]
  /// Which arguments were plain numbers, and so give plain numbers back.
  let wereNumbers: [Bool]
  /// Somebody outside may differentiate the result again.
  let isNested: Bool
  /// Whether recording was enabled around the transform.
  let outer: Bool
  private let leaves: [Variable]
  /// What the last pass back found out about its output.
  private var reaches: (output: Variable, outside: Bool)?

  init(_ transform: String, _ function: any Callable, _ arguments: [Argument]) throws {
    self.transform = transform
    self.function = function
    outer = Executor.isRecordingEnabled
    guard !arguments.isEmpty else { throw TransformFailure.noArguments(transform, function.name) }
    var inputs: [Variable] = []
    var numbers: [Bool] = []
    var nested = false
    var leaves: [Variable] = []
    for (index, argument) in arguments.enumerated() {
      let original = try Trace.variable(argument, index, transform)
      let keeps = outer && original.requiresGradient
      if keeps { nested = true }
      let leaf = keeps ? original : original.detached()
      if !keeps {
        leaf.isParameter = true
        leaves.append(leaf)
      }
      let input = Node(Operations.alias, leaf, attributes: [], output: leaf.tensor)
      input.isNumber = original.isNumber
      input.name = original.name
      inputs.append(input)
      if case .number = argument { numbers.append(true) } else { numbers.append(original.isNumber) }
    }
    self.inputs = inputs
    wereNumbers = numbers
    isNested = nested
    self.leaves = leaves
  }

  /// Once the derivatives are there, nobody outside can ask for more by these leaves.
  func finish() {
    for leaf in leaves { leaf.isParameter = false }
  }

  /// The function's result, recorded even inside `no_grad`.
  func run() throws -> Argument {
    let before = Executor.isRecordingEnabled
    Executor.isRecordingEnabled = true
    defer { Executor.isRecordingEnabled = before }
    return try function.call(inputs.map { .object($0) })
  }

  /// The result as one variable: a list or tuple of equal shapes is stacked.
  func variable(_ result: Argument) throws -> Variable {
    switch result {
    case .number(let value): return try .number(value)
    case .bool(let value): return try .number(value ? 1 : 0)
    case .object(let object):
      guard let variable = object as? Variable else {
        throw TransformFailure.resultIsNoTensor(transform, function.name)
      }
      return variable
    case .list(let items), .tuple(let items):
      guard !items.isEmpty else { throw TransformFailure.resultIsNoTensor(transform, function.name) }
      let before = Executor.isRecordingEnabled
      Executor.isRecordingEnabled = true
      defer { Executor.isRecordingEnabled = before }
      return try Ops.stack(items.map(variable))
    default: throw TransformFailure.resultIsNoTensor(transform, function.name)
    }
  }

  /// A result that is a single number.
  func scalar(_ result: Argument) throws -> Variable {
    let output = try variable(result)
    guard output.tensor.count == 1 else {
      throw TransformFailure.notScalar(transform, function.name, output.shape)
    }
    return output
  }

  /// Gradients of the inputs, zeros where none flows; recorded when somebody outside can ask for more.
  func gradients(of output: Variable, seed: Variable) throws -> [Variable] {
    let found = try flow(output, seed)
    return try zip(inputs, found).map { input, gradient in
      let result = try gradient ?? Ops.zeros(like: input)
      result.isNumber = input.isNumber
      return result
    }
  }

  private func flow(_ output: Variable, _ seed: Variable) throws -> [Variable?] {
    guard let root = output.node else { return inputs.map { _ in nil } }
    var pass = BackwardPass(.targets(inputs, stops: true), createsGraph: false)
    try pass.discover(from: root)
    reaches = (output, pass.meetsOutsiders)
    if outer, isNested || pass.meetsOutsiders || seed.requiresGradient {
      pass = BackwardPass(.targets(inputs, stops: true), createsGraph: true)
      try pass.discover(from: root)
    }
    return try pass.run(from: output, seed: seed)
  }

  /// A gradient (or other result that belongs to an input) as the caller gets it.
  func argument(_ value: Variable, of index: Int) -> Argument {
    if wereNumbers[index], value.shape.rank == 0, !value.requiresGradient {
      return .number(value.tensor.item)
    }
    return .object(value)
  }

  /// One argument: its result; several: a tuple.
  func collected(_ results: [Argument]) -> Argument { results.count == 1 ? results[0] : .tuple(results) }

  /// The function's own result, without the marks of this trace unless somebody outside needs them.
  func value(_ output: Variable) -> Argument {
    let isNumber = output.shape.rank == 0 && wereNumbers.allSatisfy { $0 }
    guard outer, output.node != nil, isNested || reachesOutside(output) else {
      return isNumber ? .number(output.tensor.item) : .object(output.detached())
    }
    return .object(output)
  }

  private func reachesOutside(_ output: Variable) -> Bool {
    guard let root = output.node else { return false }
    if let reaches, reaches.output === output { return reaches.outside }
    let pass = BackwardPass(.targets(inputs, stops: true), createsGraph: false)
    guard (try? pass.discover(from: root)) != nil else { return false }
    return pass.meetsOutsiders
  }

  private static func variable(_ argument: Argument, _ index: Int, _ transform: String) throws -> Variable {
    switch argument {
    case .number(let value): return try .number(value)
    case .object(let object):
      guard let variable = object as? Variable else {
        throw TransformFailure.argument(transform, index, Wording("an object such as a model", "模型一类的对象"))
      }
      return try Promotion.floating(variable)
    case .list, .tuple: throw TransformFailure.argument(transform, index, Wording("a list", "列表"))
    case .string: throw TransformFailure.argument(transform, index, Wording("a string", "字符串"))
    case .bool: throw TransformFailure.argument(transform, index, Wording("a bool", "布尔值"))
    default: throw TransformFailure.argument(transform, index, Wording(verbatim: argument.literal))
    }
  }
}
