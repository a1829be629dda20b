import Language
import Notebooks
import Syntax
import Text

/// Gives a symbol another name everywhere, or says why that would change what the program means.
enum Rename {
  static func prepare(_ workspace: Workspace, _ document: Document, _ parameters: Parameters) throws -> JSON {
    let offset = document.offset(try parameters.position())
    guard let occurrence = document.index.occurrence(at: offset) else { return .null }
    _ = try symbol(at: offset, in: document, workspace)
    return .object(["range": document.range(occurrence.span), "placeholder": .string(occurrence.name)])
  }

  static func answer(_ workspace: Workspace, _ document: Document, _ parameters: Parameters) throws -> JSON {
    let offset = document.offset(try parameters.position())
    let name = normalizedName(try parameters.text("newName"))
    let symbol = try symbol(at: offset, in: document, workspace)
    if name == symbol.symbol.name { return .object(["changes": .object([JSON.Field]())]) }
    try requireName(name)
    for place in symbol.places { try requireRoom(for: name, symbol, place) }
    let changes = symbol.places.map { place in
      let edits = place.occurrences.map { place.document.edit($0.span.start, $0.span.end, name) }
      return JSON.Field(place.document.uri, .array(edits))
    }
    return .object(["changes": .object(changes)])
  }

  private static func symbol(
    at offset: Int, in document: Document, _ workspace: Workspace
  ) throws -> SharedSymbol {
    guard let occurrence = document.index.occurrence(at: offset) else {
      throw RPCError.refused(Wording("there is no name here", "这里没有名字"))
    }
    guard let symbol = SharedSymbol(at: offset, in: document, workspace), symbol.symbol.bindings > 0 else {
      let name = occurrence.name
      if occurrence.role == .member, occurrence.symbol == nil {
        throw RPCError.refused(
          Wording("nothing tells whose member `\(name)` is", "看不出 `\(name)` 是谁的成员"))
      }
      throw RPCError.refused(
        Reference.descriptor(name) == nil
          ? Wording("nothing here defines `\(name)`", "这里没有定义 `\(name)`")
          : Wording("`\(name)` is a builtin", "`\(name)` 是内建函数"))
    }
    if symbol.symbol.kind == .method, symbol.symbol.name == "forward" {
      throw RPCError.refused(Wording("a model is called by its `forward`", "模型靠它的 `forward` 调用"))
    }
    return symbol
  }

  private static func requireName(_ name: String) throws {
    if Keywords.reserved.contains(name) || Keywords.contextual.contains(name) || name == "self" {
      throw RPCError.refused(Wording("`\(name)` is a keyword", "`\(name)` 是关键字"))
    }
    let pieces = highlight(name)
    guard pieces.count == 1, pieces[0].class == .name, pieces[0].end == name.utf8.count else {
      throw RPCError.refused(Wording("`\(name)` is not a name", "`\(name)` 不能作名字"))
    }
    if Reference.descriptor(name) != nil {
      throw RPCError.refused(Wording("`\(name)` would hide a builtin", "`\(name)` 会遮住内建函数"))
    }
  }

  /// No place may see another symbol of the new name, nor another name come to mean this symbol.
  private static func requireRoom(
    for name: String, _ symbol: SharedSymbol, _ place: SharedSymbol.Place
  ) throws {
    let document = place.document
    let index = document.index
    func clash(_ offset: Int) -> RPCError {
      let line = document.lines.position(offset).line + 1
      return .refused(
        Wording("`\(name)` means something else at line \(line)", "`\(name)` 在第 \(line) 行另有所指"))
    }
    for occurrence in place.occurrences {
      if let other = index.resolve(name, in: occurrence.scope) {
        throw clash(index.symbols[other].span.start)
      }
    }
    let scope = document === symbol.home ? symbol.symbol.scope : 0
    if let other = index.scopes[scope].names[name] { throw clash(index.symbols[other].span.start) }
    for other in index.occurrences {
      let isRead = other.role == .read || other.role == .binding
      let isOuter = other.symbol.map { !index.isScope(index.symbols[$0].scope, inside: scope) } ?? true
      if isRead, other.name == name, isOuter, index.isScope(other.scope, inside: scope) {
        throw clash(other.span.start)
      }
      try requireCertainty(other, symbol, document)
    }
    try requireOneMeaning(symbol, document)
  }

  /// A member or a named argument of the old name whose owner nobody knows may be this symbol or not.
  private static func requireCertainty(
    _ other: ProgramIndex.Occurrence, _ symbol: SharedSymbol, _ document: Document
  ) throws {
    guard other.name == symbol.symbol.name, other.symbol == nil else { return }
    let line = document.lines.position(other.span.start).line + 1
    switch (other.role, symbol.symbol.kind) {
    case (.member, .field), (.member, .method):
      throw RPCError.refused(
        Wording(
          "nothing tells whether `.\(other.name)` at line \(line) is this one",
          "看不出第 \(line) 行的 `.\(other.name)` 是不是这一个"))
    case (.argument(let callee), .parameter), (.argument(let callee), .field):
      let index = document.index
      let target = index.resolve(callee, in: other.scope)
      let isVariable = target.map { ![.function, .model].contains(index.symbols[$0].kind) } ?? callee.isEmpty
      if isVariable {
        throw RPCError.refused(
          Wording(
            "nothing tells whether `\(other.name)=` at line \(line) is this one",
            "看不出第 \(line) 行的 `\(other.name)=` 是不是这一个"))
      }
    default: break
    }
  }

  /// A function that reads a name before it gives it a value reads the session's, then its own.
  private static func requireOneMeaning(_ symbol: SharedSymbol, _ document: Document) throws {
    let index = document.index
    for (position, other) in index.symbols.enumerated()
    where other.name == symbol.symbol.name && other.kind == .variable && other.scope != 0 {
      guard index.scopes[0].names[other.name] != nil else { continue }
      let first = index.occurrences.first { $0.symbol == position }
      if let first, first.role == .read, first.scope == other.scope {
        let line = document.lines.position(first.span.start).line + 1
        throw RPCError.refused(
          Wording(
            "`\(other.name)` at line \(line) is read before the function gives it a value: it may be either",
            "第 \(line) 行的 `\(other.name)` 在函数给它赋值之前就被读取：两种都有可能"))
      }
    }
  }
}
