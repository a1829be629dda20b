import Text

// The grammar. { } repeats, [ ] is optional, quotes enclose what is written as it stands. A newline ends a
// statement except inside ( ) and [ ], after an operator, and before a line that begins with |> >> or .name.
//
// program     = { statement ( newline | ";" ) }
// block       = "{" program "}"
// statement   = function | model | for | while | try | "break" | "continue" | "return" [ values ]
//             | "no_grad" block | "assert" expression [ "," expression ] | "use" string
//             | "global" name { "," name } | assignment | values
// assignment  = pattern { "," pattern } "=" values | target ( "+=" | "-=" | "*=" | "/=" ) expression
// pattern     = target | "(" pattern { "," pattern } ")"
// target      = name | primary { trailer } ( "[" items "]" | "." name )
// values      = expression { "," expression }
// function    = name "(" parameters ")" "=" values | "fn" name "(" parameters ")" block
// parameters  = [ parameter { "," parameter } ]
// parameter   = name [ ":" "[" [ expression { "," expression } ] "]" ] [ "=" expression ]
// model       = "model" name "(" parameters ")" "{" { ( statement | method ) ( newline | ";" ) } "}"
// method      = [ "fn" ] name "(" parameters ")" ( block | "=" values )
// for         = "for" variable { "," variable } "in" expression block
// variable    = name | "(" variable { "," variable } ")"
// while       = "while" expression block
// try         = "try" block "catch" [ name ] block
//
// expression  = lambda | pipe
// lambda      = ( name | "(" parameters ")" ) "->" expression
// pipe        = composition { "|>" composition }
// composition = disjunction { ">>" disjunction }
// disjunction = conjunction { "or" conjunction }
// conjunction = negation { "and" negation }
// negation    = "not" negation | comparison
// comparison  = range { ( "==" | "!=" | "<" | "<=" | ">" | ">=" | [ "not" ] "in" ) range }
// range       = sum [ ".." sum [ "by" sum ] ]
// sum         = product { ( "+" | "-" ) product }
// product     = unary { ( "*" | "/" | "//" | "%" | "@" ) unary }
// unary       = ( "-" | "+" ) unary | power
// power       = postfix [ ( "^" | "**" ) unary ]
// postfix     = ( primary | "∇" nabla ) { trailer }
// trailer     = "(" arguments ")" | "[" items "]" | "." name | "'"
// nabla       = name { "." name } | "(" expression ")" | "∇" nabla
// arguments   = [ argument { "," argument } ]      argument = [ name "=" ] expression
// items       = item { "," item }                  item = expression | "..." | slice
// slice       = [ expression ] ":" [ expression ] [ ":" [ expression ] ]
// primary     = number | string | f-string | "true" | "false" | "none" | name | list | tuple | record | if
//             | block | "no_grad" block | "(" expression ")"
// list        = "[" [ expression { "," expression } ] "]"
// tuple       = "(" ")" | "(" expression "," [ expression { "," expression } ] ")"
// record      = "{" "}" | "{" field { "," field } "}"      field = ( name | string ) ":" expression
// if          = "if" expression block [ "else" ( if | block ) ]
//
// Every list may end in a comma. "model", "use", "global", "no_grad" and "by" are names elsewhere.

/// Builds the tree. Total: any text gives a tree, and every fault in it is reported, one a line.
public struct Parser {
  /// How deep expressions and blocks may be nested.
  public static let maximumNesting = 256
  /// How tall a tree may grow: a chain `a + b + …` is as tall as it has operators.
  public static let maximumHeight = 5_000

  let source: Source
  let lexed: LexedSource
  var index = 0
  /// A newline is significant: not inside ( ) or [ ].
  var newlinesMatter = true
  var nesting = 0
  /// The height of the tree most recently built.
  var height = 0
  var loops = 0
  var functions = 0
  var faults: [Fault]
  /// The limits were exceeded; nothing more is parsed or reported.
  var hasGivenUp = false
  private var faultyLines: Set<Int> = []
  var expectations: ArraySlice<Comment>

  /// The program and everything wrong with it, in the order of the text. Faults may be mere warnings.
  public static func parse(_ source: Source) -> (Block, [Fault]) {
    var parser = Parser(source)
    let block = parser.parseProgram()
    let ordered = parser.faults.sorted { ($0.span?.start ?? 0) < ($1.span?.start ?? 0) }
    return (block, ordered)
  }

  init(_ source: Source) {
    self.source = source
    lexed = Lexer.lex(source)
    faults = lexed.faults
    expectations = lexed.comments.filter { Parser.isExpectation($0, in: source) }[...]
    for fault in faults { note(fault) }
  }

