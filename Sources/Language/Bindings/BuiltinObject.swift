import Autograd
import CMachine
import Catalog
import Networks
import Tensor
import Text

/// A builtin as a value: an operation, something of a lower floor, or a native of the language; one name may
/// stand for an operation and for the layer that applies it.
final class BuiltinObject: Callable {
  typealias Native = (NativeCall) throws -> Value

  /// The short way of commonest calls, which the dispatch loop reads as the first property.
  let direct: DLSDirect?
  let name: String
  private(set) var operation: Operation?
  private(set) var builtin: Builtin?
  private(set) var native: Native?
  /// The builtin of a second floor under the same name: `save` of models and of figures.
  private(set) var figureBuiltin: Builtin?
  /// Of the native.
  private var nativeDescriptor: Descriptor?
  private var plainCount = -1
  /// The floor knows tensors but no variables.
  private var unwrapsTensors = false
  /// The operation takes one tensor, and everything else has a default.
  private var takesOneTensor = false
  /// Of an operation of two or three tensors and nothing else: how many.
  private var tensorCount = -1
  /// Of the operation, or of a builtin that knows variables.
  private(set) var plan: CallPlan?
  /// It takes a list of tensors first.
  let takesTensors: Bool
  /// The operation takes single numbers where the layer of that name takes sizes.
  private var isActivation = false

  init(operation: Operation) {
    name = operation.name
    direct = dls_direct_operation(operation.name)
    self.operation = operation
    takesOneTensor = operation.descriptor.takesOneTensor
    tensorCount = operation.descriptor.tensorCount
    takesTensors = operation.descriptor.takesTensors
    plan = CallPlan()
    isActivation = operation.descriptor.category == .activation
  }

  init(builtin: Builtin, unwrapsTensors: Bool) {
    name = builtin.descriptor.name
    takesTensors = builtin.descriptor.takesTensors
    direct = dls_direct_operation(name)
    self.builtin = builtin
    self.unwrapsTensors = unwrapsTensors
    if !unwrapsTensors { plan = CallPlan() }
  }

  init(_ descriptor: Descriptor, direct: DLSDirect? = nil, native: @escaping Native) {
    self.direct = direct
    name = descriptor.name
    nativeDescriptor = descriptor
    takesTensors = false
    self.native = native
    if !descriptor.parameters.contains(where: { $0.variadic || $0.keywordOnly }) {
      plainCount = descriptor.parameters.count
    }
    assert(Objects.property(0, of: self) == unsafeBitCast(direct, to: UInt.self))
  }

  /// Adds the layer to the operation of the same name.
  func add(_ builtin: Builtin, unwrapsTensors: Bool) {
    self.builtin = builtin
    self.unwrapsTensors = unwrapsTensors
  }

  /// Adds what a figure as first argument is given to.
  func add(forFigures builtin: Builtin) { figureBuiltin = builtin }

  /// What help shows: the layer's where there is one.
  var descriptor: Descriptor {
    builtin?.descriptor ?? operation?.descriptor ?? nativeDescriptor
      ?? Descriptor(name, .general, .empty, parameters: [])
  }

  /// Every descriptor that a call may be bound by, the one that help shows first.
  var meanings: [Descriptor] {
    [
      builtin?.descriptor, operation?.descriptor, nativeDescriptor,
      figureBuiltin?.descriptor,
    ].compactMap { $0 }
  }

  var signature: String { descriptor.signature }

  var arity: Int? {
    let parameters = descriptor.parameters
    if parameters.contains(where: \.variadic) { return nil }
    let required = parameters.filter { $0.fallback == nil }.count
    return required == parameters.count || required > 0 ? required : nil
  }

  /// Gives layers: `x |> conv2d(1, 32)`.
  var isLayerConstructor: Bool { builtin?.descriptor.category == .layer }

  /// The layer of an activation.
  func activationLayer() throws -> Module? {
    guard let operation, operation.descriptor.category == .activation else { return nil }
    return Activation.layer(operation, [])
  }

  func call(_ arguments: [Argument]) throws -> Argument {
    guard let machine = Machine.current else { throw CallFailure.notCallable(name) }
    var values = try arguments.map { try Value($0, machine) }
    defer { for value in values { value.release() } }
    var none = Value.none
    let result = try values.withUnsafeMutableBufferPointer {
      try call(
        $0.baseAddress ?? withUnsafeMutablePointer(to: &none) { $0 }, $0.count, names: [], machine: machine)
    }
    defer { result.release() }
    return try result.argument
  }

