import Catalog
import Text

/// What can go wrong with layers, losses, optimizers and training. The wording stands in the files beside this one.
public enum NetworkFailure: Failure {
  // Layers.
  case notCallable(String)
  case expectsOneTensor(String, got: [Argument])
  case givesNoTensor(String)
  case missingSize(String, String)
  case sizeNotPositive(String, Int)
  case sizeTooLarge(String, Int)
  case sizeOutOfRange(String, String, [Int], minimum: Int)
  case notAPair(String, String, got: Wording)
  case nestedTooDeep(Int)
  case linearScalar(String)
  case linearInput(String, expected: Int, got: [Int])
  case imageRank(String, channels: Int?, got: [Int])
  case imageChannels(String, expected: Int, got: [Int])
  case convolveShapes([Int], [Int])
  case groups(String, groups: Int, inputs: Int?, outputs: Int)
  case samePadding
  case paddingMode(String, padding: Int, size: Int)
  case padding([Int], got: [Int])
  case poolPadding(String, kernel: [Int], padding: [Int])
  case flattenAxes(start: Int, end: Int, got: [Int])
  case probability(String, Double)
  case normalizationInput(String, features: Int, got: [Int])
  case layerNormInput(String, expected: [Int], got: [Int])
  case batchOfOne([Int])
  case residualShapes(branch: [Int], carried: [Int])
  case notAStage(String, got: Wording)
  case indexOutOfRange(String, Int, Int)
  case notWhole(String, Double)
  case sequenceInput(String, features: Int, got: [Int])
  case stateShape(String, expected: [Int], got: [Int])
  case notLengths(got: Wording)
  case sequenceEnds(String, sequences: Int, steps: Int)
  case headCount(Int, Int)
  case attentionMask(expected: [[Int]], got: [Int])
  case projection(Int, hidden: Int)
  case attentionInput(String, features: Int, got: [Int])
  case tooLong(Int, Int)
  case notATensorForParameter(String, got: Wording)
  case notFloatingDType(String, got: Wording)
  case parameterShape(String, expected: [Int], got: [Int])
  case unknownInitialization(String, [String])

  // Losses.
  case expectsTensors(String, got: Wording)
  case lossWeight(String, expected: [Int], got: [Int])
  case lossShapes(String, prediction: [Int], target: [Int])
  case labelShape(String, prediction: [Int], expected: [Int], got: [Int])
  case labelOutOfRange(String, label: Int, position: Int?, classes: Int)
  case classAxis(String, [Int])
  case classWeight(String, expected: Int, got: Int)
  case notProbability(String, Double)
  case notPositive(String, String)
  case hingeTarget
  case sequenceShape(String, [Int])
  case sequenceLengths(String, sequences: Int, steps: Int)

  // Optimizers and schedules.
  case expectsModel(String, got: Wording)
  case expectsOptimizer(String, got: Wording)
  case expectsSchedule(got: Wording)
  case nothingToOptimize(String)
  case notAParameter(String, [Int])
  case parameterInTwoGroups(String)
  case notAGroup(got: Wording)
  case groupSetting(String, [String])
  case gradientShape(String, expected: [Int], got: [Int])
  case notFloating(String, String)
  case rate(Double)
  case beta(Double)
  case notBetas(String)
  case notANumber(String, got: Wording)
  case nesterov
  case notFiniteNorm(Double)
  case plateauNeedsMetric
  case scheduleParts(String, Wording)
  case checkpointEntry(String)

  // Training.
  case notTrainingData(String, got: Wording)
  case notABatch(got: Wording)
  case sampleCounts([Int])
  case noSamples
  case outputsDiffer([Int], [Int])
  case notAFunction(String, Wording)
  case unknownLoss(String)
  case unknownMetric(String)
  case binaryAverage(String, classes: Int)
  case topAccuracy(Int, got: [Int])
  case unknownOptimizer(String)
  case unknownMonitor(String, [String])
  case unknownOutput(String, [String])
  case callbackMoment(String)
  case classWeightLoss(String)
  case classWeights
  case resumeNeedsFile
  case foreignOptimizer(String)
  case allFrozen
  case metricNotANumber(String)
  case lossNotATensor(String)
  case lossNotANumber([Int])
  case lossWeights(Int, Int)
  case jointOutputs(Int, Int, Int)
  case notAShape(String, got: Wording)
  case notFiniteLoss(Double, epoch: Int, step: Int, origin: Wording?, rate: Double)

