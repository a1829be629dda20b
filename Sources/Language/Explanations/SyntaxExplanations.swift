extension Explanation {
  /// Syntax.
  static let syntax = [
    Explanation(
      ["E0100"], "something is missing",
      "An expression should stand here, and there is none."),
    Explanation(
      ["E0101"], "a character that means nothing",
      "Outside strings and comments a program is made of names, numbers, operators and brackets.",
      example: "price = 3 $ 2",
      fixed: "price = 3 * 2"),
    Explanation(
      ["E0102"], "a string that does not end",
      "A string begins and ends on one line. A line break inside it is written \\n.",
      example: "s = \"open",
      fixed: "s = \"closed\""),
    Explanation(
      ["E0103"], "an unknown escape",
      "A backslash in a string begins an escape such as \\n or \\u{3c3}. For LaTeX and paths write a raw string: r\"\\alpha\".",
      example: "label = \"\\alpha\"",
      fixed: "label = r\"\\alpha\""),
    Explanation(
      ["E0104"], "a number that is none",
      "Numbers look like 1, 1_000, 1.5, .5, 1e-3 or 0xff.",
      example: "x = 0xzz",
      fixed: "x = 0xff"),
    Explanation(
      ["E0105"], "single quotes",
      "Strings take double quotes. The mark ' is the prime of mathematics: f' is the derivative of a function, A' the transpose of a matrix.",
      example: "print('loss')",
      fixed: "print(\"loss\")"),
    Explanation(
      ["E0106"], "full-width punctuation",
      "Punctuation typed with a Chinese input method looks alike but is another character. Programs take the half-width one; text in strings and comments may hold any.",
      example: "print（1，2）",
      fixed: "print(1, 2)"),
    Explanation(
      ["E0107"], "an operator of another language",
      "Logic is written in words: and, or, not. Powers are ^, the matrix product is @.",
      example: "true && false",
      fixed: "true and false"),
    Explanation(
      ["E0108"], "braces in an f-string",
      "Braces in f\"…\" hold an expression. Doubled braces, {{ and }}, are braces as text.",
      example: "f\"{}\"",
      fixed: "x = 3\nf\"{x}\""),
    Explanation(
      ["E0109"], "a product without its sign",
      "2x and 2(x+1) are clear on paper, but f(x) is a call, so a program writes every product with *.",
      example: "x = 3\n2x",
      fixed: "x = 3\n2*x"),
    Explanation(
      ["E0110"], "something else was expected",
      "The message says what may stand at the caret and what was found there.",
      example: "x = (1 +)",
      fixed: "x = (1 + 2)"),
    Explanation(
      ["E0111"], "a bracket that is never closed",
      "The file ended inside a bracket. The error points at the one that was opened.",
      example: "total = (1 + 2",
      fixed: "total = (1 + 2)"),
    Explanation(
      ["E0112"], "a bracket that closes nothing",
      "A closing bracket stands here without one that opens.",
      example: "x = 1 + 2)",
      fixed: "x = (1 + 2)"),
    Explanation(
      ["E0113"], "the wrong closing bracket",
      "Brackets close in the order in which they opened: ( with ), [ with ], { with }.",
      example: "x = (1, 2]",
      fixed: "x = (1, 2)"),
    Explanation(
      ["E0114"], "two statements on one line",
      "A statement ends with its line or with a semicolon. Often a comma, an operator or a bracket is missing.",
      example: "x = \"a\" y = 2",
      fixed: "x = \"a\"; y = 2"),
    Explanation(
      ["E0115"], "a line that begins with an operator",
      "A line that is complete ends the statement, so the operator belongs at the end of the line before, or the whole in parentheses.",
      example: "x = 1\n* 2",
      fixed: "x = 1 *\n  2"),
    Explanation(
      ["E0116"], "a word of another language",
      "Functions begin with fn or are written as in mathematics; blocks stand in braces.",
      example: "def f(x):\n  return x",
      fixed: "f(x) = x"),
    Explanation(
      ["E0120"], "= where == is meant",
      "= gives a name a value and stands in a statement of its own; == compares two values.",
      example: "x = 1\nif x = 1 { print(x) }",
      fixed: "x = 1\nif x == 1 { print(x) }"),
    Explanation(
      ["E0121", "E0312"], "assigning to what is no place",
      "Left of = stands a name, several names (a, b), an element x[i] or a field r.lr.",
      example: "x = 1\nx + 1 = 2",
      fixed: "x = 1\nx = 2 - 1"),
    Explanation(
      ["E0122", "E0313"], "an argument by position after one by name",
      "Positional arguments come first, in the order of the signature; named ones follow in any order.",
      example: "f(a, b) = a - b\nf(a=1, 2)",
      fixed: "f(a, b) = a - b\nf(1, b=2)"),
    Explanation(
      ["E0123", "E0314"], "the same name twice",
      "An argument, a field or a parameter of one name can stand only once.",
      example: "f(a) = a\nf(a=1, a=2)",
      fixed: "f(a) = a\nf(a=1)"),
    Explanation(
      ["E0124"], "a parameter that is no name",
      "f(x, y=1) = … defines a function, so its parameters are names. To compare, write ==.",
      example: "f(x, 1) = x",
      fixed: "f(x, y=1) = x + y"),
    Explanation(
      ["E0125"], "a required parameter after an optional one",
      "Parameters with a default come last, so that the others can be given by position.",
      example: "f(a=1, b) = a + b",
      fixed: "f(b, a=1) = a + b"),
    Explanation(
      ["E0126"], "a model without forward, or with two",
      "forward(x) says what the model does with its input; a model has exactly one.",
      example: "model Net() { fc = linear(2, 1) }",
      fixed: "model Net() { fc = linear(2, 1); forward(x) { fc(x) } }"),
    Explanation(
      ["E0127", "E0310", "E0311"], "break, continue or return in the wrong place",
      "break and continue belong inside a loop, return inside a function.",
      example: "break",
      fixed: "for i in 1..3 { if i == 2 { break } }"),
    Explanation(
      ["E0128"], "a range with three ends",
      "A range goes from one number to another; its step follows by.",
      example: "r = 0..2..10",
      fixed: "r = 0..10 by 2"),
    Explanation(
      ["E0129"], "not in inside a chain",
      "a < b < c chains comparisons, but not in cannot take part. Join two conditions with and.",
      example: "1 < 2 not in [3]",
      fixed: "1 < 2 and 2 not in [3]"),
    Explanation(
      ["E0130"], "an empty index",
      "x[:] takes everything, x[0] the first element.",
      example: "x = [1, 2]\nx[]",
      fixed: "x = [1, 2]\nx[:]"),
    Explanation(
      ["E0131"], "an expectation that checks nothing (warning)",
      "#=> says what the expression before it shows. It stands on the same line, or on the next.",
      example: "x = 1\n\n#=> 1",
      fixed: "1 + 1 #=> 2"),
    Explanation(
      ["E0190", "E0903"], "nested too deeply",
      "Brackets and blocks may stand 256 deep in one another. Give inner parts names of their own."),
    Explanation(
      ["E0199"], "a file that cannot be laid out",
      "dls fmt only changes spaces and line breaks. If the result would mean something else, it leaves the file alone; please report it with the file."
    ),
  ]
}
