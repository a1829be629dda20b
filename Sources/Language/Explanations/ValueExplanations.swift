extension Explanation {
  /// Values that an operator or statement cannot use.
  static let values = [
    Explanation(
      ["E0340"], "an operator between values that do not go together",
      "+ joins two strings or adds numbers and tensors, but does not turn one into the other. f-strings do.",
      example: "1 + \"a\"",
      fixed: "f\"{1}a\""),
    Explanation(
      ["E0341"], "an operator on a value it does not know",
      "Only numbers and tensors have a negative.",
      example: "-\"a\"",
      fixed: "-1"),
    Explanation(
      ["E0342"], "true or false of many",
      "A condition is one bool. any(x > 0) asks for one true element, all(x > 0) for all of them.",
      example: "x = [1, -1]\nif x > 0 { print(\"positive\") }",
      fixed: "x = [1, -1]\nif any(x > 0) { print(\"positive\") }"),
    Explanation(
      ["E0343"], "going through what has no elements",
      "for takes a range, a list, a tensor, a string, a record's keys or a dataset.",
      example: "for i in 5 { print(i) }",
      fixed: "for i in 1..5 { print(i) }"),
    Explanation(
      ["E0344"], "indexing what has no elements",
      "Lists, tuples, strings, records, ranges and tensors can be indexed.",
      example: "x = 3\nx[0]",
      fixed: "x = [3]\nx[0]"),
    Explanation(
      ["E0345"], "an index outside",
      "A list of n elements has the indices 0 to n-1, or -n to -1 from the end.",
      example: "xs = [\"a\", \"b\"]\nxs[2]",
      fixed: "xs = [\"a\", \"b\"]\nxs[1]"),
    Explanation(
      ["E0346"], "an index of the wrong kind",
      "Lists and tensors take whole numbers and slices; tensors also take tensors of indices and masks.",
      example: "xs = [\"a\", \"b\"]\nxs[\"a\"]",
      fixed: "r = {a: 1}\nr[\"a\"]"),
    Explanation(
      ["E0348"], "changing what cannot change",
      "Tuples and strings stay as they are; lists, records and tensors can change.",
      example: "t = (1, 2)\nt[0] = 3",
      fixed: "t = [\"a\", \"b\"]\nt[0] = \"c\""),
    Explanation(
      ["E0349"], "a pattern that does not fit",
      "(a, b) = value takes a value apart into as many names as it has parts.",
      example: "(x, y, z) = (1, 2)",
      fixed: "(x, y) = (1, 2)"),
    Explanation(
      ["E0350"], "a format that is none",
      "A format follows the colon in f\"{x:.3f}\": width, precision and one of f, e, g, d, %.",
      example: "x = 3\nf\"{x:.q}\"",
      fixed: "x = 3\nf\"{x:.2f}\""),
    Explanation(
      ["E0352"], "two questions in one",
      "max(a, b) compares two tensors; max(x, dim=0) looks along an axis.",
      example: "max([1, 2], [2, 3], dim=0)",
      fixed: "max([1, 2], [2, 3])"),
    Explanation(
      ["E0353"], "values that cannot be ordered",
      "< and > compare two numbers, tensors or strings. == and != compare anything.",
      example: "1 < \"a\"",
      fixed: "1 < 2"),
    Explanation(
      ["E0354"], "no such field",
      "The record has no field of this name; the message lists those it has.",
      example: "r = {a: 1}\nr[\"b\"]",
      fixed: "r = {a: 1}\nr[\"a\"]"),
    Explanation(
      ["E0355"], "taking a single value apart",
      "(a, b) = value needs a tuple, a list or a tensor with that many elements.",
      example: "(a, b) = 3",
      fixed: "(a, b) = (3, 4)"),
    Explanation(
      ["E0356"], "a range of something else",
      "Ranges go from a number to a number.",
      example: "for i in \"a\"..\"c\" { print(i) }",
      fixed: "for i in 1..3 { print(i) }"),
    Explanation(
      ["E0357", "E0215", "E0244"], "a step of 0",
      "The step of a range or slice is any number but 0: a step of 0 would never end.",
      example: "for i in 0..5 by 0 { print(i) }",
      fixed: "for i in 0..5 by 2 { print(i) }"),
    Explanation(
      ["E0360"], "an assertion that fails",
      "assert stops the program when its condition is false; what follows the comma is the message.",
      example: "assert 1 == 2, \"numbers differ\"",
      fixed: "assert 1 == 1, \"numbers differ\""),
  ]
}
