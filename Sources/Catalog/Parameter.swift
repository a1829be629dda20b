import Text

/// One parameter of a ``Descriptor``.
public final class Parameter {
  public let name: String
  /// Other accepted spellings (`kernel_size` beside `kernel`).
  public let aliases: [String]
  public let kind: Kind
  /// nil: the argument is required.
  public let fallback: Argument?
  /// With its unit where it has one.
  public let summary: Wording
  /// Takes all remaining positional arguments, as a `.list`.
  public let variadic: Bool
  /// May not be given by position.
  public let keywordOnly: Bool

  public init(
    _ name: String, _ kind: Kind, _ summary: Wording = .empty, default fallback: Argument? = nil,
    aliases: [String] = [], variadic: Bool = false, keywordOnly: Bool = false
  ) {
    self.name = name
    self.aliases = aliases
    self.kind = kind
    self.fallback = fallback
    self.summary = summary
    self.variadic = variadic
    self.keywordOnly = keywordOnly
  }

  /// `stride=1`, `tensors...`
  public var signature: String {
    if variadic { return name + "..." }
    guard let fallback else { return name }
    return "\(name)=\(fallback.literal)"
  }

  /// What an argument must be. The binder converts, or says what it got instead. Every kind accepts `none`
  /// when the default is `.none`.
  public indirect enum Kind {
    /// A tensor; numbers, bools and (nested) lists of numbers are made into one. Arrives as `.object(Variable)`.
    case tensor
    /// A list or tuple of tensors. Arrives as `.list` of `.object(Variable)`.
    case tensors
    /// A whole number. Arrives as `.number`.
    case integer
    case number
    case bool
    case string
    /// One of these words. Arrives as `.string`.
    case choice([String])
    /// Whole numbers as a list, tuple, 1-d tensor or single number. Arrives as `.list` of `.number`.
    case integers
    /// The same for sizes: not negative, -1 allowed where the callee infers it. Also variadic: `zeros(2, 3)`.
    case shape
    case dtype
    /// A user function, builtin, layer or model. Arrives as `.function`.
    case function
    /// An object of an upper floor (module, optimizer, dataset, figure…), by its word in errors. Arrives as is.
    case object(String)
    /// Whatever it is, unconverted.
    case any
    /// `none` itself, where the default is another value. Arrives as `.none`.
    case nothing
    /// The first of these that fits.
    case either([Kind])
  }
}
