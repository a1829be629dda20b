import Autograd
import Catalog
import Networks

extension BuiltinObject {
  /// Binds the arguments of an operation and runs it; an activation without data gives its layer.
  func call(
    _ operation: Operation, _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ names: [String?],
    _ machine: Machine
  ) throws -> Value {
    if let call = plan?.repeated(arguments, count, names) { return try call.run(operation, arguments) }
    let descriptor = operation.descriptor
    if descriptor.category == .activation, lacksData(descriptor, count, names) {
      var padded = [Value.none] + (0..<count).map { arguments[$0] }
      let bound = try padded.withUnsafeMutableBufferPointer {
        try Binder(descriptor, machine, false, acceptsMissingData: true)
          .bind(
            $0.baseAddress.unsafelyUnwrapped, count + 1,
            [nil] + names + Array(repeating: nil, count: max(0, count - names.count)))
      }
      return Value(object: Activation.layer(operation, attributes(descriptor, bound)))
    }
    let binder = Binder(descriptor, machine, false)
    let bound = try binder.bind(arguments, count, names)
    let parameters = descriptor.parameters
    var inputs: [Variable] = []
    for index in parameters.indices where parameters[index].isTensor {
      switch bound[index] {
      case .object(let object): if let variable = object as? Variable { inputs.append(variable) }
      case .list(let items):
        for case .object(let object) in items {
          if let variable = object as? Variable { inputs.append(variable) }
        }
      default: break
      }
    }
    let attributes = attributes(descriptor, bound)
    plan?.note(binder, arguments, count, names, bound, attributes: attributes)
    if inputs.count == 1, let result = try Executor.short(operation, inputs[0], attributes) {
      return Value(result: result)
    }
    return try Value(results: Executor.run(operation, inputs, attributes))
  }

  /// Neither by position nor by name.
  private func lacksData(_ descriptor: Descriptor, _ count: Int, _ names: [String?]) -> Bool {
    guard let data = descriptor.parameters.first else { return false }
    if count == 0 { return true }
    return names.count == count
      && names.allSatisfy { name in
        name.map { $0 != data.name && !data.aliases.contains($0) } ?? false
      }
  }

  private func attributes(_ descriptor: Descriptor, _ bound: [Argument]) -> [Attribute] {
    let parameters = descriptor.parameters
    var result: [Attribute] = []
    result.reserveCapacity(parameters.count)
    for index in parameters.indices where !parameters[index].isTensor {
      result.append(Attribute(parameters[index].kind, bound[index]))
    }
    return result
  }
}

extension Parameter {
  /// A tensor or several: an input of an operation rather than an attribute.
  var isTensor: Bool {
    switch kind {
    case .tensor, .tensors: true
    default: false
    }
  }
}

extension Attribute {
  init(_ kind: Parameter.Kind, _ argument: Argument) {
    switch argument {
    case .bool(let value): self = .bool(value)
    case .number(let value):
      if case .integer = kind, let whole = Int(exactly: value) {
        self = .int(whole)
      } else {
        self = .number(value)
      }
    case .string(let value): self = .string(value)
    case .dtype(let value): self = .dtype(value)
    case .list(let items), .tuple(let items):
      self = .ints(items.compactMap { if case .number(let value) = $0 { Int(exactly: value) } else { nil } })
    default: self = .none
    }
    if case .either(let kinds) = kind, case .number(let value) = self {
      self = kinds.lazy.map { Attribute($0, .number(value)) }.first ?? self
    }
  }
}

extension Value {
  /// What an operation gave, owned: several results are a tuple.
  init(results: [Variable]) {
    self = results.count == 1 ? Value(result: results[0]) : Value(tuple: results.map { Value(result: $0) })
  }
}

/// The layer that applies an activation.
enum Activation {
  static func layer(_ operation: Operation, _ attributes: [Attribute]) -> Module {
    NetworkBuiltins.activationLayer(operation, attributes)
  }
}
