import Syntax
import Text

/// Compares what a statement did with what its `#=>` says.
public enum Expectations {
  /// nil when the displayed value is as expected.
  public static func failure(_ expectation: Expectation, displayed: String) -> NotebookFailure? {
    switch expectation {
    case .error(let text, let span): return .noError(expected: text, got: displayed, span)
    case .value(let text, let tolerance, let span):
      let wanted = String(trim(text))
      if tolerance == nil, displayed == wanted { return nil }
      guard let expected = LiteralValue(wanted), let got = LiteralValue(displayed) else {
        return .unmet(expected: wanted, got: displayed, span)
      }
      if got.matches(expected, tolerance: tolerance) { return nil }
      guard let tolerance, let difference = got.distance(to: expected) else {
        return .unmet(expected: wanted, got: displayed, span)
      }
      return .outsideTolerance(
        expected: "\(wanted) ± \(tolerance)", got: displayed, difference: shortNumber(difference, digits: 3),
        span)
    }
  }

  /// nil when an error was expected and its message contains the text.
  public static func failure(_ expectation: Expectation, raised fault: Fault) -> NotebookFailure? {
    switch expectation {
    case .value(let text, _, let span): .raised(expected: text, fault, span)
    case .error(let text, let span):
      fault.mentions(text) ? nil : .otherError(expected: text, fault, span)
    }
  }
}
