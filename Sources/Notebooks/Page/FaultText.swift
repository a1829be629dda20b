import Text

/// A fault as plain text: for pages, and where there is no terminal.
enum FaultText {
  static func plain(_ fault: Fault) -> String {
    var lines = ["\(fault.severity.rawValue)[\(fault.code)]: \(fault.message)"]
    if let span = fault.span {
      let source = Sources[span.source]
      let (line, column) = source.position(of: span.start)
      let width = max(1, source[span].prefix { $0 != "\n" }.count)
      lines.append("  \(source.name):\(line):\(column)")
      lines.append("  \(source.line(line))")
      lines.append("  " + String(repeating: " ", count: column - 1) + String(repeating: "^", count: width))
    }
    lines += fault.notes.map { "note: \($0)" } + fault.help.map { "help: \($0)" }
    return lines.joined(separator: "\n")
  }
}
