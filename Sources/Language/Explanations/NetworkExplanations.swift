extension Explanation {
  /// Layers, losses, optimizers.
  static let networks = [
    Explanation(
      ["E0400"], "a network that cannot do this",
      "The message says what is missing."),
    Explanation(
      ["E0401"], "a layer called with the wrong thing",
      "A layer takes one tensor and gives one. Recurrent layers give a pair: take its first part before the next layer.",
      example: "net = linear(2, 1)\nnet(\"a\")",
      fixed: "net = linear(2, 1)\nnet([1, 2])"),
    Explanation(
      ["E0402"], "a layer that cannot be built",
      "Sizes are at least 1, a dropout probability lies from 0 to 1, groups divide the channels; the message names the setting.",
      example: "dropout(1.5)",
      fixed: "dropout(0.5)"),
    Explanation(
      ["E0403"], "an input the layer cannot take",
      "A layer's sizes are fixed when it is built. linear(4, 2) multiplies by a 4×2 matrix, so the last axis of its input has 4 elements. After convolutions, flatten first: C·H·W features.",
      example: "net = linear(4, 2)\nnet(zeros(3, 5))",
      fixed: "net = linear(5, 2)\nnet(zeros(3, 5))"),
    Explanation(
      ["E0404"], "a batch of one in batch normalisation",
      "Training subtracts the mean of the batch: of a single value nothing remains. Use larger batches, or eval() to use the running statistics.",
      example: "bn = batch_norm(3)\nbn(zeros(1, 3))",
      fixed: "bn = batch_norm(3)\nbn.eval()\nbn(zeros(1, 3))"),
    Explanation(
      ["E0410"], "a loss of something else",
      "A loss compares two tensors: the prediction first, the target second."),
    Explanation(
      ["E0411"], "prediction and target of different shapes",
      "A loss compares numbers in pairs. A network that ends in linear(n, 1) gives (N, 1) while targets are often (N): reshape one of them.",
      example: "mse(zeros(3, 1), zeros(3))",
      fixed: "mse(reshape(zeros(3, 1), 3), zeros(3))"),
    Explanation(
      ["E0413"], "probabilities outside 0 to 1",
      "bce takes probabilities. A network's raw scores go through sigmoid first, or into bce_with_logits.",
      example: "bce([2.5], [1.0])",
      fixed: "bce_with_logits([2.5], [1.0])"),
    Explanation(
      ["E0414"], "a setting of a loss",
      "The message names the setting and its limits.",
      example: "huber([1], [2], delta=-1)",
      fixed: "huber([1], [2], delta=1)"),
    Explanation(
      ["E0420"], "a model or an optimizer is wanted",
      "Models are layers, compositions of them and model instances; optimizers are made by sgd, adam, …",
      example: "fit(3, ([1], [2]))",
      fixed: "fit(linear(1, 1), (zeros(4, 1), ones(4, 1)), loss=mse, epochs=1)"),
    Explanation(
      ["E0421"], "an optimizer without parameters",
      "An optimizer changes the parameters it is given: a model, or a list of param(…).",
      example: "adam([], lr=0.1)",
      fixed: "adam(linear(2, 1), lr=0.1)"),
    Explanation(
      ["E0422"], "a step without a gradient",
      "step() follows loss.backward(), which puts a gradient into each parameter the loss depends on.",
      example: "net = linear(2, 1)\nopt = sgd(net, lr=0.1)\nopt.step()",
      fixed: "net = linear(2, 1)\nopt = sgd(net, lr=0.1)\nsum(net(zeros(3, 2))).backward()\nopt.step()"),
    Explanation(
      ["E0423"], "a gradient or parameter that cannot be used",
      "A gradient has its parameter's shape, and parameters are f32 or f64."),
    Explanation(
      ["E0424"], "a setting of an optimizer",
      "The message names the setting: a learning rate is 0 or more, decay rates lie from 0 to below 1.",
      example: "sgd(linear(1, 1), lr=-1)",
      fixed: "sgd(linear(1, 1), lr=0.1)"),
    Explanation(
      ["E0425"], "a schedule that lacks something",
      "plateau_lr lowers the rate when a number stops falling: call schedule.step(loss). sequential_lr and chained_lr take schedules of one optimizer whose rate follows from the step alone; between n of them lie n - 1 milestones.",
      example: "opt = sgd(linear(1, 1), lr=0.1)\nschedule = plateau_lr(opt)\nschedule.step()",
      fixed: "opt = sgd(linear(1, 1), lr=0.1)\nschedule = plateau_lr(opt)\nschedule.step(0.5)"),
    Explanation(
      ["E0426"], "a checkpoint that does not fit",
      "The file was saved from an optimizer with other parameters, or without the part that is named. Load it into the same model, optimizer and schedules as were saved."
    ),
    Explanation(
      ["E0430"], "no training data",
      "fit and evaluate take a dataset, a pair (x, y), or batches of such pairs.",
      example: "fit(linear(1, 1), 3, loss=mse)",
      fixed: "fit(linear(1, 1), (zeros(4, 1), ones(4, 1)), loss=mse, epochs=1)"),
    Explanation(
      ["E0431"], "inputs and targets of different number",
      "The first axis counts the samples: x and y must agree in it.",
      example: "fit(linear(1, 1), (zeros(4, 1), ones(3, 1)), loss=mse)",
      fixed: "fit(linear(1, 1), (zeros(4, 1), ones(4, 1)), loss=mse, epochs=1)"),
    Explanation(
      ["E0432"], "a loss, metric or optimizer that cannot be used",
      "Losses and metrics are given by name or as functions of (prediction, target) that give one number.",
      example: "fit(linear(1, 1), (zeros(4, 1), ones(4, 1)), loss=\"mze\")",
      fixed: "fit(linear(1, 1), (zeros(4, 1), ones(4, 1)), loss=\"mse\", epochs=1)"),
    Explanation(
      ["E0440"], "a loss that is not a number",
      "A learning rate that is too high makes each step overshoot, until the numbers exceed what f32 holds. Lower it by 10, or clip the gradients. Otherwise look for log(0) or a division by 0; the note names where it began.",
      example:
        "net = linear(3, 1)\nx = randn(20, 3)\nfit(net, (x, ones(20, 1)), loss=mse, optimizer=sgd(net, lr=1e20), epochs=20)",
      fixed:
        "net = linear(3, 1)\nx = randn(20, 3)\nfit(net, (x, ones(20, 1)), loss=mse, optimizer=sgd(net, lr=0.01), epochs=2)"
    ),
    Explanation(
      ["E0450"], "softmax before cross_entropy (warning)",
      "cross_entropy takes raw scores and applies log-softmax itself, which is exact where softmax followed by log is not. A second softmax flattens the scores and slows learning.",
      example: "x = param(zeros(2, 3))\ncross_entropy(softmax(x, dim=1), [0, 1])",
      fixed: "x = param(zeros(2, 3))\ncross_entropy(x, [0, 1])"),
    Explanation(
      ["E0451"], "gradients that add up (warning)",
      "backward() adds to the gradients that are there, so each step begins with opt.zero_grad().",
      example:
        "net = linear(1, 1)\nopt = sgd(net, lr=0.1)\nfor i in 1..2 {\n  sum(net(ones(2, 1))).backward()\n  opt.step()\n}",
      fixed:
        "net = linear(1, 1)\nopt = sgd(net, lr=0.1)\nfor i in 1..2 {\n  opt.zero_grad()\n  sum(net(ones(2, 1))).backward()\n  opt.step()\n}"
    ),
    Explanation(
      ["E0470"], "a test in training mode (warning)",
      "Dropout and batch normalisation behave differently in training and testing. net.eval() switches to testing, net.train() back; evaluate and predict do so by themselves.",
      example: "net = linear(2, 2) >> dropout(0.5)\nno_grad { net(ones(1, 2)) }",
      fixed: "net = linear(2, 2) >> dropout(0.5)\nnet.eval()\nno_grad { net(ones(1, 2)) }"),
  ]
}
