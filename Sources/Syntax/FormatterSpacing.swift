extension Formatter {
  /// Whether a space stands between a token and the one before it on its line.
  func hasSpace(before index: Int) -> Bool {
    guard index > 0 else { return false }
    let before = lexed.tokens[index - 1]
    let token = lexed.tokens[index]
    // `1. .. 2` and `0.. .5` would read differently without their spaces.
    if endsWithPoint(before) || (before.kind == .range && startsWithPoint(token)) { return true }
    // And so would `2 .` before a name on the next line.
    if before.kind == .number, token.kind == .dot { return before.end < token.start }
    if before.kind == .leftParen || before.kind == .leftBracket { return false }
    if let answer = spaceBefore(token, index, after: before) { return answer }
    return spaceAfter(before, index - 1)
  }

  private func spaceBefore(_ token: Token, _ index: Int, after before: Token) -> Bool? {
    switch token.kind {
    case .comma, .semicolon, .rightParen, .rightBracket, .prime, .dot, .range, .power: return false
    case .rightBrace: return contexts.last?.isBlock == true
    case .leftParen, .leftBracket: return before.kind.endsOperand && !isBy(before) ? false : nil
    case .colon: return contexts.last?.kind == .leftBracket && before.kind == .comma
    case .assign: return contexts.last?.kind != .leftParen
    default: return tight.contains(index) ? false : nil
    }
  }

  private func spaceAfter(_ token: Token, _ index: Int) -> Bool {
    switch token.kind {
    case .leftBrace: return contexts.last?.isBlock == true
    case .dot, .range, .power, .nabla: return false
    case .colon: return contexts.last?.kind != .leftBracket
    case .assign: return contexts.last?.kind != .leftParen
    case .plus, .minus: return !isPrefix(index) && !tight.contains(index)
    default: return !tight.contains(index)
    }
  }

  /// A sign, as opposed to a sum or difference.
  private func isPrefix(_ index: Int) -> Bool {
    guard index > 0 else { return true }
    let before = lexed.tokens[index - 1].kind
    if !before.endsOperand { return true }
    let isNewStatement = lexed.tokens[index].newlineBefore && contexts.last?.isBlock ?? true
    return isNewStatement
  }

  private func isBy(_ token: Token) -> Bool {
    token.kind == .identifier && source.slice(token.start, token.end) == "by"
  }

  private func endsWithPoint(_ token: Token) -> Bool {
    token.kind == .number && source.slice(token.end - 1, token.end) == "."
  }

  private func startsWithPoint(_ token: Token) -> Bool {
    source.slice(token.start, token.start + 1) == "."
  }

  /// Operators in the bounds of a range or a slice: `0..n-1`, `x[i+1:j]`.
  mutating func markTightOperators() {
    // For each bracket around the token: whether a colon right in it is that of a slice.
    var slices: [Bool] = []
    for (index, token) in lexed.tokens.enumerated() {
      switch token.kind {
      case .leftParen, .leftBrace: slices.append(false)
      case .leftBracket: slices.append(true)
      case .rightParen, .rightBracket, .rightBrace: _ = slices.popLast()
      case .semicolon, .assign: if !slices.isEmpty { slices[slices.count - 1] = false }
      default: break
      }
      if token.kind == .range || (token.kind == .colon && slices.last == true) {
        markOperators(from: index, by: -1)
        markOperators(from: index, by: 1)
      }
    }
  }

  private mutating func markOperators(from index: Int, by step: Int) {
    var position = index + step
    while lexed.tokens.indices.contains(position) {
      let token = lexed.tokens[position]
      switch token.kind {
      case .plus, .minus, .star, .slash, .floorDivide, .percent, .at:
        if position > 0, lexed.tokens[position - 1].kind.endsOperand { tight.insert(position) }
      case .leftParen, .leftBracket, .leftBrace, .rightParen, .rightBracket, .rightBrace:
        guard token.kind.isCloser == (step < 0), token.partner >= 0, token.kind != .leftBrace else { return }
        position = token.partner
      case .identifier, .number, .string, .power, .dot, .prime, .nabla: if isBy(token) { return }
      default: return
      }
      if step < 0, lexed.tokens[position].newlineBefore { return }
      position += step
    }
  }
}
