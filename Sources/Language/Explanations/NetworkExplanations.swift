import Text

extension Explanation {
  /// Layers, losses, optimizers.
  static let networks = [
    Explanation(
      ["E0400"], Wording("a network that cannot do this", "网络不能这样做"),
      Wording("The message says what is missing.", "错误信息说明缺少什么。")),
    Explanation(
      ["E0401"], Wording("a layer called with the wrong thing", "用不对的东西调用层"),
      Wording(
        "A layer takes one tensor and gives one. Recurrent layers give a pair: take its first part before the next layer.",
        "层接受一个张量，给出一个张量。循环层给出一对值：接下一层之前先取第一项。"),
      example: "net = linear(2, 1)\nnet(\"a\")",
      fixed: "net = linear(2, 1)\nnet([1, 2])"),
    Explanation(
      ["E0402"], Wording("a layer that cannot be built", "建不起来的层"),
      Wording(
        "Sizes are at least 1, a dropout probability lies from 0 to 1, groups divide the channels; the message names the setting.",
        "大小至少是 1，dropout 的概率在 0 到 1 之间，组数整除通道数；错误信息指出是哪个设置。"),
      example: "dropout(1.5)",
      fixed: "dropout(0.5)"),
    Explanation(
      ["E0403"], Wording("an input the layer cannot take", "层不能接受的输入"),
      Wording(
        "A layer's sizes are fixed when it is built. linear(4, 2) multiplies by a 4×2 matrix, so the last axis of its input has 4 elements. After convolutions, flatten first: C·H·W features.",
        "层的大小在创建时就固定了。linear(4, 2) 乘以 4×2 的矩阵，所以输入最后一个轴有 4 个元素。卷积之后要先展平：共 C·H·W 个特征。"),
      example: "net = linear(4, 2)\nnet(zeros(3, 5))",
      fixed: "net = linear(5, 2)\nnet(zeros(3, 5))"),
    Explanation(
      ["E0404"], Wording("a batch of one in batch normalisation", "批归一化的批量只有一个"),
      Wording(
        "Training subtracts the mean of the batch: of a single value nothing remains. Use larger batches, or eval() to use the running statistics.",
        "训练时要减去批量的均值：只有一个值时什么也不剩。请用更大的批量，或用 eval() 改用累计的统计量。"),
      example: "bn = batch_norm(3)\nbn(zeros(1, 3))",
      fixed: "bn = batch_norm(3)\nbn.eval()\nbn(zeros(1, 3))"),
    Explanation(
      ["E0405"], Wording("an index that is not among those there are", "不在范围内的下标"),
      Wording(
        "embedding(10, 3) holds a vector for each of 0 to 9: its input consists of such whole numbers. The first size is that of the vocabulary.",
        "embedding(10, 3) 为 0 到 9 各存一个向量：输入由这样的整数组成。第一个大小就是词表的大小。"),
      example: "e = embedding(10, 3)\ne([4, 10])",
      fixed: "e = embedding(11, 3)\ne([4, 10])"),
    Explanation(
      ["E0410"], Wording("a loss of something else", "对别的东西求损失"),
      Wording(
        "A loss compares two tensors: the prediction first, the target second.", "损失比较两个张量：前面是预测，后面是目标。")),
    Explanation(
      ["E0411"], Wording("prediction and target of different shapes", "预测与目标形状不同"),
      Wording(
        "A loss compares numbers in pairs. A network that ends in linear(n, 1) gives (N, 1) while targets are often (N): reshape one of them.",
        "损失逐个比较成对的数。以 linear(n, 1) 结尾的网络给出 (N, 1)，而目标常是 (N)：请重塑其中一个。"),
      example: "mse(zeros(3, 1), zeros(3))",
      fixed: "mse(reshape(zeros(3, 1), 3), zeros(3))"),
    Explanation(
      ["E0413"], Wording("probabilities outside 0 to 1", "0 到 1 之外的概率"),
      Wording(
        "bce takes probabilities. A network's raw scores go through sigmoid first, or into bce_with_logits.",
        "bce 接受概率。网络的原始得分要先经过 sigmoid，或改用 bce_with_logits。"),
      example: "bce([2.5], [1.0])",
      fixed: "bce_with_logits([2.5], [1.0])"),
    Explanation(
      ["E0414"], Wording("a setting of a loss", "损失的设置"),
      Wording("The message names the setting and its limits.", "错误信息指出是哪个设置以及它的范围。"),
      example: "huber([1], [2], delta=-1)",
      fixed: "huber([1], [2], delta=1)"),
    Explanation(
      ["E0420"], Wording("a model or an optimizer is wanted", "需要模型或优化器"),
      Wording(
        "Models are layers, compositions of them and model instances; optimizers are made by sgd, adam, …",
        "模型是层、层的组合或模型的实例；优化器由 sgd、adam 等建立。"),
      example: "fit(3, ([1], [2]))",
      fixed: "fit(linear(1, 1), (zeros(4, 1), ones(4, 1)), loss=mse, epochs=1)"),
    Explanation(
      ["E0421"], Wording("an optimizer without parameters", "没有参数的优化器"),
      Wording(
        "An optimizer changes the parameters it is given: a model, or a list of param(…).",
        "优化器改变交给它的参数：一个模型，或 param(…) 的列表。"),
      example: "adam([], lr=0.1)",
      fixed: "adam(linear(2, 1), lr=0.1)"),
    Explanation(
      ["E0422"], Wording("a step without a gradient", "没有梯度就迈步"),
      Wording(
        "step() follows loss.backward(), which puts a gradient into each parameter the loss depends on.",
        "step() 在 loss.backward() 之后调用；后者给损失所依赖的每个参数求出梯度。"),
      example: "net = linear(2, 1)\nopt = sgd(net, lr=0.1)\nopt.step()",
      fixed: "net = linear(2, 1)\nopt = sgd(net, lr=0.1)\nsum(net(zeros(3, 2))).backward()\nopt.step()"),
    Explanation(
      ["E0423"], Wording("a gradient or parameter that cannot be used", "不能用的梯度或参数"),
      Wording(
        "A gradient has its parameter's shape, and parameters are f32 or f64.", "梯度与参数形状相同，参数是 f32 或 f64。")),
    Explanation(
      ["E0424"], Wording("a setting of an optimizer", "优化器的设置"),
      Wording(
        "The message names the setting: a learning rate is 0 or more, decay rates lie from 0 to below 1.",
        "错误信息指出是哪个设置：学习率不小于 0，衰减率在 0 到 1 之间（不含 1）。"),
      example: "sgd(linear(1, 1), lr=-1)",
      fixed: "sgd(linear(1, 1), lr=0.1)"),
    Explanation(
      ["E0425"], Wording("a schedule that lacks something", "学习率调度缺少内容"),
      Wording(
        "plateau_lr lowers the rate when a number stops falling: call schedule.step(loss). sequential_lr and chained_lr take schedules of one optimizer whose rate follows from the step alone; between n of them lie n - 1 milestones.",
        "plateau_lr 在一个数不再下降时降低学习率：调用 schedule.step(loss)。sequential_lr 和 chained_lr 接受同一个优化器的几个调度，且它们的学习率只由步数决定；n 个调度之间有 n - 1 个里程碑。"
      ),
      example: "opt = sgd(linear(1, 1), lr=0.1)\nschedule = plateau_lr(opt)\nschedule.step()",
      fixed: "opt = sgd(linear(1, 1), lr=0.1)\nschedule = plateau_lr(opt)\nschedule.step(0.5)"),
    Explanation(
      ["E0426"], Wording("a checkpoint that does not fit", "不符的检查点"),
      Wording(
        "The file was saved from an optimizer with other parameters, or without the part that is named. Load it into the same model, optimizer and schedules as were saved.",
        "文件是从参数不同的优化器保存的，或缺少所说的部分。请读入到与保存时相同的模型、优化器和调度。")
    ),
    Explanation(
      ["E0430"], Wording("no training data", "不是训练数据"),
      Wording(
        "fit and evaluate take a dataset, a pair (x, y), or batches of such pairs.",
        "fit 和 evaluate 接受数据集、一对 (x, y)，或由这样的对组成的批量。"),
      example: "fit(linear(1, 1), 3, loss=mse)",
      fixed: "fit(linear(1, 1), (zeros(4, 1), ones(4, 1)), loss=mse, epochs=1)"),
    Explanation(
      ["E0431"], Wording("inputs and targets of different number", "输入与目标的数目不同"),
      Wording("The first axis counts the samples: x and y must agree in it.", "第一个轴是样本数：x 与 y 必须相同。"),
      example: "fit(linear(1, 1), (zeros(4, 1), ones(3, 1)), loss=mse)",
      fixed: "fit(linear(1, 1), (zeros(4, 1), ones(4, 1)), loss=mse, epochs=1)"),
    Explanation(
      ["E0432"], Wording("a loss, metric or optimizer that cannot be used", "不能用的损失、指标或优化器"),
      Wording(
        "Losses and metrics are given by name or as functions of (prediction, target) that give one number.",
        "损失和指标可以写名字，也可以是由（预测，目标）给出一个数的函数。"),
      example: "fit(linear(1, 1), (zeros(4, 1), ones(4, 1)), loss=\"mze\")",
      fixed: "fit(linear(1, 1), (zeros(4, 1), ones(4, 1)), loss=\"mse\", epochs=1)"),
    Explanation(
      ["E0440"], Wording("a loss that is not a number", "损失不是数"),
      Wording(
        "A learning rate that is too high makes each step overshoot, until the numbers exceed what f32 holds. Lower it by 10, or clip the gradients. Otherwise look for log(0) or a division by 0; the note names where it began.",
        "学习率太大时每一步都冲过头，直到数值超出 f32 的范围。把它缩小到十分之一，或做梯度裁剪。否则检查有没有 log(0) 或除以 0；说明里指出它从哪里开始。"),
      example:
        "net = linear(3, 1)\nx = randn(20, 3)\nfit(net, (x, ones(20, 1)), loss=mse, optimizer=sgd(net, lr=1e20), epochs=20)",
      fixed:
        "net = linear(3, 1)\nx = randn(20, 3)\nfit(net, (x, ones(20, 1)), loss=mse, optimizer=sgd(net, lr=0.01), epochs=2)"
    ),
    Explanation(
      ["E0450"], Wording("softmax before cross_entropy (warning)", "cross_entropy 之前的 softmax（警告）"),
      Wording(
        "cross_entropy takes raw scores and applies log-softmax itself, which is exact where softmax followed by log is not. A second softmax flattens the scores and slows learning.",
        "cross_entropy 接受原始得分，自己做 log-softmax；先 softmax 再取 log 会损失精度。多做一次 softmax 会把得分压平，使学习变慢。"),
      example: "x = param(zeros(2, 3))\ncross_entropy(softmax(x, dim=1), [0, 1])",
      fixed: "x = param(zeros(2, 3))\ncross_entropy(x, [0, 1])"),
    Explanation(
      ["E0451"], Wording("gradients that add up (warning)", "累加的梯度（警告）"),
      Wording(
        "backward() adds to the gradients that are there, so each step begins with opt.zero_grad(), or with w.grad = none where w is changed by hand.",
        "backward() 把梯度加到已有的梯度上，所以每一步都以 opt.zero_grad() 开始；自己动手更新 w 时则写 w.grad = none。"),
      example:
        "net = linear(1, 1)\nopt = sgd(net, lr=0.1)\nfor i in 1..2 {\n  sum(net(ones(2, 1))).backward()\n  opt.step()\n}",
      fixed:
        "net = linear(1, 1)\nopt = sgd(net, lr=0.1)\nfor i in 1..2 {\n  opt.zero_grad()\n  sum(net(ones(2, 1))).backward()\n  opt.step()\n}"
    ),
    Explanation(
      ["E0459"], Wording("cross_entropy of one class (warning)", "只有一个类别的 cross_entropy（警告）"),
      Wording(
        "The softmax of a single score is 1, whatever the score: the loss is 0 and so is its gradient. A model with one output for two classes takes bce_with_logits.",
        "单个得分的 softmax 总是 1：损失是 0，梯度也是 0。用一个输出区分两个类别的模型请用 bce_with_logits。"),
      example: "cross_entropy(randn(4, 1), ones(4, 1))",
      fixed: "bce_with_logits(randn(4, 1), ones(4, 1))"),
    Explanation(
      ["E0470"], Wording("a test in training mode (warning)", "在训练模式下测试（警告）"),
      Wording(
        "Dropout and batch normalisation behave differently in training and testing. net.eval() switches to testing, net.train() back; evaluate and predict do so by themselves.",
        "随机失活和批归一化在训练与测试时行为不同。net.eval() 切换到测试，net.train() 切换回来；evaluate 和 predict 会自动切换。"),
      example: "net = linear(2, 2) >> dropout(0.5)\nno_grad { net(ones(1, 2)) }",
      fixed: "net = linear(2, 2) >> dropout(0.5)\nnet.eval()\nno_grad { net(ones(1, 2)) }"),
  ]
}
