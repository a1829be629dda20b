extension Explanation {
  static let syntax = [
    Explanation(
      "E0102", "a string that does not end",
      "A string begins and ends on one line. A line break inside it is written \\n.",
      example: "s = \"open", fixed: "s = \"closed\""),
    Explanation(
      "E0105", "single quotes",
      "Strings take double quotes. The mark ' is the prime of mathematics: f' is the derivative of a function, A' the transpose of a matrix.",
      example: "print('loss')", fixed: "print(\"loss\")"),
    Explanation(
      "E0106", "full-width punctuation",
      "Punctuation typed with a Chinese input method looks alike but is another character. Programs take the half-width one; text in strings and comments may hold any.",
      example: "print（1，2）", fixed: "print(1, 2)"),
    Explanation(
      "E0109", "a product without its sign",
      "2x and 2(x+1) are clear on paper, but f(x) is a call, so a program writes every product with *.",
      example: "x = 3\n2x", fixed: "x = 3\n2*x"),
    Explanation(
      "E0111", "a bracket that is never closed",
      "The file ended inside a bracket. The error points at the one that was opened.",
      example: "total = (1 + 2", fixed: "total = (1 + 2)"),
    Explanation(
      "E0116", "a word of another language",
      "Functions begin with fn or are written as in mathematics; blocks stand in braces.",
      example: "def f(x):\n  return x", fixed: "f(x) = x"),
    Explanation(
      "E0120", "= where == is meant",
      "= gives a name a value and stands in a statement of its own; == compares two values.",
      example: "x = 1\nif x = 1 { print(x) }", fixed: "x = 1\nif x == 1 { print(x) }"),
    Explanation(
      "E0122", "an argument by position after one by name",
      "Positional arguments come first, in the order of the signature; named ones follow in any order.",
      example: "f(a, b) = a - b\nf(a=1, 2)", fixed: "f(a, b) = a - b\nf(1, b=2)"),
    Explanation(
      "E0127", "break, continue or return in the wrong place",
      "break and continue belong inside a loop, return inside a function.",
      example: "break", fixed: "for i in 1..3 { if i == 2 { break } }"),
    Explanation(
      "E0190", "nested too deeply",
      "Brackets and blocks may stand 256 deep in one another. Give inner parts names of their own.",
      example: String(repeating: "(", count: 300) + "1" + String(repeating: ")", count: 300), fixed: "(1)"),
  ]
}
