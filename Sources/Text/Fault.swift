/// An error in user terms: what went wrong, where, and how to mend it.
///
/// Each floor throws its own enum that conforms to ``Failure``; only the wording file of that floor turns a
/// case into a fault. A fault without a span gets one from whoever knows the source (parser or evaluator).
public struct Fault: Error, Sendable {
  public enum Severity: String, Sendable { case error, warning }

  /// A caret line: a span and what to say under it (a shape and dtype, say).
  public struct Label: Sendable {
    public var span: Span
    public var text: Wording
    public init(_ span: Span, _ text: Wording) {
      self.span = span
      self.text = text
    }
  }

  public var severity: Severity
  /// Stable, `E0203`. E01 syntax, E02 tensors and shapes, E03 names, calls and types, E04 networks and
  /// training, E05 data and files, E06 figures, E07 notebooks and expectations, E09 limits and interruption.
  public var code: String
  public var message: Wording
  public var span: Span?
  public var labels: [Label] = []
  public var notes: [Wording] = []
  public var help: [Wording] = []
  /// What to write under the n-th argument of the call that failed; the evaluator, which knows where the
  /// arguments stand, turns these into ``labels``.
  public var argumentLabels: [(index: Int, text: Wording)] = []
  /// What the help calls the arguments of the call that failed, in their order; the evaluator puts in the program's own
  /// texts.
  public var operandNames: [String] = []
  /// A replacement text for the span, when there is one sure fix.
  public var replacement: String?

  public init(
    _ code: String, _ message: Wording, at span: Span? = nil, severity: Severity = .error,
    labels: [Label] = [], notes: [Wording] = [], help: [Wording] = [],
    argumentLabels: [(index: Int, text: Wording)] = [], operandNames: [String] = [],
    replacement: String? = nil
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.span = span
    self.labels = labels
    self.notes = notes
    self.help = help
    self.argumentLabels = argumentLabels
    self.operandNames = operandNames
    self.replacement = replacement
  }
}

/// What every thrown error of dls conforms to.
public protocol Failure: Error {
  var fault: Fault { get }
}

extension Fault: Failure {
  public var fault: Fault { self }
}
