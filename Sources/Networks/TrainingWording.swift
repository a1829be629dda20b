import Catalog
import Text

extension NetworkFailure {
  var optimizerFault: Fault? {
    switch self {
    case .expectsModel(let caller, let got):
      return Fault(
        "E0420", Wording("\(caller) takes a model, but got \(got)", "\(caller) 需要模型，但得到的是\(got)"),
        help: [Wording("a layer, a model, or a function that captures layers", "一个层、一个模型，或一个捕获了层的函数")])
    case .expectsOptimizer(let caller, let got):
      return Fault(
        "E0420", Wording("\(caller) takes an optimizer, but got \(got)", "\(caller) 需要优化器，但得到的是\(got)"),
        help: [Wording(verbatim: "opt = adam(net, lr=0.001)")])
    case .expectsSchedule(let got):
      return Fault(
        "E0420", Wording("schedule takes a schedule, but got \(got)", "schedule 需要学习率调度，但得到的是\(got)"),
        help: [Wording(verbatim: "schedule=step_lr(opt, 10)")])
    case .nothingToOptimize(let kind):
      return Fault(
        "E0421", Wording("\(kind) was given no parameters to optimize", "没有给 \(kind) 可优化的参数"),
        help: [
          Wording(
            "give it a model that has some; what makes a model is called first: `net = make()`",
            "请给它有参数的模型；建立模型的函数要先调用：`net = make()`")
        ])
    case .notAParameter(let caller, let shape):
      return Fault(
        "E0421",
        Wording(
          "\(caller) got a tensor of shape \(Shapes.text(shape)) that is no parameter",
          "\(caller) 得到的形状为 \(Shapes.text(shape)) 的张量不是参数"),
        help: [Wording("make it one with param(x)", "用 param(x) 把它变成参数")])
    case .parameterInTwoGroups(let name):
      return Fault("E0421", Wording("the parameter \(name) appears twice", "参数 \(name) 出现了两次"))
    case .notAGroup(let got):
      return Fault(
        "E0421",
        Wording(
          "a parameter group is a record {params: …, lr: …}, not \(got)",
          "参数组是记录 {params: …, lr: …}，而不是\(got)"))
    case .groupSetting(let name, let known):
      return Fault(
        "E0421", Wording("a parameter group has no setting \(name)", "参数组没有设置 \(name)"),
        help: [.oneOf(["params"] + known)])
    case .gradientShape(let name, let expected, let got):
      return Fault(
        "E0423",
        Wording(
          "the gradient of \(name) has shape \(Shapes.text(got)), not \(Shapes.text(expected))",
          "\(name) 的梯度形状是 \(Shapes.text(got))，而不是 \(Shapes.text(expected))"))
    case .notFloating(let name, let dtype):
      return Fault(
        "E0423",
        Wording(
          "\(name) is \(dtype); only f32 and f64 can be trained", "\(name) 是 \(dtype)；只有 f32 和 f64 可以训练"))
    case .rate(let value):
      return Fault(
        "E0424",
        Wording(
          "a learning rate is a number of at least 0, not \(formatNumber(value))",
          "学习率是不小于 0 的数，而不是 \(formatNumber(value))"))
    case .beta(let value):
      return Fault(
        "E0424",
        Wording(
          "a decay rate lies from 0 to below 1, not \(formatNumber(value))",
          "衰减率在 0 到 1 之间（不含 1），而不是 \(formatNumber(value))"))
    case .notBetas(let got):
      return Fault(
        "E0424", Wording("betas are two numbers (β₁, β₂), not \(got)", "betas 是两个数 (β₁, β₂)，而不是 \(got)"))
    case .notANumber(let name, let got):
      return Fault("E0424", Wording("\(name) takes a number, not \(got)", "\(name) 需要一个数，而不是\(got)"))
    case .notFiniteNorm(let value):
      return Fault(
        "E0440",
        Wording(
          "the norm of the gradients is \(formatNumber(value)): they cannot be clipped",
          "梯度的范数是 \(formatNumber(value))，无法裁剪"),
        help: [
          Wording(
            "a smaller rate, or a look for the division or logarithm that overflows",
            "减小学习率，或者找出溢出的除法、对数")
        ])
    case .nesterov:
      return Fault(
        "E0424",
        Wording("nesterov needs momentum > 0 and dampening 0", "nesterov 要求 momentum > 0 且 dampening 为 0"))
    case .plateauNeedsMetric:
      return Fault(
        "E0425", Wording("plateau_lr watches a number", "plateau_lr 要监视一个数"),
        help: [Wording(verbatim: "schedule.step(loss)")])
    case .checkpointEntry(let name):
      return Fault(
        "E0426",
        Wording(
          "the checkpoint does not fit: \(name) is missing or of another shape",
          "检查点不符：缺少 \(name)，或者形状不同"))
    default: return nil
    }
  }

