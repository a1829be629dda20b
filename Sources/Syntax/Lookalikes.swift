/// Characters of input methods and of mathematics that look like the ASCII the language uses.
enum Lookalikes {
  /// What was meant; the lexer goes on as if that had been written.
  static let replacements: [Unicode.Scalar: String] = [
    "（": "(", "）": ")", "［": "[", "］": "]", "｛": "{", "｝": "}", "【": "[", "】": "]",
    "，": ",", "、": ",", "；": ";", "：": ":", "＝": "=", "＋": "+", "－": "-", "＊": "*", "／": "/",
    "＜": "<", "＞": ">", "％": "%", "＠": "@", "＾": "^", "．": ".", "。": ".",
    "×": "*", "·": "*", "⋅": "*", "∗": "*", "÷": "/", "−": "-", "–": "-", "—": "-",
    "≤": "<=", "≥": ">=", "≠": "!=", "≡": "==", "→": "->", "↦": "->", "∈": "in", "∧": "and", "∨": "or",
    "¬": "not", "′": "'", "’": "'", "＇": "'", "…": "...",
  ]

  /// Opening quotes of other scripts, and what may close them.
  static let closingQuotes: [Unicode.Scalar: Set<Unicode.Scalar>] = [
    "“": ["”", "“", "\""], "”": ["”", "“", "\""], "„": ["“", "”"], "«": ["»"], "「": ["」"], "『": ["』"],
    "＂": ["＂", "\""], "‘": ["’", "‘", "'"],
  ]
}