  /// The operation that a call with nothing but this tensor runs; nil when that is to be found out.
  @inline(__always)
  func operation(on x: Variable) -> Operation? {
    guard takesOneTensor, builtin == nil || isActivation || x.shape.rank > 0 else { return nil }
    return operation
  }

  /// Arguments are borrowed, the result is owned.
  func call(
    _ arguments: UnsafeMutablePointer<Value>, _ count: Int, names: [String?], machine: Machine
  ) throws -> Value {
    if let run = machine.shapeRun {
      if let result = try substitute(run, arguments, count, names, machine) { return result }
    } else if names.isEmpty, let direct {
      var result = Value.undefined
      if direct(arguments, count, &result) { return result }
    }
    return try perform(arguments, count, names, machine)
  }

  func perform(
    _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ names: [String?], _ machine: Machine
  ) throws -> Value {
    if let operation, builtin == nil || isData(arguments, count, names) {
      if count == tensorCount, names.isEmpty, let result = try atOnce(operation, arguments) { return result }
      return try call(operation, arguments, count, names, machine)
    }
    if let native {
      return try native(
        NativeCall(
          arguments: arguments, count: count, names: names, machine: machine, builtin: self,
          plainCount: plainCount))
    }
    if let figureBuiltin, count > 0, arguments[0].figure != nil {
      let bound = try Binder(figureBuiltin.descriptor, machine, true).bind(arguments, count, names)
      return try Value(try figureBuiltin.call(bound.map(\.unwrapped)), machine)
    }
    guard let builtin else { throw CallFailure.notCallable(name) }
    // Where there is an operation too, the plan is its.
    let plan = operation == nil ? plan : nil
    if let call = plan?.repeated(arguments, count, names) { return try call.run(builtin, arguments, machine) }
    let binder = Binder(builtin.descriptor, machine, unwrapsTensors)
    var bound = try binder.bind(arguments, count, names)
    if unwrapsTensors { bound = bound.map(\.unwrapped) }
    plan?.note(binder, arguments, count, names, bound, builtin: builtin)
    return try Value(try builtin.call(bound), machine)
  }

  /// Of two or three tensors, which are all that it takes, without binding; nil of anything else.
  private func atOnce(_ operation: Operation, _ arguments: UnsafeMutablePointer<Value>) throws -> Value? {
    for index in 0..<tensorCount where arguments[index].tag != Tag.tensor { return nil }
    return try arguments[0].lend { a in
      try arguments[1].lend { b in
        if tensorCount == 2 { return Value(result: try Executor.single(operation, a, b)) }
        return try arguments[2].lend { Value(result: try Executor.single(operation, a, b, $0)) }
      }
    }
  }

  /// Whether a name that is both is meant as the operation: its data is there.
  private func isData(_ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ names: [String?]) -> Bool {
    guard count > 0, let operation, let data = operation.descriptor.parameters.first else { return false }
    // A number taken from a tensor (`for width in [16, 32]`) is a size, not the input of a layer.
    let isSize = arguments[0].tag == Tag.tensor && arguments[0].reference(Variable.self).shape.rank == 0
    if isSize, operation.descriptor.category != .activation { return false }
    // `layer_norm([4, 5])` lists sizes: a layer's constructor that takes several, called without the operation's own.
    if let layer = builtin?.descriptor, case .integers? = layer.parameters.first?.kind,
      arguments[0].listsSizes, count - names.compactMap({ $0 }).count == 1,
      names.compactMap({ $0 }).allSatisfy({ name in layer.parameters.contains { $0.answers(to: name) } })
    {
      return false
    }
    if (names.first ?? nil) == nil, arguments[0].isDataOfLayer { return true }
    return names.contains { name in name.map { $0 == data.name || data.aliases.contains($0) } ?? false }
  }
}

/// What a native of the language gets.
struct NativeCall {
  /// Borrowed.
  let arguments: UnsafeMutablePointer<Value>
  let count: Int
  let names: [String?]
  let machine: Machine
  fileprivate let builtin: BuiltinObject
  var descriptor: Descriptor { builtin.descriptor }
  /// The number of parameters when a call by position needs no search, or -1.
  let plainCount: Int