  private mutating func parseProgram() -> Block {
    let statements = parseStatements()
    reportStrayExpectations(before: source.text.utf8.count + 1)
    return Block(statements, Span(0, source.text.utf8.count, in: source.id))
  }

  private mutating func note(_ fault: Fault) {
    guard fault.severity == .error, let span = fault.span else { return }
    faultyLines.insert(source.line(of: span.start))
  }

  /// Adds a fault, unless its line already has an error: that one is likely the cause of this.
  mutating func report(_ fault: Fault) {
    guard !hasGivenUp, faults.count < Lexer.maximumFaults * 2 else { return }
    if fault.severity == .error, let span = fault.span,
      faultyLines.contains(source.line(of: span.start))
    {
      return
    }
    note(fault)
    faults.append(fault)
  }
}

// MARK: - Tokens

extension Parser {
  var current: Token { lexed.tokens[index] }

  var previousEnd: Int { index > 0 ? lexed.tokens[index - 1].end : 0 }

  func token(_ offset: Int) -> Token { lexed.tokens[min(index + offset, lexed.tokens.count - 1)] }

  mutating func advance() { if index < lexed.tokens.count - 1 { index += 1 } }

  func at(_ kind: Token.Kind) -> Bool { current.kind == kind }

  /// The next token begins a new line where lines matter.
  var atLineBreak: Bool { newlinesMatter && current.newlineBefore }

  mutating func accept(_ kind: Token.Kind) -> Bool {
    guard current.kind == kind else { return false }
    advance()
    return true
  }

  func text(_ token: Token) -> String {
    lexed.texts.indices.contains(token.payload) ? lexed.texts[token.payload] : ""
  }

  func span(_ token: Token) -> Span { Span(token.start, token.end, in: source.id) }

  func span(from start: Int) -> Span { Span(start, max(start, previousEnd), in: source.id) }

  /// The current token is this name, which is a keyword only in some places.
  func atWord(_ word: String) -> Bool { at(.identifier) && text(current) == word }

  /// How a message names a token.
  func described(_ token: Token) -> Wording {
    switch token.kind {
    case .end: return Wording("the end of the input", "输入的结尾")
    case .identifier: return Wording("the name \(text(token))", "名字 \(text(token))")
    case .number, .invalid: return Wording(verbatim: String(source[span(token)]))
    case .string, .interpolationStart: return Wording("a string", "字符串")
    case .interpolationClose, .interpolationFormat, .interpolationEnd:
      return Wording("the end of {…}", "{…} 的结尾")
    default: return token.newlineBefore && newlinesMatter ? lineBreak : Wording(verbatim: token.kind.rawValue)
    }
  }

  private var lineBreak: Wording { Wording("a new line", "换行") }

  func unexpected(_ what: Wording) -> SyntaxFailure {
    let found = described(current)
    let isLineBreak = found == lineBreak
    let place = isLineBreak ? Span(previousEnd, previousEnd, in: source.id) : span(current)
    return .expected(what, found: found, place)
  }

  mutating func expect(_ kind: Token.Kind, _ what: @autoclosure () -> Wording) throws {
    guard at(kind) else { throw unexpected(what()) }
    advance()
  }

  /// A name; keywords serve where nothing else could stand (fields, argument names).
  mutating func expectName(
    _ what: @autoclosure () -> Wording, keywordsToo: Bool = false
  ) throws -> (name: String, span: Span) {
    let token = current
    guard token.kind == .identifier || (keywordsToo && token.kind.isKeyword) else { throw unexpected(what()) }
    advance()
    return (text(token), span(token))
  }
}

// MARK: - Limits

extension Parser {
  /// Runs one level deeper; beyond the limit the parser gives up on the rest of the text.
  mutating func nested<Result>(_ body: (inout Parser) throws -> Result) throws -> Result {
    guard nesting < Parser.maximumNesting else { throw giveUp() }
    nesting += 1
    defer { nesting -= 1 }
    return try body(&self)
  }

  mutating func giveUp() -> SyntaxFailure {
    let failure = SyntaxFailure.tooDeep(span(current))
    if !hasGivenUp {
      faults.append(failure.fault)
      hasGivenUp = true
    }
    index = lexed.tokens.count - 1
    return failure
  }

  /// An expression over children of the given height.
  mutating func grow(_ kind: Expression.Kind, _ span: Span, over tallest: Int) throws -> Expression {
    guard tallest < Parser.maximumHeight else { throw giveUp() }
    height = tallest + 1
    return Expression(kind, span)
  }

  mutating func leaf(_ kind: Expression.Kind, _ span: Span) -> Expression {
    height = 1
    return Expression(kind, span)
  }
}
