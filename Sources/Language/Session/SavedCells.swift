import Syntax
import Text

extension CellLedger {
  /// The cells with these numbers, in this order, as texts that give the same values outside the session: what one
  /// of them reads as `ans` or `out[3]` has a name, `out_3`.
  public func texts(of numbers: [Int], in session: Session) -> [String] {
    let cells = numbers.compactMap { self[$0] }
    let uses = cells.map { ValueUses($0) }
    let taken = session.knownNames
    let names = Dictionary(
      uniqueKeysWithValues: Set(uses.flatMap(\.values)).map { ($0, CellLedger.freeName($0, taken)) })
    return zip(cells, uses).map { cell, uses in
      var edits = uses.renamed(names)
      if let name = names[cell.number] { edits += NamedValue(cell.text, name).edits }
      return uses.preamble(names) + Edit.apply(edits, to: cell.text)
    }
  }

  private static func freeName(_ number: Int, _ taken: Set<String>) -> String {
    var name = "out_\(number)"
    while taken.contains(name) { name += "_" }
    return name
  }
}

/// A stretch of a cell's text and what stands there instead.
struct Edit {
  var start: Int
  var end: Int
  var text: String

  static func apply(_ edits: [Edit], to text: String) -> String {
    var bytes = Array(text.utf8)
    for edit in edits.sorted(by: { ($0.start, $0.end) > ($1.start, $1.end) }) {
      bytes.replaceSubrange(edit.start..<edit.end, with: Array(edit.text.utf8))
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Gives the value of a cell a name, and shows it as before.
private struct NamedValue {
  private(set) var edits: [Edit] = []
  private let name: String

  init(_ text: String, _ name: String) {
    self.name = name
    guard let last = Parser.parse(Source(unregistered: text)).0.statements.last else { return }
    visit(last)
    if !edits.isEmpty { edits.append(Edit(start: last.span.end, end: last.span.end, text: "\n\(name)")) }
  }

  /// The statement's value goes to the name, in blocks on every path.
  private mutating func visit(_ statement: Statement) {
    switch statement.kind {
    case .expression:
      let start = statement.span.start
      edits.append(Edit(start: start, end: start, text: "\(name) = "))
    case .noGrad(let body): if let last = body.statements.last { visit(last) }
    case .try(let body, _, let handler):
      if let last = body.statements.last { visit(last) }
      if let last = handler.statements.last { visit(last) }
    default: break
    }
  }
}
