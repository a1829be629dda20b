/// A displayed or expected value as far as comparing needs it: numbers with their written precision, nested.
indirect enum LiteralValue {
  /// `decimals` is how many places after the point the text gives, the exponent taken off; nil: a whole number
  /// or a word like `inf`.
  case number(Double, decimals: Int?)
  case list(open: Character, [LiteralValue])
  /// Anything else, to be compared as text.
  case word(String)

  /// nil when the text is no such value.
  init?(_ text: String) {
    var reader = Reader(Array(text))
    guard let value = reader.value(depth: 0), reader.isAtEnd else { return nil }
    self = value
  }

  /// True when each number of `self` equals the digits that `expected` writes, or lies within `tolerance`.
  func matches(_ expected: LiteralValue, tolerance: Double?) -> Bool {
    switch (self, expected) {
    case (.number(let a, _), .number(let b, let decimals)):
      return close(a, b, decimals: decimals, tolerance: tolerance)
    case (.list(let a, let xs), .list(let b, let ys)):
      return a == b && xs.count == ys.count
        && zip(xs, ys).allSatisfy { $0.matches($1, tolerance: tolerance) }
    case (.word(let a), .word(let b)): return a == b
    default: return false
    }
  }

  /// The largest difference of two numbers in the same place; nil when the two differ in form.
  func distance(to other: LiteralValue) -> Double? {
    switch (self, other) {
    case (.number(let a, _), .number(let b, _)): return abs(a - b)
    case (.list(_, let xs), .list(_, let ys)) where xs.count == ys.count:
      var largest = 0.0
      for (x, y) in zip(xs, ys) {
        guard let step = x.distance(to: y) else { return nil }
        largest = max(largest, step)
      }
      return largest
    default: return nil
    }
  }

  private func close(_ a: Double, _ b: Double, decimals: Int?, tolerance: Double?) -> Bool {
    if a == b || (a.isNaN && b.isNaN) { return true }
    guard a.isFinite, b.isFinite else { return false }
    if let tolerance { return abs(a - b) <= tolerance }
    // Whole numbers mean themselves, not what rounds to them; f32 keeps about seven digits.
    guard let decimals else { return abs(a - b) <= 1e-6 * max(1, abs(b)) }
    let half = 0.5 * power(10, -decimals)
    return abs(a - b) <= half * (1 + 1e-9) + 4 * b.ulp
  }
}

private func power(_ base: Double, _ exponent: Int) -> Double {
  var result = 1.0
  for _ in 0..<min(400, abs(exponent)) { result *= base }
  return exponent < 0 ? 1 / result : result
}

private struct Reader {
  let characters: [Character]
  var at = 0

  init(_ characters: [Character]) { self.characters = characters }

  var isAtEnd: Bool {
    var copy = self
    copy.skipBlanks()
    return copy.at == characters.count
  }

  mutating func value(depth: Int) -> LiteralValue? {
    skipBlanks()
    guard depth < 64, at < characters.count else { return nil }
    if let close = ["[": "]", "(": ")", "{": "}"][characters[at]] as Character? {
      return list(until: close, depth: depth)
    }
    return scalar()
  }

  private mutating func list(until close: Character, depth: Int) -> LiteralValue? {
    let open = characters[at]
    at += 1
    var items: [LiteralValue] = []
    skipBlanks()
    while at < characters.count, characters[at] != close {
      guard let item = value(depth: depth + 1) else { return nil }
      items.append(item)
      skipBlanks()
      if at < characters.count, characters[at] == "," { at += 1 }
      skipBlanks()
    }
    guard at < characters.count else { return nil }
    at += 1
    return .list(open: open, items)
  }

  private mutating func scalar() -> LiteralValue? {
    let start = at
    if characters[at] == "\"" {
      at += 1
      while at < characters.count, characters[at] != "\"" { at += characters[at] == "\\" ? 2 : 1 }
      guard at < characters.count else { return nil }
      at += 1
      return .word(String(characters[start..<at]))
    }
    while at < characters.count, !" ,[](){}\n\t".contains(characters[at]) { at += 1 }
    guard at > start else { return nil }
    let text = String(characters[start..<at])
    guard let number = Double(text), text.first?.isLetter != true || ["inf", "nan"].contains(text) else {
      return .word(text)
    }
    return .number(number, decimals: Reader.decimals(text))
  }

  private static func decimals(_ text: String) -> Int? {
    let parts = text.lowercased().split(separator: "e", maxSplits: 1)
    let exponent = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
    guard let mantissa = parts.first else { return nil }
    let fraction = mantissa.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let places = (fraction.count == 2 ? fraction[1].count : 0) - exponent
    return fraction.count == 2 || exponent < 0 ? places : nil
  }

  private mutating func skipBlanks() {
    while at < characters.count, characters[at].isWhitespace { at += 1 }
  }
}
