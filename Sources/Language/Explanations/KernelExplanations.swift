extension Explanation {
  /// Matrix products, convolutions, losses.
  static let kernels = [
    Explanation(
      ["E0250"], "inner sizes of a matrix product",
      "In A @ B each row of A meets each column of B, so the columns of A must be as many as the rows of B: n×k @ k×m gives n×m.",
      example: "x = zeros(8, 4)\nw = zeros(5, 3)\nx @ w",
      fixed: "x = zeros(8, 4)\nw = zeros(4, 3)\nx @ w"),
    Explanation(
      ["E0251"], "batches of matrices that do not fit",
      "The last two axes are the matrices; all axes before them must be equal, or 1, or missing.",
      example: "zeros(2, 3, 4) @ zeros(3, 4, 5)",
      fixed: "zeros(2, 3, 4) @ zeros(2, 4, 5)"),
    Explanation(
      ["E0252"], "a matrix product with a number",
      "@ is between matrices and vectors. A number multiplies with *.",
      example: "zeros(2, 2) @ 3",
      fixed: "zeros(2, 2) * 3"),
    Explanation(
      ["E0253"], "an input that a linear map cannot take",
      "linear(x, W) wants the last axis of x as long as a row of W (outputs × inputs).",
      example: "linear(zeros(2, 3), zeros(4, 5))",
      fixed: "linear(zeros(2, 3), zeros(4, 3))"),
    Explanation(
      ["E0254"], "not a batch of images",
      "Convolution and pooling take images N×C×H×W: batch, channels, height, width. unsqueeze(x, 1) adds the axis of one grey channel.",
      example: "conv2d(zeros(5, 5), zeros(1, 1, 3, 3))",
      fixed: "conv2d(zeros(1, 1, 5, 5), zeros(1, 1, 3, 3))"),
    Explanation(
      ["E0255"], "a wrong number of channels",
      "A filter spans all channels of its input, so their numbers must agree.",
      example: "conv2d(zeros(1, 3, 5, 5), zeros(4, 1, 3, 3))",
      fixed: "conv2d(zeros(1, 3, 5, 5), zeros(4, 3, 3, 3))"),
    Explanation(
      ["E0256"], "channels that do not split into groups",
      "Groups divide the channels evenly: 6 channels make 1, 2, 3 or 6 groups."),
    Explanation(
      ["E0257"], "a kernel larger than its image",
      "A window must fit into the image and its padding. After several poolings little is left: count the sizes with summary(net, input=…).",
      example: "conv2d(1, 1, kernel=7)(zeros(1, 1, 5, 5))",
      fixed: "conv2d(1, 1, kernel=7, padding=1)(zeros(1, 1, 5, 5))"),
    Explanation(
      ["E0258"], "a kernel, stride or padding that is not possible",
      "Kernels and strides are at least 1, paddings at least 0; each is one number, or two for height and width."
    ),
    Explanation(
      ["E0259"], "too much padding",
      "Pooling pads by at most half its kernel, so that no window lies in the padding alone; output_padding is smaller than the stride."
    ),
    Explanation(
      ["E0260"], "a weight of the wrong shape",
      "A bias has one number per output; weights have the shape the message names.",
      example: "linear(zeros(2, 3), zeros(4, 3), zeros(5))",
      fixed: "linear(zeros(2, 3), zeros(4, 3), zeros(4))"),
    Explanation(
      ["E0261"], "layer_norm over other axes",
      "layer_norm normalises the last axes; the sizes it was given are theirs."),
    Explanation(
      ["E0262"], "one value per channel",
      "The variance of a single value is 0, so nothing can be normalised. Use larger batches, or eval()."),
    Explanation(
      ["E0263", "E0412"], "a label out of range",
      "cross_entropy with C classes takes labels 0 to C-1. Labels that count from 1 want a -1; a network with too few outputs wants more.",
      example: "cross_entropy(zeros(2, 3), [0, 3])",
      fixed: "cross_entropy(zeros(2, 3), [0, 2])"),
    Explanation(
      ["E0264"], "targets that do not fit the scores",
      "For scores N×C the targets are N class indices, or N×C probabilities.",
      example: "cross_entropy(zeros(2, 3), zeros(2, 4))",
      fixed: "cross_entropy(zeros(2, 3), zeros(2, 3))"),
    Explanation(
      ["E0265"], "prediction and target of different shapes",
      "The loss compares elements in pairs, so both need the same shape."),
    Explanation(
      ["E0266"], "a dtype without this operation",
      "Matrix products and convolutions work on f32 and f64: cast(x, f32)."),
    Explanation(
      ["E0267"], "a probability outside 0 to 1",
      "Probabilities lie from 0 to 1; label smoothing, too."),
  ]
}
