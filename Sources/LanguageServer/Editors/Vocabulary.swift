import Catalog
import Language
import Syntax

/// The words that editors colour, by what they are.
enum Vocabulary {
  static let constants = Keywords.constants
  static let operators = Keywords.operators
  /// The keywords that are neither.
  static let keywords = Keywords.reserved.filter { !constants.contains($0) && !operators.contains($0) }
  /// Keywords before what makes them one, as a regular expression.
  static let contextual: [(word: String, before: String)] = [
    ("model", #"\s+[[:alpha:]_]"#), ("global", #"\s+[[:alpha:]_]"#), ("use", #"\s*r?""#),
    ("no_grad", #"\s*\{"#), ("by", #"\s+[-+\w(.]"#),
  ]
  static let builtins = Reference.descriptors.map(\.name).sorted()
}
