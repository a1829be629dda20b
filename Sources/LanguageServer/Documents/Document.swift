import Language
import Notebooks
import Syntax
import Text

/// A text that an editor has open, or a file that one of those uses.
final class Document {
  let uri: String
  /// nil for one that is no file.
  let path: String?
  private(set) var text: String
  private(set) var lines: LineTable
  private var source: Source
  private var knownIndex: ProgramIndex?
  private var knownPieces: [(start: Int, end: Int, class: TokenClass)]?

  init(uri: String, text: String) {
    self.uri = uri
    path = FileURI.path(uri)
    self.text = text
    lines = LineTable(text)
    source = Sources.add(name: path ?? uri, text: text)
  }

  deinit { Sources.forget(source.id) }

  /// Registered, so that faults can name it, until the text changes.
  var program: Source { source }

  var index: ProgramIndex {
    if let knownIndex { return knownIndex }
    let index = ProgramIndex(source)
    knownIndex = index
    return index
  }

  var pieces: [(start: Int, end: Int, class: TokenClass)] {
    if let knownPieces { return knownPieces }
    let pieces = highlight(text)
    knownPieces = pieces
    return pieces
  }

  var bytes: [UInt8] { Array(text.utf8) }

  func replace(_ text: String) {
    Sources.forget(source.id)
    self.text = text
    lines = LineTable(text)
    source = Sources.add(name: path ?? uri, text: text)
    knownIndex = nil
    knownPieces = nil
  }

  /// One change of an editor: a range and its new text, or the whole.
  func apply(_ change: Parameters) throws {
    let new = try change.text("text")
    guard change.json["range"] != nil else { return replace(new) }
    let range = try change.range("range")
    let start = lines.offset(range.start)
    let end = max(start, lines.offset(range.end))
    let old = bytes
    replace(String(decoding: old[..<start] + Array(new.utf8) + old[end...], as: UTF8.self))
  }

  func offset(_ position: Position) -> Int { lines.offset(position) }

  /// The piece of the lexer around an offset, its end included.
  func piece(at offset: Int) -> (start: Int, end: Int, class: TokenClass)? {
    pieces.last { $0.start < offset && offset <= $0.end }
  }

  // MARK: - As JSON

  func json(_ offset: Int) -> JSON { Document.json(lines.position(offset)) }

  static func json(_ position: Position) -> JSON {
    .object(["line": .number(Double(position.line)), "character": .number(Double(position.character))])
  }

  func range(_ start: Int, _ end: Int) -> JSON { .object(["start": json(start), "end": json(end)]) }

  func range(_ span: Span) -> JSON { range(span.start, span.end) }

  func location(_ span: Span) -> JSON { .object(["uri": .string(uri), "range": range(span)]) }

  func edit(_ start: Int, _ end: Int, _ text: String) -> JSON {
    .object(["range": range(start, end), "newText": .string(text)])
  }
}
