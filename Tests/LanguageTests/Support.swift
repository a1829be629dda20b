import Catalog
import Glibc
import Language
import Syntax
import Text

/// A host that keeps warnings and can be interrupted.
final class RecordingHost: Host {
  var warnings: [Fault] = []
  var isInterrupted = false
  func progress(_ progress: Progress) {}
  func warn(_ fault: Fault) { warnings.append(fault) }
  var isQuick: Bool { false }
}

/// What came of a program: unmet expectations, printed text and warnings.
struct Outcome {
  var unmet: [String] = []
  var met = 0
  var printed = ""
  var warnings: [Fault] = []
}

/// Runs a program and compares what carries `#=>`.
func outcome(of text: String, name: String = "test.dls") throws -> Outcome {
  let host = RecordingHost()
  let session = Session(host: host)
  var outcome = Outcome()
  session.output = { outcome.printed += $0 }
  session.onExpectation = { expectation, result in
    if let complaint = complaint(expectation, result) {
      outcome.unmet.append(complaint)
    } else {
      outcome.met += 1
    }
  }
  try session.run(Sources.add(name: name, text: text))
  outcome.warnings = host.warnings
  return outcome
}

private func complaint(_ expectation: Expectation, _ result: ExpectationOutcome) -> String? {
  switch (expectation, result) {
  case (.value(let wanted, _, let span), .value(let display, _)):
    display == wanted ? nil : "line \(line(span)): wanted \(wanted), got \(display)"
  case (.error(let text, let span), .failed(let fault)):
    fault.mentions(text)
      ? nil : "line \(line(span)): wanted an error with \(text), got \(fault.message.english)"
  case (.value(_, _, let span), .failed(let fault)): "line \(line(span)): \(fault.message.english)"
  case (.error(let text, let span), .value(let display, _)):
    "line \(line(span)): wanted an error with \(text), got \(display)"
  }
}

private func line(_ span: Span) -> Int { Sources[span.source].position(of: span.start).line }

/// The display of the last expression of a program.
func display(_ text: String) throws -> String? {
  try Session(host: RecordingHost()).run(Sources.add(name: "test.dls", text: text)).display
}

/// The fault that a program raises.
func fault(_ text: String) throws -> Fault? {
  do {
    let session = Session(host: RecordingHost())
    session.output = { _ in }
    try session.run(Sources.add(name: "test.dls", text: text))
    return nil
  } catch {
    return (error as? any Failure)?.fault
  }
}

func contents(_ path: String) -> String {
  guard let file = fopen(path, "rb") else { return "" }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 1 << 14)
  while case let count = fread(&chunk, 1, chunk.count, file), count > 0 { bytes += chunk[..<count] }
  return String(decoding: bytes, as: UTF8.self)
}

/// The folder of the test programs.
let programs = #filePath.split(separator: "/").dropLast().reduce("") { $0 + "/" + $1 } + "/Programs"
