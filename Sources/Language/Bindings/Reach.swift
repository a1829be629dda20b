import Autograd
import Catalog
import Networks

/// A function as a model: its parameters are those of the layers and tensors it reaches.
final class FunctionModule: Module {
  private let function: any Callable

  init(_ function: any Callable) {
    self.function = function
    super.init(kind: function.name)
  }

  override var parameters: [(name: String, variable: Variable)] { function.reach.tensors }
  override var children: [(name: String, module: Module)] { function.reach.modules }
  override var arity: Int? { function.arity }

  override func call(_ arguments: [Argument]) throws -> Argument { try function.call(arguments) }

  override func forward(_ x: Variable) throws -> Variable {
    guard case .object(let object) = try call([.object(x)]), let y = object as? Variable else {
      throw CallFailure.forwardGivesNoTensor(kind)
    }
    return y
  }
}

/// The modules and parameters that a function captures or finds among the globals it reads.
struct Reach {
  var modules: [(name: String, module: Module)] = []
  var tensors: [(name: String, variable: Variable)] = []
  private var seen: Set<ObjectIdentifier> = []

  fileprivate mutating func add(_ name: String, _ value: Value) {
    switch value.tag {
    case Tag.tensor:
      let variable = value.reference(Variable.self)
      if variable.isParameter, seen.insert(ObjectIdentifier(variable)).inserted { tensors.append((name, variable)) }
    case Tag.function: add(value.reference(FunctionObject.self))
    case Tag.list:
      for (index, item) in value.reference(ListObject.self).items.enumerated() { add("\(name).\(index)", item) }
    default:
      guard let module = value.module, seen.insert(ObjectIdentifier(module)).inserted else { return }
      modules.append((name, module))
    }
  }

  fileprivate mutating func add(_ function: FunctionObject) {
    guard seen.insert(ObjectIdentifier(function)).inserted, NativeStack.hasRoom else { return }
    add(function.prototype, function.machine)
    for (index, box) in function.captures.enumerated() { add("captured\(index)", box.value) }
  }

  private mutating func add(_ prototype: Prototype, _ machine: Machine) {
    for index in prototype.globals { add(machine.globals.name(of: index), machine.globals.slots[index]) }
    for inner in prototype.functions { add(inner, machine) }
  }
}

extension Callable {
  var reach: Reach {
    var reach = Reach()
    if let function = self as? FunctionObject { reach.add(function) }
    if let module = self as? Module { reach.modules.append((module.kind, module)) }
    return reach
  }

  /// The modules it is or reaches.
  var reachedModules: [Module] {
    if let module = self as? Module { return [module] }
    return FunctionModule(self).ownModules
  }
}

extension FunctionModule {
  fileprivate var ownModules: [Module] { parameters.isEmpty && children.isEmpty ? [] : [self] }
}
