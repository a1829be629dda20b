/// A text for people in every language dls speaks. Names, code, shapes and numbers are the same in all of them.
///
///     Wording("expected \(count) values, got \(shape)", "需要 \(count) 个值，得到的是 \(shape)")
///
/// A wording within the text of another is taken in the language of that text.
public struct Wording: Sendable, Hashable {
  public let english: String
  public let chinese: String

  public init(_ english: Phrase<InEnglish>, _ chinese: Phrase<InChinese>) {
    self.english = english.text
    self.chinese = chinese.text
  }

  /// A text that reads the same in every language: a name, code, a shape, or what a system or a program says.
  public init(verbatim text: String) {
    english = text
    chinese = text
  }

  /// No text, in any language.
  public static let empty = Wording(verbatim: "")

  public var isEmpty: Bool { english.isEmpty }

  public func text(in language: UserLanguage) -> String {
    switch language {
    case .english: english
    case .chinese: chinese
    }
  }

  /// The text for whoever uses this process.
  public var text: String { text(in: .chosen) }

  /// The closest names; each as it should be shown.
  public static func didYouMean(_ names: [String]) -> Wording {
    Wording(
      "did you mean \(names.joined(separator: " or "))?", "是不是想写 \(names.joined(separator: " 或 "))？")
  }

  /// The words to choose from.
  public static func oneOf(_ known: [String]) -> Wording {
    Wording("one of \(known.joined(separator: ", "))", "可选：\(known.joined(separator: "、"))")
  }

  /// A number of things: `3 values`, `3 个值`.
  public static func count(
    _ count: Int, _ singular: String, _ plural: String, _ chinese: String
  ) -> Wording {
    Wording("\(count) \(count == 1 ? singular : plural)", "\(count) \(chinese)")
  }
}

extension Sequence<Wording> {
  /// `a, b, c` and `a、b、c`.
  public func listed() -> Wording {
    Wording("\(map(\.english).joined(separator: ", "))", "\(map(\.chinese).joined(separator: "、"))")
  }

  /// One sentence after the other.
  public func sentences() -> Wording {
    Wording("\(map(\.english).joined(separator: " "))", "\(map(\.chinese).joined())")
  }
}

/// The text of a wording in one language, written as a string literal.
public struct Phrase<Tongue: PhraseLanguage>: ExpressibleByStringInterpolation {
  let text: String

  public init(stringLiteral text: String) { self.text = text }

  public init(stringInterpolation interpolation: StringInterpolation) { text = interpolation.text }

  public struct StringInterpolation: StringInterpolationProtocol {
    var text = ""

    public init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + 8 * interpolationCount)
    }

    public mutating func appendLiteral(_ literal: String) { append(literal) }

    public mutating func appendInterpolation(_ part: Wording) { append(part.text(in: Tongue.language)) }

    public mutating func appendInterpolation(_ part: String) { append(part) }

    public mutating func appendInterpolation(_ part: Int) { append(String(part)) }

    public mutating func appendInterpolation(_ part: some Any) { append("\(part)") }

    /// In Chinese a space stands where Chinese characters meet Latin ones, but for code between backquotes.
    private mutating func append(_ part: String) {
      // Where all is Latin no space is missing; in English, Chinese characters are the user's, as they are.
      if Tongue.language == .chinese, text.utf8.last ?? 0 > 0x7F || part.utf8.first ?? 0 > 0x7F,
        let left = text.unicodeScalars.last, let right = part.unicodeScalars.first,
        left.isHan && right.isLatin || left.isLatin && right.isHan,
        text.count(where: { $0 == "`" }).isMultiple(of: 2)
      {
        text += " "
      }
      text += part
    }
  }
}

extension Unicode.Scalar {
  fileprivate var isHan: Bool { (0x4E00...0x9FFF).contains(value) }
  fileprivate var isLatin: Bool { (0x21...0x7E).contains(value) }
}

public protocol PhraseLanguage { static var language: UserLanguage { get } }

public enum InEnglish: PhraseLanguage { public static var language: UserLanguage { .english } }

public enum InChinese: PhraseLanguage { public static var language: UserLanguage { .chinese } }
