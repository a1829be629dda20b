import Catalog
import Syntax
import Text

/// What a static check knows of a callable.
struct CheckedParameters {
  var names: [String]
  /// Other accepted spellings.
  var aliases: [String] = []
  var required: Int
  /// nil: any number.
  var maximum: Int?
}

extension Value {
  var checkedParameters: CheckedParameters? {
    switch tag {
    case Tag.function: return reference(FunctionObject.self).prototype.checked
    case Tag.model: return reference(ModelObject.self).prototype.initializer.checked
    case Tag.builtin:
      let builtin = reference(BuiltinObject.self)
      // A name with two meanings takes the arguments of either.
      guard builtin.operation == nil || builtin.builtin == nil else { return nil }
      let parameters = builtin.descriptor.parameters
      let isActivation = builtin.descriptor.category == .activation
      return CheckedParameters(
        names: parameters.map(\.name), aliases: parameters.flatMap(\.aliases),
        required: isActivation ? 0 : parameters.filter { $0.fallback == nil && !$0.variadic }.count,
        maximum: parameters.contains(where: \.variadic) ? nil : parameters.count)
    default: return nil
    }
  }
}

extension Prototype {
  fileprivate var checked: CheckedParameters {
    CheckedParameters(
      names: parameters.map(\.name), required: parameters.filter { !$0.isOptional }.count,
      maximum: parameters.count)
  }
}

extension Session {
  /// Syntax, unknown names, arity and argument names, without running anything.
  public func check(_ source: Source) -> [Fault] {
    let (block, faults) = Parser.parse(source)
    if faults.contains(where: { $0.severity == .error }) { return faults }
    var checker = Checker(known: knownNames) { self.parameters(of: $0) }
    checker.check(program: block)
    return faults + checker.faults
  }
}
