/// The part of TeX's mathematics that lecture notes use, as MathML, which browsers draw without scripts or
/// fonts from elsewhere. Total: what is not understood is shown as typed.
public enum TeX {
  /// - Parameter display: set on a line of its own, with bounds above and below sums.
  public static func mathML(_ tex: String, display: Bool) -> String {
    var parser = TeXParser(tex, display: display)
    let mode = display ? " display=\"block\"" : ""
    return "<math xmlns=\"http://www.w3.org/1998/Math/MathML\"\(mode)><mrow>\(parser.formula())</mrow></math>"
  }
}

struct TeXParser {
  enum Token: Equatable {
    case command(String)
    case character(Character)
    case open, close
  }

  let tokens: [Token]
  var at = 0
  let display: Bool
  var depth = 0

  init(_ tex: String, display: Bool) {
    tokens = TeXParser.tokens(tex)
    self.display = display
  }

  /// Everything, past stray closing braces.
  mutating func formula() -> String {
    var result = ""
    while at < tokens.count {
      result += row { _ in false }
      at += 1
    }
    return result
  }

  var next: Token? { at < tokens.count ? tokens[at] : nil }

  /// Atoms with their scripts, until the end, a closing brace, or where `stop` says so.
  mutating func row(until stop: (Token) -> Bool) -> String {
    var result = ""
    while let token = next, token != .close, !stop(token) { result += scripted() }
    return result
  }

  private mutating func scripted() -> String {
    let base = atom()
    var (below, above): (String?, String?) = (nil, nil)
    var primes = ""
    while let token = next {
      if token == .character("_"), below == nil {
        at += 1
        below = group()
      } else if token == .character("^"), above == nil {
        at += 1
        above = group()
      } else if token == .character("'") {
        at += 1
        primes += "′"
      } else {
        break
      }
    }
    if !primes.isEmpty { above = "<mrow><mo>\(primes)</mo>\(above ?? "")</mrow>" }
    return TeXParser.attach(base.html, below, above, isLimits: base.takesLimits && display)
  }

  private static func attach(_ base: String, _ below: String?, _ above: String?, isLimits: Bool) -> String {
    let (sub, sup, both) = isLimits ? ("munder", "mover", "munderover") : ("msub", "msup", "msubsup")
    switch (below, above) {
    case (nil, nil): return base
    case (let below?, nil): return "<\(sub)>\(base)\(below)</\(sub)>"
    case (nil, let above?): return "<\(sup)>\(base)\(above)</\(sup)>"
    case (let below?, let above?): return "<\(both)>\(base)\(below)\(above)</\(both)>"
    }
  }

  /// One argument: a braced group or a single atom.
  mutating func group() -> String {
    while next == .character(" ") { at += 1 }
    guard let token = next, token != .close else { return "<mrow></mrow>" }
    return token == .open ? braced() : atom().html
  }

  mutating func braced() -> String {
    at += 1
    let inner = row { _ in false }
    if next == .close { at += 1 }
    return "<mrow>\(inner)</mrow>"
  }

  mutating func atom() -> (html: String, takesLimits: Bool) {
    guard let token = next else { return ("<mrow></mrow>", false) }
    depth += 1
    defer { depth -= 1 }
    // All recursion passes here; nobody writes formulas this deep.
    if depth > 64 { at = tokens.count }
    switch token {
    case .open: return (braced(), false)
    case .close: return ("<mrow></mrow>", false)
    case .command(let name):
      at += 1
      return command(name)
    case .character(let character): return (self.character(character), false)
    }
  }

  private mutating func character(_ character: Character) -> String {
    if character.isNumber, character.isASCII { return number() }
    at += 1
    if character.isWhitespace { return "" }
    if character == "&" { return "" }
    if character == "-" { return "<mo>−</mo>" }
    if character == "*" { return "<mo>∗</mo>" }
    if character == "~" { return "<mspace width=\"0.25em\"/>" }
    if "∇∂∞".contains(character) { return "<mi mathvariant=\"normal\">\(character)</mi>" }
    if character.isLetter {
      let isCJK = character.unicodeScalars.first.map { $0.value >= 0x2E80 } ?? false
      return isCJK ? "<mtext>\(character)</mtext>" : "<mi>\(HTML.escape(String(character)))</mi>"
    }
    let isFence = "()[]|".contains(character)
    return "<mo\(isFence ? " stretchy=\"false\"" : "")>\(HTML.escape(String(character)))</mo>"
  }

  private mutating func number() -> String {
    var digits = ""
    while case .character(let character)? = next {
      let isPoint = character == "." || character == ","
      if isPoint {
        guard at + 1 < tokens.count, case .character(let after) = tokens[at + 1], after.isASCII,
          after.isNumber,
          character == "." || digits.count <= 3
        else { break }
        // A comma divides thousands only before three digits: `60,000` but `(1,2)`.
        if character == ",", !isThousands(at + 1) { break }
      } else if !(character.isASCII && character.isNumber) {
        break
      }
      digits.append(character)
      at += 1
    }
    return "<mn>\(digits)</mn>"
  }

  private func isThousands(_ start: Int) -> Bool {
    func isDigit(_ place: Int) -> Bool {
      guard place < tokens.count, case .character(let character) = tokens[place] else { return false }
      return character.isASCII && character.isNumber
    }
    return isDigit(start) && isDigit(start + 1) && isDigit(start + 2) && !isDigit(start + 3)
  }

  private static func tokens(_ tex: String) -> [Token] {
    var result: [Token] = []
    let characters = Array(tex)
    var at = 0
    while at < characters.count {
      let character = characters[at]
      at += 1
      switch character {
      case "{": result.append(.open)
      case "}": result.append(.close)
      case "\\":
        guard at < characters.count else { break }
        var name = String(characters[at])
        at += 1
        if name.first?.isLetter == true {
          while at < characters.count, characters[at].isASCII, characters[at].isLetter {
            name.append(characters[at])
            at += 1
          }
        }
        result.append(.command(name))
      default:
        // Blanks matter in \text alone.
        result.append(.character(character.isWhitespace ? " " : character))
      }
    }
    return result
  }
}
