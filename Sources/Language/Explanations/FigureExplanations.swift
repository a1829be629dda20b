extension Explanation {
  /// Figures, notebooks, expectations.
  static let figures = [
    Explanation(
      ["E0600"], "a figure that cannot be drawn",
      "Something in the figure has no picture; the message says what."),
    Explanation(
      ["E0601"], "gnuplot is missing",
      "Figures are drawn by gnuplot: sudo apt install gnuplot-nox."),
    Explanation(
      ["E0602", "E0603", "E0604"], "gnuplot could not draw",
      "gnuplot refused the figure, ended early or took too long. Fewer points or a plainer figure often help."
    ),
    Explanation(
      ["E0605"], "a kind of picture that is not known",
      "The ending of the name chooses the format: .svg, .pdf, .png, or .gif for an animation.",
      example: "save(plot([1, 2]), \"curve.xyz\")",
      fixed: "figure = plot([1, 2])"),
    Explanation(
      ["E0607"], "no Chinese font (warning)",
      "Without a font the characters would be boxes: sudo apt install fonts-noto-cjk."),
    Explanation(
      ["E0610"], "nothing to draw",
      "A figure needs at least one point.",
      example: "plot([])",
      fixed: "plot([1, 2, 4])"),
    Explanation(
      ["E0611"], "only nan or inf",
      "No value can be placed on the axes. Look for a division by 0, log(0), or a learning rate that is too high.",
      example: "plot([nan, nan])",
      fixed: "plot([nan, 1, 2])"),
    Explanation(
      ["E0612"], "data a figure does not draw",
      "The message says what the function draws.",
      example: "imshow(\"picture\")",
      fixed: "imshow(zeros(8, 8))"),
    Explanation(
      ["E0613"], "lists of different length",
      "Points are pairs: as many x as y.",
      example: "plot([1, 2], [1, 2, 3])",
      fixed: "plot([1, 2, 3], [1, 4, 9])"),
    Explanation(
      ["E0614"], "data of the wrong shape",
      "An image is H×W or 3×H×W; a confusion matrix is square. The message names what is wanted."),
    Explanation(
      ["E0615"], "an unknown choice",
      "The message lists the choices."),
    Explanation(
      ["E0616"], "a logarithm of nothing positive",
      "A logarithmic axis shows values above 0 only.",
      example: "plot([-1, -2, -3], log=\"y\")",
      fixed: "plot([1, 10, 100], log=\"y\")"),
    Explanation(
      ["E0617"], "a function that cannot be plotted",
      "plot(f) calls f with one number and draws the number that comes back.",
      example: "f(x) = \"a\"\nplot(f, -1..1)",
      fixed: "f(x) = x^2\nplot(f, -1..1)"),
    Explanation(
      ["E0618"], "a figure of nothing",
      "The call names no data to draw.",
      example: "plot()",
      fixed: "plot([1, 2, 3])"),
    Explanation(
      ["E0619"], "too many panels",
      "A figure has at most 64 panels. Draw several figures."),
    Explanation(
      ["E0700"], "a cell that failed",
      "The cell ended with an error of the system; the message names it."),
    Explanation(
      ["E0704"], "a file that is no notebook",
      ".ipynb files are JSON of nbformat 4, as Jupyter writes them."),
    Explanation(
      ["E0705"], "an unknown format",
      "The ending or --to chooses the format; the message lists those there are."),
    Explanation(
      ["E0710"], "an expectation that does not hold",
      "#=> says what an expression shows. dls test compares, numbers with a little tolerance."),
    Explanation(
      ["E0711"], "an error where a value was expected",
      "The expression with #=> raised an error instead of giving the value."),
    Explanation(
      ["E0712", "E0713"], "an expected error that did not come",
      "#=> error: … expects an error with this text; another one was raised, or none."),
    Explanation(
      ["E0714"], "expectations that were not reached",
      "The program ended before them, or they stand in code that did not run."),
    Explanation(
      ["E0720", "E0721", "E0722", "E0723", "E0725", "E0726", "E0727"], "a command of the session",
      ":help lists the commands of the session and what they take."),
  ]
}
