import Text

extension NetworkFailure {
  var fitFault: Fault? {
    switch self {
    case .scheduleParts(let kind, let reason):
      return Fault("E0425", Wording("\(kind): \(reason)", "\(kind)：\(reason)"))
    case .unknownMonitor(let name, let known):
      return Fault(
        "E0432", Wording("there is no \(name) to monitor", "没有可监视的 \(name)"),
        help: [NetworkFailure.oneOf(known)])
    case .unknownOutput(let name, let known):
      let naming = Wording(
        "name the outputs with a record of losses: loss={class: cross_entropy, size: mse}",
        "用损失的记录给各个输出命名：loss={class: cross_entropy, size: mse}")
      return Fault(
        "E0432", Wording("there is no output \(name) to measure", "没有可度量的输出 \(name)"),
        help: [known.isEmpty ? naming : NetworkFailure.oneOf(known)])
    case .callbackMoment(let name):
      return Fault(
        "E0432",
        Wording(
          "callbacks are called at epoch or step, not at \(name)", "回调函数在 epoch 或 step 时调用，而不是 \(name)"))
    case .classWeightLoss(let loss): return NetworkFailure.classWeightFault(loss)
    case .classWeights:
      return Fault(
        "E0432",
        Wording(
          "class_weight takes one number of at least 0 per class, or \"balanced\" where targets are classes",
          "class_weight 需要为每个类别给出一个不小于 0 的数；目标为类别时也可用 \"balanced\""))
    case .foreignOptimizer(let kind):
      return Fault(
        "E0421",
        Wording(
          "\(kind) holds none of this model's parameters, so training would change nothing",
          "\(kind) 不含这个模型的任何参数，训练不会改变任何东西"),
        help: [
          Wording(
            "make it from the model that is trained: optimizer=\(kind)(net)",
            "用要训练的模型创建优化器：optimizer=\(kind)(net)")
        ])
    case .allFrozen:
      return Fault(
        "E0421",
        Wording("every parameter of the optimizer is frozen", "优化器的所有参数都已冻结"),
        help: [Wording("freeze(net, false) lets them move again", "freeze(net, false) 可以解冻")])
    case .resumeNeedsFile:
      return Fault(
        "E0432", Wording("resume needs a checkpoint to go on from", "resume 需要一个可以继续的检查点"),
        help: [Wording(verbatim: "fit(…, checkpoint=\"run.safetensors\", resume=true)")])
    default: return nil
    }
  }

  private static func oneOf(_ names: [String]) -> Wording {
    let list = names.joined(separator: ", ")
    return Wording("one of \(list)", "可用的有 \(list)")
  }

  private static func classWeightFault(_ loss: String) -> Fault {
    let known = LossFunction.takingClassWeights.map(\.descriptor.name).joined(separator: ", ")
    return Fault(
      "E0432",
      loss.isEmpty
        ? Wording("class_weight needs a loss by name", "class_weight 需要写明名称的损失函数")
        : Wording("class_weight does not know how to weigh \(loss)", "class_weight 无法给 \(loss) 加权"),
      help: [
        Wording("losses that take weight: \(known)", "可加权的损失函数：\(known)"),
        Wording(
          "in a loss of your own: (z, y) -> cross_entropy(z, y, weight=[1, 10])",
          "自定义损失函数：(z, y) -> cross_entropy(z, y, weight=[1, 10])"),
      ])
  }
}
