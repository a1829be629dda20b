/// Python's format mini-language for numbers and texts:
/// `[[fill]align][sign][#][0][width][, or _][.precision][type]` with the types d e E f F g G % s x X o b.
public struct FormatSpec: Sendable {
  public enum Alignment: Character, Sendable {
    case left = "<"
    case right = ">"
    case center = "^"
    /// Padding goes between the sign and the digits.
    case afterSign = "="
  }

  public var fill: Character = " "
  public var alignment: Alignment?
  /// `+`, `-` or a space.
  public var sign: Character = "-"
  public var isAlternate = false
  public var width = 0
  /// `,` or `_` between thousands.
  public var grouping: Character?
  public var precision: Int?
  public var type: Character?
  let text: String

  /// The widest field and the highest precision; more is surely a mistake and could fill the memory.
  public static let maximumWidth = 10_000

  public init(_ text: String) throws {
    self.text = text
    var rest = Substring(text)
    readAlignment(&rest)
    if let first = rest.first, "+- ".contains(first) { sign = rest.removeFirst() }
    if rest.first == "#" {
      isAlternate = true
      rest.removeFirst()
    }
    if rest.first == "0" {
      rest.removeFirst()
      if alignment == nil { (fill, alignment) = ("0", .afterSign) }
    }
    width = try readNumber(&rest) ?? 0
    if rest.first == "," || rest.first == "_" { grouping = rest.removeFirst() }
    if rest.first == "." {
      rest.removeFirst()
      guard let digits = try readNumber(&rest) else { throw FormatFailure.missingPrecision(text) }
      precision = digits
    }
    if let letter = rest.first, "deEfFgG%sxXob".contains(letter) { type = rest.removeFirst() }
    if !rest.isEmpty { throw FormatFailure.badSpec(text) }
  }

  private mutating func readAlignment(_ rest: inout Substring) {
    if let second = rest.dropFirst().first, let found = Alignment(rawValue: second) {
      fill = rest.removeFirst()
      alignment = found
      rest.removeFirst()
    } else if let first = rest.first, let found = Alignment(rawValue: first) {
      alignment = found
      rest.removeFirst()
    }
  }

  private func readNumber(_ rest: inout Substring) throws -> Int? {
    let digits = rest.prefix { $0 >= "0" && $0 <= "9" }
    if digits.isEmpty { return nil }
    rest = rest.dropFirst(digits.count)
    guard let value = Int(digits), value <= FormatSpec.maximumWidth else { throw FormatFailure.tooWide(text) }
    return value
  }

  /// A text, cut to the precision and padded to the width.
  public func format(_ value: String) throws -> String {
    if let type, type != "s" { throw FormatFailure.textWithNumberType(text, type) }
    if alignment == .afterSign, fill != "0" || text.contains("=") { throw FormatFailure.badSpec(text) }
    let cut = precision.map { String(value.prefix($0)) } ?? value
    return padded(cut, alignment == .afterSign ? .left : alignment ?? .left)
  }

  func padded(_ body: String, _ alignment: Alignment) -> String {
    let missing = width - body.count
    if missing <= 0 { return body }
    let left = alignment == .left ? 0 : alignment == .center ? missing / 2 : missing
    return String(repeating: fill, count: left) + body + String(repeating: fill, count: missing - left)
  }
}

/// What can be wrong with a format.
public enum FormatFailure: Failure {
  case badSpec(String)
  case missingPrecision(String)
  case tooWide(String)
  case textWithNumberType(String, Character)
  case numberWithTextType(String)
  case notWhole(Double, Character)
  case precisionOfInteger(String)

  public var fault: Fault {
    switch self {
    case .badSpec(let text):
      return Fault(
        "E0350", "\"\(text)\" is not a format",
        help: [
          "a format is [[fill]align][sign][0][width][,][.precision][type], as in .4f, 8.2e, >10, 05d, , or .1%"
        ])
    case .missingPrecision(let text):
      return Fault("E0350", "the format \"\(text)\" needs digits after its point", help: ["for example .4f"])
    case .tooWide(let text):
      return Fault(
        "E0350", "the format \"\(text)\" asks for more than \(FormatSpec.maximumWidth) characters")
    case .textWithNumberType(let text, let type):
      return Fault(
        "E0351", "the format \"\(text)\" is for numbers (\(type)), and this is a string",
        help: ["a string takes a width and s, as in >10s"])
    case .numberWithTextType(let text):
      return Fault(
        "E0351", "the format \"\(text)\" is for strings (s), and this is a number",
        help: ["a number takes d, e, f, g or %"])
    case .notWhole(let value, let type):
      return Fault(
        "E0351", "\(type) formats whole numbers, and this is \(formatNumber(value))",
        help: ["use f, e or g, or round it first"])
    case .precisionOfInteger(let text):
      return Fault("E0351", "whole numbers have no precision in the format \"\(text)\"")
    }
  }
}
