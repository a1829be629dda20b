import Syntax
import Text

/// The names of the session that a cell's text reads and gives values to.
public struct CellNames {
  /// Read before the cell itself gives them a value; what only functions it defines read is not among them.
  public private(set) var reads: Set<String> = []
  /// Given a value whenever the cell runs.
  public private(set) var assigned: Set<String> = []
  /// Given a value on some path.
  public private(set) var mayAssign: Set<String> = []
  /// Of which an element or a field is given a value.
  public private(set) var changed: Set<String> = []

  public init(_ text: String) { self.init(Parser.parse(Source(unregistered: text)).0) }

  init(_ block: Block) {
    var assigned: Set<String> = []
    visit(block, &assigned)
    self.assigned = assigned
  }

  private mutating func visit(_ block: Block, _ assigned: inout Set<String>) {
    for statement in block.statements { visit(statement, &assigned) }
  }

  private mutating func visit(_ statement: Statement, _ assigned: inout Set<String>) {
    switch statement.kind {
    case .function(let function): if let name = function.name { assign(name, &assigned) }
    case .model(let model): assign(model.name, &assigned)
    case .assign(.name(let name, _), let value):
      if case .lambda = value.kind {} else { read(value, assigned) }
      assign(name, &assigned)
    case .assign(let pattern, let value):
      read(value, assigned)
      visit(pattern, &assigned)
    case .augmentedAssign(let pattern, _, let value):
      read(value, assigned)
      Names.names(of: pattern) { if !assigned.contains($0) { reads.insert($0) } }
      visit(pattern, &assigned)
    case .for(let pattern, let sequence, let body):
      read(sequence, assigned)
      var inner = assigned
      visit(pattern, &inner)
      visit(body, &inner)
    case .while(let condition, let body):
      read(condition, assigned)
      var inner = assigned
      visit(body, &inner)
    case .noGrad(let body): visit(body, &assigned)
    case .try(let body, let name, let handler):
      var (first, second) = (assigned, assigned)
      visit(body, &first)
      if !name.isEmpty { assign(name, &second) }
      visit(handler, &second)
    case .expression(let value): visit(value, &assigned)
    case .assert, .return, .break, .continue, .use, .global:
      read(Names(Block([statement], statement.span)), assigned)
    }
  }

  private mutating func visit(_ expression: Expression, _ assigned: inout Set<String>) {
    switch expression.kind {
    case .if(let condition, let then, let otherwise):
      read(condition, assigned)
      var (first, second) = (assigned, assigned)
      visit(then, &first)
      if let otherwise { visit(otherwise, &second) }
      assigned = first.intersection(second)
    case .block(let block): visit(block, &assigned)
    default: read(expression, assigned)
    }
  }

  private mutating func visit(_ pattern: Pattern, _ assigned: inout Set<String>) {
    switch pattern {
    case .name(let name, _): assign(name, &assigned)
    case .tuple(let parts, _): for part in parts { visit(part, &assigned) }
    case .index(let object, let items, _):
      change(object, assigned)
      for item in items { item.forEachPart { read($0, assigned) } }
    case .field(let object, _, _): change(object, assigned)
    }
  }

  private mutating func change(_ object: Expression, _ assigned: Set<String>) {
    read(object, assigned)
    var base = object
    while true {
      switch base.kind {
      case .index(let inner, _), .field(let inner, _, _): base = inner
      case .name(let name):
        changed.insert(name)
        return
      default: return
      }
    }
  }

  private mutating func assign(_ name: String, _ assigned: inout Set<String>) {
    assigned.insert(name)
    mayAssign.insert(name)
  }

  private mutating func read(_ expression: Expression, _ assigned: Set<String>) {
    var names = Names(Block([], expression.span))
    names.add(expression)
    read(names, assigned)
  }

  private mutating func read(_ names: Names, _ assigned: Set<String>) {
    reads.formUnion(names.read.union(names.nested).subtracting(assigned))
    mayAssign.formUnion(names.assigned)
  }
}
