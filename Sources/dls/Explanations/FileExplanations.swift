extension Explanation {
  /// Files, figures, expectations, limits.
  static let files = [
    Explanation(
      "E0501", "a file that cannot be read",
      "Paths are relative to the folder dls was started in; those of use, to the file that uses.",
      example: "use \"nosuch.dls\"", fixed: "print(\"use a file that is there\")"),
    Explanation(
      "E0610", "nothing to draw",
      "A figure needs at least one point.",
      example: "plot([])", fixed: "plot([1, 2, 4])"),
    Explanation(
      "E0901", "more memory than there is",
      "The sizes multiply to more elements than memory can hold. Check their order, and that none is a count of bytes.",
      example: "zeros(1e18)", fixed: "zeros(10, 18)"),
    Explanation(
      "E0902", "recursion without end",
      "A function calls itself deeper than 10,000 times. Most often the case that ends it is missing.",
      example: "f(n) = n * f(n - 1)\nf(5)", fixed: "f(n) = if n <= 1 { 1 } else { n * f(n - 1) }\nf(5)"),
  ]
}
