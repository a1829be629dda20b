extension Explanation {
  static let networks = [
    Explanation(
      "E0403", "an input the layer cannot take",
      "A layer's sizes are fixed when it is built. linear(4, 2) multiplies by a 4×2 matrix, so the last axis of its input has 4 elements. After convolutions, flatten first: C·H·W features.",
      example: "net = linear(4, 2)\nnet(zeros(3, 5))", fixed: "net = linear(5, 2)\nnet(zeros(3, 5))"),
    Explanation(
      "E0404", "a batch of one in batch normalisation",
      "Training subtracts the mean of the batch: of a single value nothing remains. Use larger batches, or eval() to use the running statistics.",
      example: "bn = batch_norm(3)\nbn(zeros(1, 3))", fixed: "bn = batch_norm(3)\nbn.eval()\nbn(zeros(1, 3))"),
    Explanation(
      "E0411", "prediction and target of different shapes",
      "A loss compares numbers in pairs. A network that ends in linear(n, 1) gives (N, 1) while targets are often (N): reshape one of them.",
      example: "mse(zeros(3, 1), zeros(3))", fixed: "mse(reshape(zeros(3, 1), 3), zeros(3))"),
    Explanation(
      "E0421", "an optimizer without parameters",
      "An optimizer changes the parameters it is given: a model, or a list of param(…).",
      example: "adam([], lr=0.1)", fixed: "adam(linear(2, 1), lr=0.1)"),
    Explanation(
      "E0445", "backward from many numbers",
      "The gradient is that of one number, the loss. Take the mean or the sum first.",
      example: "x = param([1, 2])\n(x * 2).backward()", fixed: "x = param([1, 2])\nsum(x * 2).backward()"),
  ]
}
