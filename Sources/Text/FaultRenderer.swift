/// Writes a fault for people (with the source line and carets) or for tools (JSON lines).
public struct FaultRenderer: Sendable {
  public var usesColor: Bool
  /// Columns available; longer source lines are shown as the part around the caret.
  public var width: Int
  /// Messages and remarks are broken to the width, too.
  public var wraps: Bool
  public var language: UserLanguage

  public init(
    color usesColor: Bool = false, width: Int = 100, wraps: Bool = false, language: UserLanguage = .chosen
  ) {
    self.usesColor = usesColor
    self.width = max(40, width)
    self.wraps = wraps
    self.language = language
  }

  /// The whole message, ending in a newline:
  ///
  ///     error[E0201]: the inner sizes differ
  ///       --> net.dls:3:7
  ///        |
  ///      3 | y = x @ W
  ///        |     - ^ - f32 [128, 10]
  ///        |     |
  ///        |     f32 [64, 784]
  ///        |
  ///        = help: …
  public func render(_ fault: Fault) -> String {
    var lines = [headline(fault)]
    let gutter = gutterWidth(fault)
    if let span = fault.span {
      lines += frames(fault, span, gutter)
    }
    let remarks = fault.notes.map { (Heading.note, $0) } + fault.help.map { (Heading.help, $0) }
    if fault.span != nil, !remarks.isEmpty { lines.append(bar(gutter)) }
    for (heading, text) in remarks { lines += remark(heading, text.text(in: language), gutter) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The same without the last newline.
  public static func text(_ fault: Fault, color: Bool, width: Int = 100) -> String {
    String(FaultRenderer(color: color, width: width).render(fault).dropLast())
  }

  private func headline(_ fault: Fault) -> String {
    let style: Style = fault.severity == .error ? .error : .warning
    let word = (fault.severity == .error ? Heading.error : Heading.warning).text(in: language)
    let head = "\(word)[\(fault.code)]"
    let message = printable(shortened(fault.message.text(in: language)), keepingNewlines: true)
    let text = Heading.colon.text(in: language) + message
    let rows = broken(text, after: displayWidth(head), indent: 2)
    return paint(head, style) + paint(rows.joined(separator: "\n  "), .strong)
  }

  private func remark(_ heading: Wording, _ text: String, _ gutter: Int) -> [String] {
    let kind = heading.text(in: language)
    let indent = String(repeating: " ", count: gutter + 1)
    let margin = indent.count + displayWidth(kind) + 4
    let parts = broken(printable(shortened(text), keepingNewlines: true), after: margin, indent: margin)
    return parts.enumerated().map { index, part in
      index == 0
        ? indent + paint("=", .gutter) + " " + paint(kind, heading == Heading.help ? .help : .strong)
          + Heading.colon.text(in: language) + part
        : indent + String(repeating: " ", count: displayWidth(kind) + 4) + part
    }
  }

  /// - Parameters:
  ///   - after: columns taken on the first row.
  ///   - indent: of those that are broken off.
  private func broken(_ text: String, after: Int, indent: Int) -> [String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard wraps else { return lines.map(String.init) }
    return lines.enumerated().flatMap { index, line in
      wrapped(line, first: width - (index == 0 ? after : indent), rest: width - indent)
    }
  }

  /// A message that quotes a very long text, cut off.
  private func shortened(_ text: String) -> String {
    guard text.utf8.count > 4000 else { return text }
    return String(text.unicodeScalars.prefix(2000)) + " …"
  }

  // MARK: - Frames

  /// The excerpts of every source the fault points into, the one with its own span first.
  private func frames(_ fault: Fault, _ primary: Span, _ gutter: Int) -> [String] {
    var marks = [Mark(primary, "", isPrimary: true)]
    for label in fault.labels {
      if label.span == primary, marks[0].text.isEmpty {
        marks[0].text = label.text.text(in: language)
      } else {
        marks.append(Mark(label.span, label.text.text(in: language), isPrimary: false))
      }
    }
    var lines: [String] = []
    var seen: [SourceID] = []
    for mark in marks where !seen.contains(mark.span.source) {
      let source = Sources[mark.span.source]
      lines.append(location(source, mark.span, gutter, isFirst: seen.isEmpty))
      seen.append(mark.span.source)
      let own = marks.filter { $0.span.source == mark.span.source }
      lines += Excerpt(source: source, marks: own, gutter: gutter, renderer: self).lines()
    }
    return lines
  }

  private func location(_ source: Source, _ span: Span, _ gutter: Int, isFirst: Bool) -> String {
    let place = source.position(of: span.start)
    let arrow = String(repeating: " ", count: gutter) + (isFirst ? "-->" : ":::")
    return paint(arrow, .gutter) + " \(printable(source.name)):\(place.line):\(place.column)"
  }

  private func gutterWidth(_ fault: Fault) -> Int {
    let spans = [fault.span].compactMap { $0 } + fault.labels.map(\.span)
    let last = spans.map { Sources[$0.source].line(of: $0.start) }.max() ?? 1
    return max(2, String(last).count + 1)
  }

  func bar(_ gutter: Int) -> String { paint(String(repeating: " ", count: gutter + 1) + "|", .gutter) }

  // MARK: - Colour

  enum Style: String {
    case error = "1;31"
    case warning = "1;33"
    case strong = "1"
    case gutter = "34"
    case label = "36"
    case help = "1;32"
  }

  func paint(_ text: String, _ style: Style) -> String {
    usesColor && !text.isEmpty ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}

/// The words before a message and its remarks.
private enum Heading {
  static let error = Wording("error", "错误")
  static let warning = Wording("warning", "警告")
  static let note = Wording("note", "说明")
  static let help = Wording("help", "建议")
  static let colon = Wording(": ", "：")
}

/// A place to mark in an excerpt and what to say under it.
struct Mark {
  var span: Span
  var text: String
  var isPrimary: Bool

  init(_ span: Span, _ text: String, isPrimary: Bool) {
    self.span = span
    self.text = text
    self.isPrimary = isPrimary
  }
}