  public var fault: Fault {
    layerFault ?? inputFault ?? lossFault ?? optimizerFault ?? fitFault ?? trainingFault
      ?? Fault("E0400", Wording("the network cannot do this", "网络不能这样做"))
  }
}

/// What is doubtful but runs.
enum NetworkWarning {
  static let softmaxBeforeCrossEntropy = Fault(
    "E0450",
    Wording(
      "cross_entropy got the output of a softmax, but applies one itself",
      "传给 cross_entropy 的是 softmax 的输出，但交叉熵自己会做 softmax"), severity: .warning,
    help: [
      Wording(
        "leave the softmax out of the model, or use cross_entropy(…, from_logits=false)",
        "去掉模型最后的 softmax，或者用 cross_entropy(…, from_logits=false)")
    ])

  static func oneClass(_ shape: [Int]) -> Fault {
    Fault(
      "E0459",
      Wording(
        "scores of shape \(Shapes.text(shape)) are of one class, whose softmax is always 1, so the loss is always 0",
        "形状为 \(Shapes.text(shape)) 的得分只有一个类别，它的 softmax 总是 1，所以损失总是 0"), severity: .warning,
      help: [
        Wording(
          "one output is one score for two classes: use bce_with_logits, or give the model 2 outputs",
          "一个输出表示两个类别的得分：请用 bce_with_logits，或让模型输出 2 个值")
      ])
  }

  static func forgottenEvaluation(_ layer: Module) -> Fault {
    let (kind, name) = (layer.kind, Hosting.current.name(of: layer))
    let model = name?.prefix { $0 != "." && $0 != "[" } ?? "net"
    let isLoose = name == nil && Module.currentMode == nil
    return Fault(
      "E0470",
      Wording(
        "\(kind)\(name.map { " (`\($0)`)" } ?? "") is in training mode, but no gradients are recorded",
        "\(kind)\(name.map { "（`\($0)`）" } ?? " ")处在训练模式，但现在不记录梯度"), severity: .warning,
      notes: [
        kind == "dropout"
          ? Wording(
            "it drops values at random, so results differ from call to call",
            "它会随机丢弃一些值，所以每次调用的结果都不同")
          : Wording(
            "it normalises by this batch, so each result depends on the other samples",
            "它用当前批量的统计量做归一化，所以每个结果都受同批其他样本影响")
      ],
      help: [
        isLoose
          ? Wording(
            "make it part of a model, or build it once and give it a name: `eval()` then reaches it",
            "把它放进模型里，或只建一次并起个名字，这样 `eval()` 才管得到它")
          : Wording(
            "call `\(model).eval()` before testing, and `\(model).train()` to go on training",
            "测试前调用 `\(model).eval()`，继续训练前调用 `\(model).train()`")
      ])
  }

  static func notFiniteLoss(_ value: Double, step: Int, origin: Wording?, rate: Double) -> Fault {
    var fault = NetworkFailure.notFiniteLoss(value, epoch: 0, step: step, origin: origin, rate: rate).fault
    fault.severity = .warning
    return fault
  }

  static func missingBackward(_ optimizer: Optimizer) -> Fault {
    let name = Hosting.current.name(of: optimizer) ?? optimizer.rule.rawValue
    return Fault(
      "E0422",
      Wording(
        "`\(name).step()` found no gradient in any parameter, so it changes nothing",
        "`\(name).step()` 发现所有参数都没有梯度，因此什么都不会改变"), severity: .warning,
      help: [
        Wording(
          "call `loss.backward()` before `\(name).step()`", "在 `\(name).step()` 之前调用 `loss.backward()`"),
        Wording("the loss must be computed from the model outside no_grad", "损失必须由模型算出，并且不在 no_grad 里"),
      ])
  }

  static func missingZeroGrad(_ optimizer: Optimizer) -> Fault {
    let name = Hosting.current.name(of: optimizer)
    return Fault(
      "E0451",
      Wording(
        "the gradients\(name.map { " of `\($0)`" } ?? "") were not zeroed since the last step, so they add up",
        "上一步之后没有把\(name.map { " `\($0)` 的" } ?? "")梯度清零，梯度会累加起来"), severity: .warning,
      help: [
        Wording(
          "call `\(name ?? "opt").zero_grad()` before backward(), once a step",
          "每一步在 backward() 之前调用一次 `\(name ?? "opt").zero_grad()`")
      ])
  }
}
