/// The words with a meaning of their own.
public enum Keywords {
  /// Never a name.
  public static let reserved: [String] = Token.keywords.keys.sorted()
  /// Keywords at one place of the grammar, and names elsewhere.
  public static let contextual = ["by", "global", "model", "no_grad", "use"]
  /// Constants among ``reserved``.
  public static let constants = ["false", "none", "true"]
  /// Operators among ``reserved``.
  public static let operators = ["and", "in", "not", "or"]
}