  var trainingFault: Fault? {
    switch self {
    case .notTrainingData(let caller, let got):
      return Fault(
        "E0430",
        Wording(
          "\(caller) takes a dataset, a pair (x, y) or batches of such pairs, not \(got)",
          "\(caller) 需要数据集、一对 (x, y) 或由这样的对组成的批量，而不是\(got)"),
        help: [
          Wording(
            "fit(net, (x, y), …) or fit(net, dataset(\"fashion-mnist\", split=\"train\"), …)",
            "fit(net, (x, y), …) 或 fit(net, dataset(\"fashion-mnist\", split=\"train\"), …)")
        ])
    case .notABatch(let got):
      return Fault(
        "E0430", Wording("a batch is a pair (x, y) of tensors, not \(got)", "一个批量是一对张量 (x, y)，而不是\(got)"))
    case .sampleCounts(let counts):
      return Fault(
        "E0431",
        Wording(
          "inputs and targets hold different numbers of samples: \(counts.map(String.init).joined(separator: ", "))",
          "输入与目标的样本数不同：\(counts.map(String.init).joined(separator: "、"))")
      )
    case .noSamples: return Fault("E0431", Wording("there are no samples in the data", "数据里没有样本"))
    case .outputsDiffer(let a, let b):
      return Fault(
        "E0431",
        Wording(
          "the model's outputs do not stack: \(Shapes.text(a)) and \(Shapes.text(b))",
          "模型的各个输出不能叠在一起：\(Shapes.text(a)) 与 \(Shapes.text(b))"))
    case .notAFunction(let name, let got):
      return Fault("E0432", Wording("\(name) takes a function, not \(got)", "\(name) 需要函数，而不是\(got)"))
    case .unknownLoss(let word):
      return Fault(
        "E0432", Wording("there is no loss \"\(word)\"", "没有名为“\(word)”的损失"),
        help: [.oneOf(LossBuiltins.all.map(\.descriptor.name))])
    case .unknownMetric(let word):
      return Fault(
        "E0432", Wording("there is no metric \"\(word)\"", "没有名为“\(word)”的指标"),
        help: [
          Wording(
            "\"accuracy\", \"precision\", \"recall\", \"f1\", a loss, or a function metric(output, target)",
            "\"accuracy\"、\"precision\"、\"recall\"、\"f1\"、某个损失，或函数 metric(output, target)")
        ])
    case .binaryAverage(let score, let classes):
      return Fault(
        "E0432",
        Wording(
          "\(score) with average=\"binary\" is for the classes 0 and 1, but there are \(classes)",
          "average=\"binary\" 的 \(score) 只用于类别 0 和 1，但这里有 \(classes) 个类别"),
        help: [
          Wording(
            "average=\"macro\" is the mean over the classes, average=none gives each",
            "average=\"macro\" 对各类取平均，average=none 给出每一类")
        ])
    case .topAccuracy(let k, let got):
      return Fault(
        "E0432",
        Wording(
          "the accuracy of the best \(k) needs scores of at least \(k) classes, N×C, but got shape \(Shapes.text(got))",
          "前 \(k) 名的准确率需要至少 \(k) 个类别的得分（N×C），但得到的形状是 \(Shapes.text(got))"))
    case .unknownOptimizer(let word):
      return Fault(
        "E0432", Wording("there is no optimizer \"\(word)\"", "没有名为“\(word)”的优化器"),
        help: [.oneOf(UpdateRule.allCases.map(\.rawValue))])
    case .metricNotANumber(let name):
      return Fault("E0432", Wording("the metric \(name) did not give a number", "指标 \(name) 的结果不是数"))
    case .lossNotATensor(let name):
      return Fault("E0432", Wording("the loss \(name) did not give a tensor", "损失 \(name) 的结果不是张量"))
    case .lossNotANumber(let shape):
      return Fault(
        "E0432",
        Wording(
          "the loss is one number, but has shape \(Shapes.text(shape))",
          "损失应是一个数，但它的形状是 \(Shapes.text(shape))"), help: [Wording("take its mean", "取它的平均值 mean")])
    case .lossWeights(let losses, let weights):
      return Fault(
        "E0432",
        Wording(
          "\(losses) losses need as many loss_weights, not \(weights)",
          "\(losses) 个损失需要同样多的 loss_weights，而不是 \(weights) 个"))
    case .jointOutputs(let losses, let outputs, let targets):
      return Fault(
        "E0432",
        Wording(
          "\(losses) losses need as many outputs and targets, not \(outputs) and \(targets)",
          "\(losses) 个损失需要同样多的输出和目标，而不是 \(outputs) 个和 \(targets) 个"),
        help: [Wording("the model gives a tuple, the data is (x, (y1, y2))", "模型给出元组，数据是 (x, (y1, y2))")])
    case .notAShape(let caller, let got):
      return Fault(
        "E0432",
        Wording(
          "\(caller) takes the shape of one input, like input=[1, 28, 28], not \(got)",
          "\(caller) 需要一个输入的形状，如 input=[1, 28, 28]，而不是\(got)"))
    case .notFiniteLoss(let value, let epoch, let step, let origin, let rate):
      return Fault(
        "E0440",
        Wording(
          "the loss became \(formatNumber(value)) at \(epoch > 0 ? "epoch \(epoch), " : "")step \(step)",
          "损失在\(epoch > 0 ? "第 \(epoch) 轮" : "")第 \(step) 步变成了 \(formatNumber(value))"),
        notes: origin.map {
          [Wording("the first numbers that are not finite come from \($0)", "最先出现的非有限数来自 \($0)")]
        } ?? [],
        help: [
          Wording(
            "try a smaller learning rate than \(formatNumber(rate)), or clip=1",
            "试试比 \(formatNumber(rate)) 更小的学习率，或 clip=1"),
          Wording("look for log or division of 0 in the model or the data", "检查模型或数据中有没有对 0 取 log 或除以 0"),
        ])
    default: return nil
    }
  }
}
