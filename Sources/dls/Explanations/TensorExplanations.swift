extension Explanation {
  static let tensors = [
    Explanation(
      "E0230", "shapes that do not fit together",
      "Elementwise operations pair sizes from the last axis on; each pair must be equal, or one of them 1.",
      example: "[1, 2, 3] + [1, 2]", fixed: "[1, 2, 3] + [1, 2, 0]"),
    Explanation(
      "E0231", "broadcasting on both sides",
      "NumPy would turn (n, 1) against (n) into an n×n table, which is hardly ever meant and hides mistakes. In dls the result must have the shape of one operand. Say outer(a, b) for the table, or reshape for the difference.",
      example: "prediction = zeros(3, 1)\nprediction - [1, 2, 3]",
      fixed: "prediction = zeros(3, 1)\nreshape(prediction, 3) - [1, 2, 3]"),
    Explanation(
      "E0232", "no such axis",
      "Axes count from 0, or from -1 backwards; a tensor of one axis has axis 0 alone.",
      example: "sum([1, 2], dim=3)", fixed: "sum([1, 2], dim=0)"),
    Explanation(
      "E0234", "a reshape that loses or needs elements",
      "reshape keeps every element: the product of the new sizes must be the number of elements. One size may be -1, to be worked out.",
      example: "reshape(arange(6), 4, 2)", fixed: "reshape(arange(6), 3, -1)"),
    Explanation(
      "E0372", "an argument that is not of the declared shape",
      "A parameter written x: [N, 2] accepts tensors of that shape. Letters stand for a size that is fixed by its first use in a call.",
      example: "f(x: [N, 2]) = x\nf(zeros(2, 3))", fixed: "f(x: [N, 2]) = x\nf(zeros(3, 2))"),
    Explanation(
      "E0382", "changing what the gradient needs",
      "Backpropagation reads the values of the forward pass, so elements of a recorded tensor cannot be assigned. Compute a new tensor, or detach.",
      example: "x = param([1, 2])\nx[0] = 3",
      fixed: "x = param([1, 2])\ny = detach(x)\ny = where([true, false], [3, 3], y)"),
    Explanation(
      "E0263", "a label out of range",
      "cross_entropy with C classes takes labels 0 to C-1. Labels that count from 1 want a -1; a network with too few outputs wants more.",
      example: "cross_entropy(zeros(2, 3), [0, 3])", fixed: "cross_entropy(zeros(2, 3), [0, 2])"),
  ]
}
