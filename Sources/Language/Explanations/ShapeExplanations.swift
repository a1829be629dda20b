extension Explanation {
  /// Shapes, axes and indices of tensors.
  static let shapes = [
    Explanation(
      ["E0230", "E0203"], "shapes that do not fit together",
      "Elementwise operations pair sizes from the last axis on; each pair must be equal, or one of them 1.",
      example: "[1, 2, 3] + [1, 2]",
      fixed: "[1, 2, 3] + [1, 2, 0]"),
    Explanation(
      ["E0231"], "broadcasting on both sides",
      "NumPy would turn (n, 1) against (n) into an n×n table, which is hardly ever meant and hides mistakes. In dls the result must have the shape of one operand. Say outer(a, b) for the table, or reshape for the difference.",
      example: "prediction = zeros(3, 1)\nprediction - [1, 2, 3]",
      fixed: "prediction = zeros(3, 1)\nreshape(prediction, 3) - [1, 2, 3]"),
    Explanation(
      ["E0235", "E0204"], "a shape that does not broadcast to another",
      "broadcast_to repeats axes of size 1 and adds axes in front. Axes of any other size stay as they are.",
      example: "broadcast_to([1, 2, 3], [2, 2])",
      fixed: "broadcast_to([1, 2, 3], [2, 3])"),
    Explanation(
      ["E0234", "E0205"], "a reshape that loses or needs elements",
      "reshape keeps every element: the product of the new sizes must be the number of elements. One size may be -1, to be worked out.",
      example: "reshape(arange(6), 4, 2)",
      fixed: "reshape(arange(6), 3, -1)"),
    Explanation(
      ["E0206"], "an order that is none",
      "permute names every axis exactly once: permute(x, 0, 2, 3, 1) moves the channels to the end."),
    Explanation(
      ["E0207"], "squeezing an axis that is not of size 1",
      "squeeze removes an axis of size 1. A longer axis holds values: choose one with x[0], or reduce it with sum or mean."
    ),
    Explanation(
      ["E0208"], "values that do not fill a shape",
      "A tensor of shape (2, 3) has 2·3 = 6 elements, no more and no fewer."),
    Explanation(
      ["E0237", "E0209"], "sizes that must agree",
      "Joining along one axis needs all other axes equal; stack needs equal shapes altogether.",
      example: "cat([zeros(2, 2), zeros(3, 3)])",
      fixed: "cat([zeros(2, 3), zeros(3, 3)])"),
    Explanation(
      ["E0210"], "too many axes",
      "A tensor has at most 16 axes or so; images with a batch have 4.",
      example: "zeros(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)",
      fixed: "zeros(1, 1, 1, 1)"),
    Explanation(
      ["E0211"], "a negative size",
      "Sizes count elements: they are 0 or more.",
      example: "zeros(-1)",
      fixed: "zeros(1)"),
    Explanation(
      ["E0232", "E0212"], "no such axis",
      "Axes count from 0, or from -1 backwards; a tensor of one axis has axis 0 alone.",
      example: "sum([1, 2], dim=3)",
      fixed: "sum([1, 2], dim=0)"),
    Explanation(
      ["E0233", "E0213"], "an axis named twice",
      "Each axis can be summed or moved only once.",
      example: "sum(zeros(2, 2), dim=[0, 0])",
      fixed: "sum(zeros(2, 2), dim=[0, 1])"),
    Explanation(
      ["E0380", "E0214", "E0240"], "an index outside its axis",
      "An axis of size n has the indices 0 to n-1, or -n to -1 from the end.",
      example: "x = zeros(3)\nx[3]",
      fixed: "x = zeros(3)\nx[2]"),
    Explanation(
      ["E0238", "E0216"], "a largest element of nothing",
      "The maximum of no elements is not defined (their sum is 0). Look why the tensor is empty.",
      example: "max(zeros(0))",
      fixed: "max(zeros(3))"),
    Explanation(
      ["E0217"], "an operation that is not defined for these values",
      "The message says which setting is not possible."),
    Explanation(
      ["E0220"], "two dtypes that differ",
      "Both tensors must have the same dtype here. cast(x, f32) converts."),
    Explanation(
      ["E0221"], "an operation that a dtype does not have",
      "Powers, roots and gradients need floating numbers; cast(x, f32) makes them."),
    Explanation(
      ["E0222"], "division of whole numbers by zero",
      "Floating numbers give inf or nan; whole numbers (i64) have neither.",
      example: "tensor([1], dtype=i64) // tensor([0], dtype=i64)",
      fixed: "tensor([1], dtype=f32) // tensor([0], dtype=f32)"),
    Explanation(
      ["E0223"], "a negative power of whole numbers",
      "2⁻¹ is no whole number. Cast the base to f32 first."),
    Explanation(
      ["E0239", "E0224"], "indices and labels that are not whole",
      "Class labels and indices are whole numbers. cast(y, i64) converts, rounding towards 0.",
      example: "cross_entropy(zeros(2, 3), [0.5, 1])",
      fixed: "cross_entropy(zeros(2, 3), [0, 1])"),
    Explanation(
      ["E0347", "E0225", "E0351", "E0359"], "a whole number is wanted",
      "Counts, sizes and indices are whole numbers; int(x) or round(x) makes one.",
      example: "xs = [\"a\", \"b\"]\nxs[0.5]",
      fixed: "xs = [\"a\", \"b\"]\nxs[1]"),
    Explanation(
      ["E0229"], "shapes that do not fit",
      "The shapes under the operands cannot go together in this operation."),
    Explanation(
      ["E0236"], "a tensor of the wrong number of axes",
      "The operation is defined for tensors of certain shapes: a matrix has 2 axes, a batch of images 4.",
      example: "outer(zeros(2, 2), zeros(2))",
      fixed: "outer(zeros(2), zeros(2))"),
    Explanation(
      ["E0241"], "joining nothing",
      "cat and stack need at least one tensor.",
      example: "cat([])",
      fixed: "cat([zeros(2), zeros(3)])"),
    Explanation(
      ["E0242"], "pieces that do not add up",
      "split cuts an axis into pieces whose sizes add up to its size; a single number gives pieces of that size.",
      example: "split(arange(5), [2, 2])",
      fixed: "split(arange(5), [2, 3])"),
    Explanation(
      ["E0243"], "sizes of padding",
      "pad takes two sizes for each padded axis, the last axis first: pad(x, [left, right, top, bottom]).",
      example: "pad([1, 2], [1, 2, 3])",
      fixed: "pad([1, 2], [1, 2])"),
    Explanation(
      ["E0245"], "indexing a single number",
      "A tensor of no axes is one number and has nothing to index."),
    Explanation(
      ["E0246"], "an arange without end",
      "The step must lead from the start to the end, and not be 0."),
    Explanation(
      ["E0247"], "an einsum that does not read",
      "One letter for each axis of each operand; letters that are missing right of -> are summed.",
      example: "einsum(\"ij,jk->iz\", zeros(2, 3), zeros(3, 4))",
      fixed: "einsum(\"ij,jk->ik\", zeros(2, 3), zeros(3, 4))"),
    Explanation(
      ["E0248"], "more than there are",
      "topk gives the k largest elements of an axis, so k is at most its size.",
      example: "topk([3, 1, 2], 5)",
      fixed: "topk([3, 1, 2], 2)"),
    Explanation(
      ["E0381", "E0249"], "too many indices",
      "A tensor takes at most one index per axis; shape(x) shows how many it has.",
      example: "x = zeros(2, 2)\nx[0, 0, 0]",
      fixed: "x = zeros(2, 2)\nx[0, 0]"),
    Explanation(
      ["E0268"], "a mask of another shape",
      "A mask holds a bool for each element, so it has the tensor's shape, or that of its first axes.",
      example: "x = zeros(3)\nx[[true, false]]",
      fixed: "x = zeros(3)\nx[[true, false, true]]"),
    Explanation(
      ["E0382"], "assigning elements of a recorded tensor",
      "Backpropagation reads the values of the forward pass, so elements of a recorded tensor cannot be assigned. Do it inside no_grad, or compute a new tensor.",
      example: "w = param([1, 2])\nw[0] = 3",
      fixed: "w = param([1, 2])\nno_grad { w[0] = 3 }"),
    Explanation(
      ["E0383"], "a value that does not fit its place",
      "x[0:2] = v needs a v of 2 elements, or one number for all.",
      example: "x = zeros(3)\nx[0:2] = [1, 2, 3]",
      fixed: "x = zeros(3)\nx[0:2] = [1, 2]"),
    Explanation(
      ["E0384"], "one number from many",
      "item() takes the number out of a tensor that has exactly one.",
      example: "[1, 2].item()",
      fixed: "sum([1, 2]).item()"),
  ]
}
