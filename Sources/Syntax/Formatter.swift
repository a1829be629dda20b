import Text

/// The one canonical layout of a program: two spaces of indentation, spaces around operators (none around `^`
/// and `..`), at most one blank line, aligned trailing comments. Line breaks stay where they are, except that
/// a block over several lines has its braces at line ends, `else` follows its `}`, and the rows of a list stand
/// below one another.
public struct Formatter {
  let source: Source
  let lexed: LexedSource
  var lines: [Line] = []
  /// The brackets around the current token.
  var contexts: [Context] = []
  /// Token indices of binary operators written without spaces: those in the bounds of a range or slice.
  var tight: Set<Int> = []
  private var newlineCounts: [Int] = []

  struct Line {
    var indent: Int
    var text = ""
    var comment: String?
    var hasBlankBefore = false
  }

  struct Context {
    var kind: Token.Kind
    /// A `{` that holds statements, so that newlines matter.
    var isBlock: Bool
    /// Where a line begins that starts with the closing bracket.
    var indent: Int
    /// Where a line in the bracket begins.
    var inner: Int
    /// A list whose first row stands beside its bracket, the others below it.
    var hasRows: Bool
  }

  /// - Throws: the first syntax error of the source.
  public static func format(_ source: Source) throws -> String {
    let (tree, faults) = Parser.parse(source)
    if let fault = faults.first(where: { $0.severity == .error }) { throw fault }
    var formatter = Formatter(source)
    formatter.layOut()
    let text = formatter.firstLine + formatter.opening + formatter.rendered()
    guard formatter.isFaithful(text, to: tree) else { throw FormatterFailure.unfaithful.fault }
    return text
  }

  private init(_ source: Source) {
    self.source = source
    lexed = Lexer.lex(source)
    var count = 0
    for token in lexed.tokens {
      if token.newlineBefore { count += 1 }
      newlineCounts.append(count)
    }
    markTightOperators()
  }

  /// The `#!` line.
  var firstLine: String {
    let line = source.line(1)
    return line.beginsWithShebang ? String(line) + "\n" : ""
  }

  /// A comment that comes to stand first must not become a `#!` line.
  private var opening: String { firstLine.isEmpty && lines.first?.text.beginsWithShebang == true ? " " : "" }

  private mutating func layOut() {
    let last = lexed.tokens.count - 1
    var comments = lexed.comments[...]
    var previousEnd = firstLine.utf8.count
    var index = 0
    while index <= last {
      let token = lexed.tokens[index]
      var isInterrupted = false
      while let comment = comments.first, comment.nextToken <= index {
        comments.removeFirst()
        place(comment, before: index, after: previousEnd)
        previousEnd = comment.end
        isInterrupted = true
      }
      if index == last { break }
      let end = endOfAtom(index)
      if lines.isEmpty || isInterrupted || startsLine(index) {
        lines.append(
          Line(indent: indentation(index), hasBlankBefore: hasBlank(previousEnd, token.start)))
      } else if hasSpace(before: index) {
        lines[lines.count - 1].text += " "
      }
      lines[lines.count - 1].text += source.slice(token.start, lexed.tokens[end].end)
      updateContexts(index)
      previousEnd = lexed.tokens[end].end
      index = end + 1
    }
  }

  /// An f-string is kept as written, from its first token to its last.
  private func endOfAtom(_ index: Int) -> Int {
    var depth = 0
    for position in index..<lexed.tokens.count {
      switch lexed.tokens[position].kind {
      case .interpolationStart: depth += 1
      case .interpolationEnd: depth -= 1
      default: break
      }
      if depth == 0 { return position }
    }
    return index
  }

  private mutating func updateContexts(_ index: Int) {
    let kind = lexed.tokens[index].kind
    if kind.isOpener {
      let line = lines.last ?? Line(indent: 0)
      let hasRows = kind == .leftBracket && !lexed.tokens[index + 1].newlineBefore
      let indent = contexts.last.map { $0.hasRows ? $0.inner : line.indent } ?? line.indent
      contexts.append(
        Context(
          kind: kind, isBlock: isBlockBrace(index), indent: indent,
          inner: hasRows ? line.indent + displayWidth(line.text) : indent + 2, hasRows: hasRows))
    } else if kind.isCloser {
      _ = contexts.popLast()
    }
  }

  // MARK: - Lines

  func isBlockBrace(_ index: Int) -> Bool {
    guard lexed.tokens[index].kind == .leftBrace, index + 2 < lexed.tokens.count else { return false }
    let next = lexed.tokens[index + 1].kind
    if next == .rightBrace { return false }
    let isKey = next == .identifier || next == .string || next.isKeyword
    return !(isKey && lexed.tokens[index + 2].kind == .colon)
  }

  private func startsLine(_ index: Int) -> Bool {
    let token = lexed.tokens[index]
    let previous = lexed.tokens[max(0, index - 1)]
    if previous.kind == .rightBrace, token.kind == .else || token.kind == .catch { return false }
    if token.newlineBefore { return true }
    if contexts.last?.isBlock == true {
      if previous.kind == .leftBrace { return isBroken(index - 1) }
      if token.kind == .rightBrace, token.partner >= 0 { return isBroken(token.partner) }
    }
    return false
  }

  /// A bracket whose partner stands on another line.
  private func isBroken(_ opener: Int) -> Bool {
    let partner = lexed.tokens[opener].partner
    return partner >= 0 && newlineCounts[partner] > newlineCounts[opener]
  }

  func indentation(_ index: Int) -> Int {
    let token = lexed.tokens[index]
    guard let context = contexts.last else { return isContinuation(index) ? 2 : 0 }
    if token.kind.isCloser { return context.indent }
    return context.inner + (context.isBlock && isContinuation(index) ? 2 : 0)
  }

  /// The line goes on with the statement of the line above.
  private func isContinuation(_ index: Int) -> Bool {
    guard index > 0 else { return false }
    let kind = lexed.tokens[index].kind
    if kind.continuesLine || kind == .dot { return true }
    return lexed.tokens[index - 1].kind.wantsOperand
  }

  func hasBlank(_ start: Int, _ end: Int) -> Bool {
    source.slice(start, end).utf8.reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) } > 1
  }

  // MARK: - Check

  /// The new text has the same tokens and as many statements: nothing but layout changed.
  private func isFaithful(_ text: String, to old: Block) -> Bool {
    let after = Source(unregistered: text)
    let tokens = Lexer.lex(after).tokens
    guard tokens.count == lexed.tokens.count else { return false }
    for (old, new) in zip(lexed.tokens, tokens)
    where old.kind != new.kind || source.slice(old.start, old.end) != after.slice(new.start, new.end) {
      return false
    }
    let (new, faults) = Parser.parse(after)
    return old.statements.count == new.statements.count && !faults.contains { $0.severity == .error }
  }
}

enum FormatterFailure: Failure {
  case unfaithful

  var fault: Fault {
    Fault(
      "E0199",
      Wording("this file cannot be laid out without changing what it means", "不改变意思就无法给这个文件排版"),
      help: [Wording("it is left as it is; please report it", "文件保持原样；请报告这个问题")])
  }
}