  /// Bound to the parameters, borrowed; undefined where nothing was given. A variadic parameter is not expanded.
  func values() throws -> [Value] {
    if names.isEmpty, count <= plainCount {
      var values = [Value](repeating: .undefined, count: plainCount)
      for index in 0..<count { values[index] = arguments[index] }
      return values
    }
    return try Binder(descriptor, machine, false).places(arguments, count, names).map {
      $0.count > 0 ? arguments[$0.first] : .undefined
    }
  }

  /// All arguments of a variadic native.
  var all: [Value] { (0..<count).map { arguments[$0] } }
}

extension Descriptor {
  fileprivate var tensorCount: Int {
    let isTensor = { (parameter: Parameter) in
      if case .tensor = parameter.kind { !parameter.variadic && !parameter.keywordOnly } else { false }
    }
    return 2...3 ~= parameters.count && parameters.allSatisfy(isTensor) ? parameters.count : -1
  }

  fileprivate var takesOneTensor: Bool {
    guard let data = parameters.first, case .tensor = data.kind, data.fallback == nil, !data.variadic else {
      return false
    }
    return parameters.dropFirst().allSatisfy { !$0.isTensor && $0.fallback != nil }
  }

  fileprivate var takesTensors: Bool {
    guard let kind = parameters.first?.kind, case .tensors = kind else { return false }
    return true
  }
}

extension Value {
  /// Hands out the tensor that it is, without counting it.
  @inline(__always)
  fileprivate func lend<Result>(_ body: (Variable) throws -> Result) rethrows -> Result {
    try Unmanaged<Variable>.fromOpaque(pointer)._withUnsafeGuaranteedRef(body)
  }
}

extension Parameter {
  fileprivate func answers(to name: String) -> Bool { self.name == name || aliases.contains(name) }
}

extension Value {
  /// A list, or a 1-d tensor, of whole positive numbers.
  fileprivate var listsSizes: Bool {
    guard tag == Tag.tensor || tag == Tag.list, let variable = try? dataVariable(), variable.shape.rank == 1,
      variable.shape[0] <= 8
    else { return false }
    return variable.tensor.doubles.allSatisfy { $0 >= 1 && Int(exactly: $0) != nil }
  }

  /// `flatten(x)` against `flatten()`: data for the operation rather than a setting of the layer.
  fileprivate var isDataOfLayer: Bool {
    tag == Tag.tensor || (tag == Tag.list && (try? dataVariable()) != nil)
  }

  /// Gives layers when called.
  var isLayerConstructor: Bool {
    tag == Tag.builtin && reference(BuiltinObject.self).isLayerConstructor
  }
}

extension Value {
  /// A builtin that nobody misses when a variable takes its name: operators have it anyway.
  var isQuietlyHidden: Bool {
    guard tag == Tag.builtin, let operation = reference(BuiltinObject.self).operation,
      reference(BuiltinObject.self).builtin == nil
    else { return false }
    let isOperator = operation.symbol.unicodeScalars.first.map { !$0.properties.isAlphabetic } ?? false
    return isOperator && !["pow", "matmul"].contains(operation.name)
      || ["square", "reciprocal", "slice", "select"].contains(operation.name)
  }
}

extension Argument {
  /// For floors that know no variables: their tensors, detached.
  var unwrapped: Argument {
    switch self {
    case .object(let object):
      if let variable = object as? Variable { return .object(variable.tensor) }
      if let module = object as? Module { return .object(DetachedModule(module)) }
      return self
    case .list(let items): return .list(items.map(\.unwrapped))
    case .tuple(let items): return .tuple(items.map(\.unwrapped))
    case .record(let fields): return .record(fields.map { ($0.name, $0.value.unwrapped) })
    case .function(let function):
      if let module = function as? Module { return .function(DetachedModule(module)) }
      // A function that captures layers is a model, for diagrams too.
      if let module = (function as? FunctionObject)?.asModule(), !module.children.isEmpty {
        return .function(DetachedModule(module))
      }
      return .function(
        Closure(function.name, arity: function.arity) { try function.call($0).unwrapped })
    default: return self
    }
  }
}
