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
  /// The same in C, where nothing is left to say about finite numbers but a width.
  private(set) var conversion: String?

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
    if let type, "eEfFgG".contains(type), grouping == nil, !isAlternate, sign == "-", fill == " ",
      alignment == nil || alignment == .right
    {
      conversion = "%.\(precision ?? 6)\(type)"
    }
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
        "E0350", Wording("\"\(text)\" is not a format", "“\(text)”不是格式"),
        help: [
          Wording(
            "a format is [[fill]align][sign][0][width][,][.precision][type], as in .4f, 8.2e, >10, 05d, , or .1%",
            "格式是 [[填充]对齐][符号][0][宽度][,][.精度][类型]，例如 .4f、8.2e、>10、05d、, 或 .1%")
        ])
    case .missingPrecision(let text):
      return Fault(
        "E0350", Wording("the format \"\(text)\" needs digits after its point", "格式“\(text)”的小数点后要有数字"),
        help: [Wording("for example .4f", "例如 .4f")])
    case .tooWide(let text):
      return Fault(
        "E0350",
        Wording(
          "the format \"\(text)\" asks for more than \(FormatSpec.maximumWidth) characters",
          "格式“\(text)”要求超过 \(FormatSpec.maximumWidth) 个字符"))
    case .textWithNumberType(let text, let type):
      return Fault(
        "E0351",
        Wording(
          "the format \"\(text)\" is for numbers (\(type)), and this is a string",
          "格式“\(text)”用于数 (\(type))，但这是字符串"),
        help: [Wording("a string takes a width and s, as in >10s", "字符串用宽度和 s，如 >10s")])
    case .numberWithTextType(let text):
      return Fault(
        "E0351",
        Wording(
          "the format \"\(text)\" is for strings (s), and this is a number", "格式“\(text)”用于字符串 (s)，但这是数"),
        help: [Wording("a number takes d, e, f, g or %", "数用 d、e、f、g 或 %")])
    case .notWhole(let value, let type):
      return Fault(
        "E0351",
        Wording(
          "\(type) formats whole numbers, and this is \(formatNumber(value))",
          "\(type) 用于整数，但这是 \(formatNumber(value))"),
        help: [Wording("use f, e or g, or round it first", "用 f、e 或 g，或先取整")])
    case .precisionOfInteger(let text):
      return Fault(
        "E0351", Wording("whole numbers have no precision in the format \"\(text)\"", "格式“\(text)”：整数没有精度"))
    }
  }
}
