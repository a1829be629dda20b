extension Explanation {
  static let names = [
    Explanation(
      "E0301", "an unknown name",
      "Nothing of this name has been given a value, and no builtin is called so. Reading it never gives none: a typing mistake would go unnoticed.",
      example: "learning_rate = 0.1\nlearnin_rate * 2", fixed: "learning_rate = 0.1\nlearning_rate * 2"),
    Explanation(
      "E0302", "a local name without a value",
      "Assignment in a function makes a local name. x += 1 reads it first, so it must have a value there, or be declared global.",
      example: "n = 0\nfn count() { n += 1 }\ncount()",
      fixed: "n = 0\nfn count() { global n; n += 1 }\ncount()"),
    Explanation(
      "E0354", "no such field",
      "The record has no field of this name; the message lists those it has.",
      example: "r = {lr: 0.1}\nr.rate", fixed: "r = {lr: 0.1}\nr.lr"),
    Explanation(
      "E0330", "calling what is no function",
      "Only functions, layers and models can be called.",
      example: "x = 3\n5 |> x", fixed: "f(x) = x + 3\n5 |> f"),
    Explanation(
      "E0331", "a wrong number of arguments",
      "The function takes as many arguments as its definition names; those with a default may be left out.",
      example: "f(x) = x\nf(1, 2)", fixed: "f(x, y=0) = x + y\nf(1, 2)"),
    Explanation(
      "E0332", "an unknown named argument",
      "Named arguments are exact; the message lists the valid ones.",
      example: "line(x, slope=2) = slope * x\nline(1, slop=3)",
      fixed: "line(x, slope=2) = slope * x\nline(1, slope=3)"),
    Explanation(
      "E0340", "an operator between values that do not go together",
      "+ joins two strings or adds numbers and tensors, but does not turn one into the other. f-strings do.",
      example: "1 + \"a\"", fixed: "f\"{1}a\""),
    Explanation(
      "E0343", "going through what has no elements",
      "for takes a range, a list, a tensor, a string, a record's keys or a dataset.",
      example: "for i in 5 { print(i) }", fixed: "for i in 1..5 { print(i) }"),
    Explanation(
      "E0349", "a pattern that does not fit",
      "(a, b) = value takes a value apart into as many names as it has parts.",
      example: "(x, y, z) = (1, 2)", fixed: "(x, y) = (1, 2)"),
    Explanation(
      "E0360", "an assertion that fails",
      "assert stops the program when its condition is false; what follows the comma is the message.",
      example: "assert 1 == 2, \"numbers differ\"", fixed: "assert 1 == 1, \"numbers differ\""),
  ]
}
