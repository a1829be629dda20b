import Text

/// Reports of ``TestRunner`` as the XML that continuous-integration servers read: a suite a file, a case an
/// expectation, skipped where nothing ran into it, and a case for each error that ended a cell.
public enum JUnit {
  public static func text(_ reports: [(report: TestRunner.Report, seconds: Double)]) -> String {
    let suites = reports.map { suite($0.report, seconds: $0.seconds) }
    let tests = reports.reduce(0) { $0 + $1.report.count + $1.report.unreached.count }
    let failures = reports.reduce(0) { $0 + $1.report.unmet.count }
    let errors = reports.reduce(0) { $0 + $1.report.errors.count }
    let seconds = reports.reduce(0) { $0 + $1.seconds }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="dls" tests="\(tests)" failures="\(failures)" errors="\(errors)" time="\(time(seconds))">
      \(suites.joined())</testsuites>

      """
  }

  private static func suite(_ report: TestRunner.Report, seconds: Double) -> String {
    let cases =
      report.held.map { (span: Optional($0), name: "expectation", outcome: "") }
      + report.unmet.map { (span: $0.span, name: "expectation", outcome: outcome("failure", $0)) }
      + report.errors.map { (span: $0.span, name: "error", outcome: outcome("error", $0)) }
      + report.unreached.map { (span: Optional($0), name: "expectation", outcome: "      <skipped/>\n") }
    let texts = cases.map { item in
      (line: line(item.span), text: element(item.span, item.name, item.outcome, report.file))
    }
    .sorted { $0.line < $1.line }
    return """
        <testsuite name="\(attribute(report.file))" tests="\(report.count + report.unreached.count)" failures="\(report.unmet.count)" \
      errors="\(report.errors.count)" skipped="\(report.unreached.count)" time="\(time(seconds))">
      \(texts.map(\.text).joined())  </testsuite>

      """
  }

  private static func element(_ span: Span?, _ name: String, _ outcome: String, _ file: String) -> String {
    let title = "line \(line(span)): \(name)"
    let head =
      "    <testcase name=\"\(attribute(title))\" classname=\"\(attribute(file))\" time=\"0.000\""
    return outcome.isEmpty ? head + "/>\n" : head + ">\n\(outcome)    </testcase>\n"
  }

  private static func outcome(_ tag: String, _ fault: Fault) -> String {
    let message = attribute(fault.message.text)
    let body = escaped(FaultRenderer().render(fault))
    return "      <\(tag) message=\"\(message)\" type=\"\(fault.code)\">\(body)</\(tag)>\n"
  }

  private static func line(_ span: Span?) -> Int {
    span.map { Sources[$0.source].line(of: $0.start) } ?? 0
  }

  /// Seconds with three digits.
  private static func time(_ seconds: Double) -> String {
    let thousandths = String(Int((max(0, seconds) * 1_000).rounded()))
    let padded = String(repeating: "0", count: max(0, 4 - thousandths.count)) + thousandths
    return padded.dropLast(3) + "." + padded.suffix(3)
  }

  private static func attribute(_ text: String) -> String {
    escaped(text).reduce(into: "") {
      $0 += $1 == "\n" || $1 == "\t" ? "&#\($1.asciiValue ?? 32);" : String($1)
    }
  }

  /// Characters that XML cannot hold become U+FFFD.
  private static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;".unicodeScalars
      case "<": result += "&lt;".unicodeScalars
      case ">": result += "&gt;".unicodeScalars
      case "\"": result += "&quot;".unicodeScalars
      case "\n", "\t": result.append(scalar)
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
        result.append("\u{FFFD}")
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
