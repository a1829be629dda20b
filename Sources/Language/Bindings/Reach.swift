import Autograd
import Catalog
import Networks
import Syntax
import Text

// A function that captures layers is a model: its parameters are those it reaches.
extension FunctionObject: ModuleConvertible, ParameterNaming {
  func asModule() -> Module? {
    var reach = Reach()
    reach.add(self)
    return ClosureModule(name: name, children: reach.modules, parameters: reach.tensors, body: self)
  }

  var parameterNames: [String] { prototype.parameters.map(\.name) }

  func tellingNames() -> (any Callable)? {
    guard captures.isEmpty, let body = prototype.body else { return nil }
    let compiler = Compiler(globals: machine.globals)
    compiler.tellsNames = true
    let lambda = Statement(.expression(Expression(.lambda(body), body.span)), body.span)
    guard let maker = try? compiler.compile(lambda), let told = maker.functions.first else { return nil }
    machine.keep(maker)
    return FunctionObject(told, captures: [], machine: machine)
  }
}

extension Prototype {
  /// The tree of a function that was defined by a statement of its own.
  fileprivate var body: FunctionBody? {
    for statement in Parser.parse(Sources[span.source]).0.statements {
      switch statement.kind {
      case .function(let function) where function.span == span: return function
      case .assign(_, let value):
        if case .lambda(let function) = value.kind, function.span == span { return function }
      default: break
      }
    }
    return nil
  }
}

/// The modules and parameters that a function captures or finds among the globals it reads.
private struct Reach {
  var modules: [(name: String, module: Module)] = []
  var tensors: [(name: String, variable: Variable)] = []
  private var seen: Set<ObjectIdentifier> = []

  mutating func add(_ function: FunctionObject) {
    guard seen.insert(ObjectIdentifier(function)).inserted, NativeStack.hasRoom else { return }
    add(function.prototype, function.machine)
    for (name, box) in zip(function.prototype.captureNames, function.captures) { add(name, box.value) }
  }

  private mutating func add(_ prototype: Prototype, _ machine: Machine) {
    for index in prototype.globals { add(machine.globals.name(of: index), machine.globals.slots[index]) }
    for inner in prototype.functions { add(inner, machine) }
  }

  private mutating func add(_ name: String, _ value: Value) {
    switch value.tag {
    case Tag.tensor:
      let variable = value.reference(Variable.self)
      if variable.isParameter, seen.insert(ObjectIdentifier(variable)).inserted {
        tensors.append((name, variable))
      }
    case Tag.function: add(value.reference(FunctionObject.self))
    case Tag.list:
      for (index, item) in value.reference(ListObject.self).items.enumerated() {
        add("\(name).\(index)", item)
      }
    default:
      guard let module = value.module, seen.insert(ObjectIdentifier(module)).inserted else { return }
      modules.append((name, module))
    }
  }
}
