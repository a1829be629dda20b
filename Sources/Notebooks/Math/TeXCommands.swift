extension TeXParser {
  /// A command whose name has just been read.
  mutating func command(_ name: String) -> (html: String, takesLimits: Bool) {
    if let letter = TeXSymbols.letters[name] {
      let upright = name.first?.isUppercase == true || ["infty", "partial", "nabla"].contains(name)
      return ("<mi\(upright ? " mathvariant=\"normal\"" : "")>\(letter)</mi>", false)
    }
    if let symbol = TeXSymbols.largeOperators[name] { return ("<mo>\(symbol)</mo>", true) }
    if let symbol = TeXSymbols.operators[name] {
      return ("<mo stretchy=\"false\">\(HTML.escape(symbol))</mo>", false)
    }
    if let takesLimits = TeXSymbols.functions[name] {
      let words = ["argmax": "arg max", "argmin": "arg min"][name] ?? name
      return ("<mi mathvariant=\"normal\">\(words)</mi><mo>\u{2061}</mo>".wrapped, takesLimits)
    }
    if let accent = TeXSymbols.accents[name] {
      return ("<mover accent=\"true\">\(group())<mo stretchy=\"false\">\(accent)</mo></mover>", false)
    }
    if let width = TeXSymbols.spaces[name] { return ("<mspace width=\"\(width)em\"/>", false) }
    return (structure(name), false)
  }

  private mutating func structure(_ name: String) -> String {
    switch name {
    case "frac", "dfrac", "tfrac": return "<mfrac>\(group())\(group())</mfrac>"
    case "binom":
      return "<mrow><mo>(</mo><mfrac linethickness=\"0\">\(group())\(group())</mfrac><mo>)</mo></mrow>"
    case "sqrt": return root()
    case "text", "textrm", "mbox": return "<mtext>\(HTML.escape(unbreaking(rawGroup())))</mtext>"
    case "mathrm", "operatorname", "rm": return "<mi mathvariant=\"normal\">\(HTML.escape(rawGroup()))</mi>"
    case "textbf": return "<mtext style=\"font-weight:bold\">\(HTML.escape(rawGroup()))</mtext>"
    case "mathbf", "boldsymbol", "bm": return "<mrow style=\"font-weight:bold\">\(group())</mrow>"
    case "mathbb":
      return "<mi>" + rawGroup().map { TeXSymbols.blackboard[$0] ?? String($0) }.joined() + "</mi>"
    case "mathcal", "mathscr": return "<mi class=\"cal\">\(HTML.escape(rawGroup()))</mi>"
    case "underbrace": return "<munder>\(group())<mo>⏟</mo></munder>"
    case "overbrace": return "<mover>\(group())<mo>⏞</mo></mover>"
    case "left": return fenced()
    case "right", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "limits", "nolimits", "displaystyle",
      "textstyle":
      return ""
    case "begin": return environment()
    case "end":
      _ = rawGroup()
      return ""
    case "\\": return "<mspace linebreak=\"newline\"/>"
    default: return "<mtext class=\"unknown\">\\\(HTML.escape(name))</mtext>"
    }
  }

  private mutating func root() -> String {
    guard next == .character("[") else { return "<msqrt>\(group())</msqrt>" }
    at += 1
    let index = row { $0 == .character("]") }
    if next == .character("]") { at += 1 }
    return "<mroot>\(group())<mrow>\(index)</mrow></mroot>"
  }

  /// The characters of a braced group, blanks kept.
  private mutating func rawGroup() -> String {
    while next == .character(" ") { at += 1 }
    guard next == .open else {
      guard case .character(let character)? = next else { return "" }
      at += 1
      return String(character)
    }
    at += 1
    var text = ""
    var level = 0
    while let token = next {
      at += 1
      switch token {
      case .open: level += 1
      case .close where level == 0: return text
      case .close: level -= 1
      case .character(let character): text.append(character)
      case .command(let name): text += TeXSymbols.letters[name] ?? TeXSymbols.operators[name] ?? " "
      }
    }
    return text
  }

  /// MathML drops blanks at the ends of text.
  private func unbreaking(_ text: String) -> String { String(text.map { $0 == " " ? "\u{A0}" : $0 }) }

  private mutating func delimiter() -> String {
    while next == .character(" ") { at += 1 }
    guard let token = next else { return "" }
    switch token {
    case .character(let character):
      at += 1
      return character == "." ? "" : String(character)
    case .command(let name):
      at += 1
      return TeXSymbols.operators[name] ?? ""
    default: return ""
    }
  }

  private mutating func fenced() -> String {
    let left = delimiter()
    let inner = row { $0 == .command("right") }
    var right = ""
    if next == .command("right") {
      at += 1
      right = delimiter()
    }
    return TeXParser.fence(left, inner, right)
  }

  static func fence(_ left: String, _ inner: String, _ right: String) -> String {
    func mark(_ text: String, _ form: String) -> String {
      text.isEmpty ? "" : "<mo form=\"\(form)\" stretchy=\"true\">\(HTML.escape(text))</mo>"
    }
    return "<mrow>\(mark(left, "prefix"))\(inner)\(mark(right, "postfix"))</mrow>"
  }

  private mutating func environment() -> String {
    let name = rawGroup()
    guard let kind = TeXSymbols.environments[name] else { return "<mtext>\(HTML.escape(name))</mtext>" }
    if name == "array", next == .open { _ = rawGroup() }
    var rows: [[String]] = [[]]
    while at < tokens.count {
      let cell = row { $0 == .character("&") || $0 == .command("\\") || $0 == .command("end") }
      rows[rows.count - 1].append(cell)
      guard let token = next, token != .close else { break }
      at += 1
      if token == .command("\\") { rows.append([]) }
      if token == .command("end") {
        _ = rawGroup()
        break
      }
    }
    if let last = rows.last, last.allSatisfy(\.isEmpty) { rows.removeLast() }
    return TeXParser.fence(kind.left, TeXParser.table(rows, alignment: kind.alignment), kind.right)
  }

  private static func table(_ rows: [[String]], alignment: String) -> String {
    let words = alignment.split(separator: " ")
    var result = "<mtable>"
    for row in rows {
      result += "<mtr>"
      for (index, cell) in row.enumerated() {
        result += "<mtd style=\"text-align:\(words[index % words.count])\">\(cell)</mtd>"
      }
      result += "</mtr>"
    }
    return result + "</mtable>"
  }
}

extension String {
  fileprivate var wrapped: String { "<mrow>\(self)</mrow>" }
}
