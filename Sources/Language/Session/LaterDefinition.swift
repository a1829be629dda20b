import Syntax
import Text

extension Fault {
  /// An unknown name that a later statement of the program defines.
  func explained(by program: Block) -> Fault {
    guard let span else { return self }
    let name = String(Sources[span.source][span])
    let line = Sources[span.source].position(of: span.start).line
    let definition = program.statements.first { $0.defines(name) }
    guard let definition, definition.span.source == span.source else { return self }
    let later = Sources[definition.span.source].position(of: definition.span.start).line
    guard later >= line else { return self }
    var fault = self
    fault.help = [NameFailure.definedLater(name, line: later, isSame: later == line)]
    return fault
  }
}

extension Statement {
  /// Gives a name of the top level its value.
  fileprivate func defines(_ name: String) -> Bool {
    switch kind {
    case .function(let function): return function.name == name
    case .model(let model): return model.name == name
    default:
      var isThere = false
      Block([self], span).forEachAssignment { if $0 == name { isThere = true } }
      return isThere
    }
  }
}
