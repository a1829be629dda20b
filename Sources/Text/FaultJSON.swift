extension FaultRenderer {
  /// One JSON object on one line, without a newline. Lines and columns count from 1, columns in characters;
  /// the end is the place just after the last character. Without a span, file and places are null.
  public static func json(_ fault: Fault, in language: UserLanguage = .chosen) -> String {
    func text(_ wording: Wording) -> String { string(wording.text(in: language)) }
    var fields: [(String, String)] = [
      ("severity", string(fault.severity.rawValue)),
      ("code", string(fault.code)),
      ("message", text(fault.message)),
    ]
    fields += place(fault.span)
    fields.append(("notes", list(fault.notes.map(text))))
    fields.append(("help", list(fault.help.map(text))))
    let labels = fault.labels.map { object([("text", text($0.text))] + place($0.span)) }
    fields.append(("labels", list(labels)))
    fields.append(("replacement", fault.replacement.map(string) ?? "null"))
    return object(fields)
  }

  private static func place(_ span: Span?) -> [(String, String)] {
    guard let span else {
      return ["file", "line", "column", "end_line", "end_column"].map { ($0, "null") }
    }
    let source = Sources[span.source]
    let start = source.position(of: span.start)
    let end = source.position(of: span.end)
    return [
      ("file", string(source.name)), ("line", "\(start.line)"), ("column", "\(start.column)"),
      ("end_line", "\(end.line)"), ("end_column", "\(end.column)"),
    ]
  }

  private static func object(_ fields: [(String, String)]) -> String {
    "{" + fields.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}"
  }

  private static func list(_ items: [String]) -> String { "[" + items.joined(separator: ",") + "]" }

  private static func string(_ text: String) -> String { jsonString(text) }
}

/// A text as a JSON string literal.
public func jsonString(_ text: some StringProtocol) -> String {
  var result: [UInt8] = [UInt8(ascii: "\"")]
  let digits = Array("0123456789abcdef".utf8)
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "\""): result += Array("\\\"".utf8)
    case UInt8(ascii: "\\"): result += Array("\\\\".utf8)
    case 0x0A: result += Array("\\n".utf8)
    case 0x0D: result += Array("\\r".utf8)
    case 0x09: result += Array("\\t".utf8)
    case 0..<0x20, 0x7F:
      result += Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    default: result.append(byte)
    }
  }
  result.append(UInt8(ascii: "\""))
  return String(decoding: result, as: UTF8.self)
}
