import Autograd
import CMachine
import Catalog
import Networks

/// What calling a `model` gives: a module whose fields are set by its initializer.
final class ModelInstance: Module {
  let model: ModelObject
  // The dispatch loop reads these two, which lie side by side.
  let prototype: ModelPrototype
  /// Owned, in the order of ``ModelPrototype/fields``; undefined before they are set.
  @exclusivity(unchecked) private(set) var fields: [Value]
  var machine: Machine { model.machine }

  init(_ model: ModelObject) {
    self.model = model
    prototype = model.prototype
    fields = Array(repeating: .undefined, count: model.prototype.fields.count)
    super.init(kind: model.prototype.name)
    dls_know_instances(
      Unmanaged.passUnretained(self).toOpaque(), Unmanaged.passUnretained(prototype).toOpaque(),
      unsafeBitCast(fields, to: UnsafeRawPointer.self))
  }

  deinit { Reaper.release(fields) }

  /// Borrowed.
  func field(_ index: Int) -> Value { fields[index] }

  func setField(_ index: Int, owned value: Value) {
    let old = fields[index]
    fields[index] = value
    old.release()
  }

  func index(of name: String) -> Int? { prototype.fields.firstIndex(of: name) }

  func method(_ name: String) -> Prototype? { prototype.method(name) }

  // A module

  override var memberNames: [String] {
    prototype.fields + ["forward"] + prototype.methods.map(\.name) + super.memberNames
  }

  override func member(_ name: String) throws -> Argument? {
    if let index = index(of: name), !fields[index].isUndefined { return try fields[index].argument }
    return try super.member(name)
  }

  override var parameters: [(name: String, variable: Variable)] {
    var result: [(name: String, variable: Variable)] = []
    for (name, value) in zip(prototype.fields, fields) {
      value.forEachTensor(name) { if $1.isParameter { result.append(($0, $1)) } }
    }
    return result
  }

  override var children: [(name: String, module: Module)] {
    var result: [(name: String, module: Module)] = []
    for (name, value) in zip(prototype.fields, fields) {
      value.forEachModule(name) { result.append(($0, $1)) }
    }
    return result
  }

  override var arity: Int? { prototype.forward.parameters.count }

  override func evaluate(_ arguments: [Argument]) throws -> Argument {
    let values = try arguments.map { try Value($0, machine) }
    let result = try machine.call(self, prototype.forward.code, owning: values)
    defer { result.release() }
    return try result.argument.known()
  }
}

extension Value {
  /// The tensors of a field: itself, or those in lists and records, with dotted names.
  func forEachTensor(_ name: String, _ visit: (String, Variable) -> Void) {
    if tag == Tag.tensor { visit(name, reference(Variable.self)) }
    forEachElement(name) { $1.forEachTensor($0, visit) }
  }

  func forEachModule(_ name: String, _ visit: (String, Module) -> Void) {
    if let module { visit(name, module) }
    forEachElement(name) { $1.forEachModule($0, visit) }
  }

  private func forEachElement(_ name: String, _ visit: (String, Value) -> Void) {
    switch tag {
    case Tag.list:
      for (index, item) in reference(ListObject.self).items.enumerated() { visit("\(name).\(index)", item) }
    case Tag.tuple:
      for (index, item) in reference(TupleObject.self).items.enumerated() { visit("\(name).\(index)", item) }
    case Tag.record:
      let record = reference(RecordObject.self)
      for (field, item) in zip(record.names, record.values) { visit("\(name).\(field)", item) }
    default: break
    }
  }

  /// A layer or a model.
  var module: Module? {
    switch tag {
    case Tag.instance: reference(ModelInstance.self)
    case Tag.object: reference(AnyObject.self) as? Module
    default: nil
    }
  }
}
