import Autograd
import Catalog
import Networks
import Tensor

extension BuiltinObject {
  /// What a call gives in a run on shapes where it would read, write, draw or measure, owned; nil: it runs as ever.
  func substitute(
    _ run: ShapeRun, _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ names: [String?],
    _ machine: Machine
  ) throws -> Value? {
    switch name {
    case "print", "help", "doc": return Value.none
    case "read_text": return .unknown
    case "len" where count == 1 && arguments[0].tag == Tag.list && arguments[0].holdsUnknown:
      return .unknown
    case "append", "push", "pop", "insert", "extend":
      if count > 0, arguments[0].tag == Tag.list { run.note(grown: arguments[0].reference(ListObject.self)) }
      return nil
    case "evaluate", "accuracy", "precision", "recall", "f1":
      let result = try perform(arguments, count, names, machine)
      defer { result.release() }
      return result.withoutNumbers
    case "fit": run.trainingSteps += 1
    default: break
    }
    switch builtin?.descriptor.category {
    case .figure: return try drawn(arguments, count, names, machine)
    case .file: return try filed(arguments, count, names, machine)
    default: return nil
    }
  }

  /// The arguments are checked, and a model that is to be drawn for an input is run on its shape.
  private func drawn(
    _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ names: [String?], _ machine: Machine
  ) throws -> Value {
    let bound = try bind(arguments, count, names, machine)
    if let place = descriptor.parameters.firstIndex(where: { $0.name == "input" }),
      let shape = bound[place].ints,
      case .object(let object)? = bound.first, let module = object as? Module
    {
      _ = try module.describeNetwork(inputShape: shape)
    }
    return .unknown
  }

  private func filed(
    _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ names: [String?], _ machine: Machine
  ) throws -> Value {
    let bound = try bind(arguments, count, names, machine)
    if name.hasPrefix("read") { return .unknown }
    guard name == "load", let target = bound.first else { return .none }
    if case .object = target { return try Value(target, machine) }
    return .unknown
  }

  private func bind(
    _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ names: [String?], _ machine: Machine
  ) throws -> [Argument] {
    try Binder(descriptor, machine, true).bind(arguments, count, names)
  }
}

extension Value {
  /// With every number unknown, owned.
  fileprivate var withoutNumbers: Value {
    switch tag {
    case Tag.number, Tag.bool: return .unknown
    case Tag.record:
      let record = reference(RecordObject.self)
      return Value(
        Tag.record, owning: RecordObject.make(record.names, owning: record.values.map(\.withoutNumbers)))
    default: return copied()
    }
  }
}
