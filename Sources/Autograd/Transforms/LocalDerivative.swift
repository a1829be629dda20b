import Text

/// How the gradient of an operand follows from that of the result, in the notation of a textbook.
struct LocalDerivative {
  /// What is put in for the letters of a formula: texts, or numbers, each fit to be a factor.
  struct Terms {
    var operands: [String]
    var result: String
    /// The gradient that arrives.
    var delta: String
  }

  /// Operands are 𝑎 and 𝑏, the result 𝑣, the gradient that arrives δ.
  private let formula: String
  /// Numbers may be put in for the letters.
  let isNumeric: Bool

  /// Of the operand of that number, for an operation of that name; nil where no formula tells it.
  static func of(_ operation: String, operand: Int) -> LocalDerivative? {
    if let formulas = elementwise[operation], operand < formulas.count {
      return LocalDerivative(formula: formulas[operand], isNumeric: true)
    }
    guard let formulas = general[operation], operand < formulas.count else { return nil }
    return LocalDerivative(formula: formulas[operand], isNumeric: false)
  }

  func text(_ terms: Terms) -> String {
    if formula == LocalDerivative.power { return powerText(terms) }
    var result = ""
    for character in formula {
      switch character {
      case "𝑎": result += terms.operands[0]
      case "𝑏": result += terms.operands.count > 1 ? terms.operands[1] : ""
      case "𝑣": result += terms.result
      case "δ": result += terms.delta
      default: result.append(character)
      }
    }
    return result
  }

  /// `3·x^2·δ`: a known exponent is lowered by one.
  private func powerText(_ terms: Terms) -> String {
    let (base, exponent) = (terms.operands[0], terms.operands[1])
    guard let number = Double(exponent) else { return "\(exponent)·\(base)^(\(exponent) - 1)·\(terms.delta)" }
    if number == 2 { return "2·\(base)·\(terms.delta)" }
    return "\(exponent)·\(base)^\(WalkText.wrapped(WalkText.number(number - 1)))·\(terms.delta)"
  }

  private static let power = "power"
  private static let elementwise: [String: [String]] = [
    "add": ["δ", "δ"], "subtract": ["δ", "-δ"], "multiply": ["𝑏·δ", "𝑎·δ"], "divide": ["δ/𝑏", "-𝑎/𝑏²·δ"],
    "pow": [power, "𝑣·ln 𝑎·δ"], "negate": ["-δ"], "square": ["2·𝑎·δ"], "sqrt": ["δ/(2·𝑣)"], "exp": ["𝑣·δ"],
    "log": ["δ/𝑎"], "sin": ["cos(𝑎)·δ"], "cos": ["-sin(𝑎)·δ"], "tanh": ["(1 - 𝑣²)·δ"],
    "sigmoid": ["𝑣·(1 - 𝑣)·δ"], "softplus": ["σ(𝑎)·δ"], "reciprocal": ["-𝑣²·δ"], "relu": ["[𝑎 > 0]·δ"],
    "abs": ["sign(𝑎)·δ"], "maximum": ["[𝑎 ≥ 𝑏]·δ", "[𝑏 ≥ 𝑎]·δ"], "minimum": ["[𝑎 ≤ 𝑏]·δ", "[𝑏 ≤ 𝑎]·δ"],
    "dot": ["𝑏·δ", "𝑎·δ"], "cast": ["δ"], "alias": ["δ"], "clone": ["δ"],
  ]
  private static let general: [String: [String]] = [
    "matmul": ["δ @ 𝑏ᵀ", "𝑎ᵀ @ δ"], "linear": ["δ @ 𝑏", "δᵀ @ 𝑎", "Σ δ"], "softmax": ["𝑣·(δ - Σ 𝑣·δ)"],
    "sum": ["δ·1"], "mean": ["δ/n"], "reshape": ["δ"], "broadcast_to": ["Σ δ"], "permute": ["δᵀ"],
    "cross_entropy": ["(softmax(𝑎) - 𝑏)/N·δ"],
  ]
}
