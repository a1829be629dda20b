/// What TeX's commands stand for in MathML.
public enum TeXSymbols {
  /// By the commands of letters: single characters, of identifiers, operators and relations alike.
  public static let characters = letters.merging(operators) { $1 }.merging(largeOperators) { $1 }
    .filter { $0.key.allSatisfy(\.isLetter) }

  /// Letters: set as identifiers.
  static let letters: [String: String] = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "vartheta": "ϑ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν",
    "xi": "ξ", "pi": "π", "rho": "ρ", "varrho": "ϱ", "sigma": "σ", "varsigma": "ς", "tau": "τ",
    "upsilon": "υ", "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ",
    "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ", "Upsilon": "Υ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "ell": "ℓ", "infty": "∞", "partial": "∂", "nabla": "∇",
    "emptyset": "∅", "hbar": "ℏ", "Re": "ℜ", "Im": "ℑ",
  ]

  /// Operators and relations.
  static let operators: [String: String] = [
    "cdot": "·", "times": "×", "div": "÷", "pm": "±", "mp": "∓", "ast": "∗", "star": "⋆", "circ": "∘",
    "odot": "⊙", "oplus": "⊕", "otimes": "⊗", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠",
    "ne": "≠", "ll": "≪", "gg": "≫", "approx": "≈", "equiv": "≡", "sim": "∼", "propto": "∝", "to": "→",
    "rightarrow": "→", "leftarrow": "←", "gets": "←", "leftrightarrow": "↔", "Rightarrow": "⇒",
    "Leftarrow": "⇐", "Leftrightarrow": "⇔", "implies": "⟹", "iff": "⟺", "mapsto": "↦", "uparrow": "↑",
    "downarrow": "↓", "in": "∈", "notin": "∉", "ni": "∋", "subset": "⊂", "subseteq": "⊆", "cup": "∪",
    "cap": "∩", "setminus": "∖", "forall": "∀", "exists": "∃", "neg": "¬", "land": "∧", "lor": "∨",
    "ldots": "…", "dots": "…", "cdots": "⋯", "vdots": "⋮", "ddots": "⋱", "mid": "∣", "parallel": "∥",
    "perp": "⊥", "langle": "⟨", "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉",
    "lVert": "‖", "rVert": "‖", "Vert": "‖", "|": "‖", "vert": "|", "{": "{", "}": "}", "%": "%", "#": "#",
    "&": "&", "_": "_", "$": "$", "prime": "′", "colon": ":", "int": "∫", "iint": "∬", "oint": "∮",
    "top": "⊤", "bot": "⊥", "triangleq": "≜", "coloneqq": "≔",
  ]

  /// Operators whose bounds stand above and below in a displayed formula.
  static let largeOperators: [String: String] = [
    "sum": "∑", "prod": "∏", "bigcup": "⋃", "bigcap": "⋂", "bigoplus": "⨁", "bigotimes": "⨂",
  ]

  /// Named functions set upright; the value tells whether a bound stands below in a displayed formula.
  static let functions: [String: Bool] = [
    "max": true, "min": true, "lim": true, "sup": true, "inf": true, "argmax": true, "argmin": true,
    "exp": false,
    "log": false, "ln": false, "sin": false, "cos": false, "tan": false, "tanh": false, "sinh": false,
    "cosh": false, "arctan": false, "det": false, "dim": false, "rank": false, "softmax": false, "sgn": false,
  ]

  static let accents: [String: String] = [
    "hat": "^", "widehat": "^", "bar": "¯", "overline": "¯", "tilde": "~", "widetilde": "~", "vec": "→",
    "dot": "˙", "ddot": "¨", "check": "ˇ", "breve": "˘",
  ]

  /// In em.
  static let spaces: [String: String] = [
    ",": "0.167", ":": "0.222", ">": "0.222", ";": "0.278", "!": "-0.167", " ": "0.25", "quad": "1",
    "qquad": "2", "enspace": "0.5", "thinspace": "0.167",
  ]

  static let blackboard: [Character: String] = [
    "R": "ℝ", "N": "ℕ", "Z": "ℤ", "Q": "ℚ", "C": "ℂ", "E": "𝔼", "P": "ℙ", "1": "𝟙",
  ]

  /// Fences of an environment, left and right.
  static let environments: [String: (left: String, right: String, alignment: String)] = [
    "cases": ("{", "", "left"), "matrix": ("", "", "center"), "pmatrix": ("(", ")", "center"),
    "bmatrix": ("[", "]", "center"), "vmatrix": ("|", "|", "center"), "Vmatrix": ("‖", "‖", "center"),
    "aligned": ("", "", "right left"), "align": ("", "", "right left"), "align*": ("", "", "right left"),
    "split": ("", "", "right left"), "array": ("", "", "center"), "gathered": ("", "", "center"),
    "smallmatrix": ("", "", "center"),
  ]
}
