extension Explanation {
  /// Limits.
  static let limits = [
    Explanation(
      ["E0900"], "interrupted",
      "Ctrl-C stopped the program. What was computed so far stays."),
    Explanation(
      ["E0901"], "more memory than there is",
      "The sizes multiply to more elements than memory can hold. Check their order, and that none is a count of bytes.",
      example: "zeros(1e18)",
      fixed: "zeros(10, 18)"),
    Explanation(
      ["E0902"], "recursion without end",
      "A function calls itself deeper than 10,000 times. Most often the case that ends it is missing.",
      example: "f(n) = n * f(n - 1)\nf(5)",
      fixed: "f(n) = if n <= 1 { 1 } else { n * f(n - 1) }\nf(5)"),
    Explanation(
      ["E0904"], "too large to compile",
      "A single function or list literal is too large. Split it, or read the data from a file."),
    Explanation(
      ["E0905"], "exit",
      "The program called exit(status); a status other than 0 counts as failure."),
    Explanation(
      ["E0999"], "an error of the system",
      "Something below dls failed in a way it does not know; the message is the system's."),
  ]
}
