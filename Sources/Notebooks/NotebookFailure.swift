import Text

/// What can go wrong with notebooks, their expectations and the files around them.
public enum NotebookFailure: Failure {
  case cannotRead(String, reason: String)
  case cannotWrite(String, reason: String)
  case notText(String)
  case notNotebook(String, reason: String)
  case unknownFormat(String, known: [String])
  case unmet(expected: String, got: String, Span)
  case outsideTolerance(expected: String, got: String, difference: String, Span)
  case raised(expected: String, Fault, Span)
  case otherError(expected: String, Fault, Span)
  case noError(expected: String, got: String, Span)
  case notReached(Int, Span)

  public var fault: Fault {
    switch self {
    case .cannotRead(let path, let reason): Fault("E0701", "cannot read \(path): \(reason)")
    case .cannotWrite(let path, let reason): Fault("E0702", "cannot write \(path): \(reason)")
    case .notText(let path):
      Fault(
        "E0703", "\(path) is not a text file",
        help: ["a dls file is UTF-8 text; convert other encodings first"])
    case .notNotebook(let path, let reason):
      Fault(
        "E0704", "\(path) is no notebook: \(reason)", help: ["expected nbformat 4 JSON, as Jupyter writes it"]
      )
    case .unknownFormat(let format, let known):
      Fault("E0705", "unknown format \"\(format)\"", help: ["known: " + known.joined(separator: ", ")])
    case .unmet(let expected, let got, let span):
      Fault(
        "E0710", "expected \(expected), got \(got)", at: span,
        help: got.contains("\n") ? [] : ["if the value is right, write `#=> \(got)`"])
    case .outsideTolerance(let expected, let got, let difference, let span):
      Fault("E0710", "expected \(expected), got \(got), which is off by \(difference)", at: span)
    case .raised(let expected, let fault, let span):
      Fault(
        "E0711",
        Wording(
          "expected \(expected), but it failed: \(fault.message)", "期望 \(expected)，但执行失败：\(fault.message)"),
        at: span, notes: fault.notes)
    case .otherError(let expected, let fault, let span):
      Fault(
        "E0712",
        Wording(
          "expected an error with \"\(expected)\", got \"\(fault.message)\"",
          "期望含有“\(expected)”的错误，得到的是“\(fault.message)”"), at: span)
    case .noError(let expected, let got, let span):
      Fault("E0713", "expected an error with \"\(expected)\", but it gave \(got)", at: span)
    case .notReached(let count, let span):
      Fault("E0714", "\(count) \(count == 1 ? "expectation was" : "expectations were") not reached", at: span)
    }
  }
}
