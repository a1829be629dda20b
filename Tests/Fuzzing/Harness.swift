import Text

/// A part of dls that must stand any text. Each is tried through its public face, as the tools use it.
public enum Harness: String, CaseIterable, Sendable {
  case lexer, parser, formatter, evaluator

  /// What is wrong with how the part deals with a text; nil when all is well. That it traps or never ends is for
  /// the caller to see.
  public func problem(with text: String) -> String? {
    switch self {
    case .lexer: lexerProblem(text)
    case .parser: parserProblem(text)
    case .formatter: formatterProblem(text)
    case .evaluator: evaluatorProblem(text)
    }
  }
}

/// A fault whose place lies in its text, and which can be written in both formats.
func problem(in fault: Fault, of source: Source) -> String? {
  let places = [fault.span].compactMap { $0 } + fault.labels.map(\.span)
  for place in places where place.source == source.id {
    guard 0 <= place.start, place.start <= place.end, place.end <= source.text.utf8.count else {
      return "\(fault.code) stands outside the text: \(place.start)..<\(place.end)"
    }
  }
  if fault.message.english.isEmpty || fault.message.chinese.isEmpty { return "\(fault.code) says nothing" }
  if FaultRenderer().render(fault).isEmpty || FaultRenderer.json(fault).isEmpty {
    return "\(fault.code) cannot be written"
  }
  return nil
}
