import Catalog
import Language
import Notebooks
import Text

/// What `dls check` finds in a document.
enum Diagnostics {
  static func of(_ document: Document) -> [JSON] {
    let cells = Cells(document).all.map { document.lines.position($0.start).line + 1 }
    let found = Session(host: QuietHost()).check(document.program, cells: cells)
    let own = found.filter { $0.span.map { $0.source == document.program.id } ?? true }
    return own.map { json($0, document) }
  }

  private static func json(_ fault: Fault, _ document: Document) -> JSON {
    let span = fault.span ?? Span(0, 0, in: document.program.id)
    let remarks = (fault.notes + fault.help).map { "\n" + $0.text }.joined()
    var fields: [JSON.Field] = [
      .init("range", document.range(span)),
      .init("severity", .number(fault.severity == .error ? 1 : 2)),
      .init("code", .string(fault.code)),
      .init("source", .string("dls")),
      .init("message", .string(fault.message.text + remarks)),
    ]
    let labels = fault.labels.filter { $0.span.source == span.source && !$0.text.text.isEmpty }
    let related = labels.map { label in
      JSON.object(["location": document.location(label.span), "message": .string(label.text.text)])
    }
    if !related.isEmpty { fields.append(.init("relatedInformation", .array(related))) }
    if let replacement = fault.replacement {
      fields.append(.init("data", .object(["replacement": .string(replacement)])))
    }
    return .object(fields)
  }
}

/// A check shows nothing and is never interrupted.
private final class QuietHost: Host {
  var isInterrupted: Bool { false }
  var isQuick: Bool { true }
  func progress(_ progress: Progress) {}
  func warn(_ fault: Fault) {}
}
