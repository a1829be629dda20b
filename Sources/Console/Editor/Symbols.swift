import Notebooks

/// What `\name` and Tab write: the names of TeX; `\_1` a subscript, `\^2` a superscript.
enum Symbols {
  static let all: [String: String] = TeXSymbols.characters.merging(letters) { $1 }.merging(marks) { $1 }
    .merging(signs) { $1 }

  /// Letters that programs write otherwise than formulas do, and Greek capitals that look Latin.
  private static let letters = [
    "epsilon": "ε", "phi": "φ", "varphi": "ϕ", "varpi": "ϖ", "omicron": "ο", "Alpha": "Α", "Beta": "Β",
    "Epsilon": "Ε", "Zeta": "Ζ", "Eta": "Η", "Iota": "Ι", "Kappa": "Κ", "Mu": "Μ", "Nu": "Ν",
    "Omicron": "Ο", "Rho": "Ρ", "Tau": "Τ", "Chi": "Χ",
  ]
  /// On the letter before.
  private static let marks = [
    "hat": "\u{302}", "bar": "\u{304}", "tilde": "\u{303}", "dot": "\u{307}", "ddot": "\u{308}",
    "vec": "\u{20D7}",
  ]
  private static let signs = [
    "sqrt": "√", "top": "ᵀ", "degree": "°", "bbR": "ℝ", "bbN": "ℕ", "bbZ": "ℤ", "bbE": "𝔼", "calL": "ℒ",
    "calN": "𝒩",
    "_0": "₀", "_1": "₁", "_2": "₂", "_3": "₃", "_4": "₄", "_5": "₅", "_6": "₆", "_7": "₇", "_8": "₈",
    "_9": "₉", "_a": "ₐ", "_e": "ₑ", "_h": "ₕ", "_i": "ᵢ", "_j": "ⱼ", "_k": "ₖ", "_l": "ₗ", "_m": "ₘ",
    "_n": "ₙ", "_o": "ₒ", "_p": "ₚ", "_r": "ᵣ", "_s": "ₛ", "_t": "ₜ", "_u": "ᵤ", "_v": "ᵥ", "_x": "ₓ",
    "^0": "⁰", "^1": "¹", "^2": "²", "^3": "³", "^4": "⁴", "^5": "⁵", "^6": "⁶", "^7": "⁷", "^8": "⁸",
    "^9": "⁹", "^n": "ⁿ", "^T": "ᵀ", "^i": "ⁱ",
  ]
}
