import Text

extension NetworkFailure {
  var lossFault: Fault? {
    switch self {
    case .expectsTensors(let loss, let got):
      return Fault(
        "E0410", Wording("\(loss) compares two tensors, but got \(got)", "\(loss) 比较两个张量，但得到的是\(got)"))
    case .lossShapes(let loss, let prediction, let target):
      return NetworkFailure.lossShapesFault(loss, prediction, target)
    case .lossWeight(let loss, let expected, let got):
      return Fault(
        "E0411",
        Wording(
          "\(loss): the weight has the prediction's shape \(Shapes.text(expected)), not \(Shapes.text(got))",
          "\(loss)：weight 的形状应与预测相同，是 \(Shapes.text(expected))，而不是 \(Shapes.text(got))"))
    case .labelShape(let loss, let prediction, let expected, let got):
      return Fault(
        "E0411",
        Wording(
          "\(loss): for a prediction of shape \(Shapes.text(prediction)) the target is class indices of shape \(Shapes.text(expected)) or probabilities of the same shape, not \(Shapes.text(got))",
          "\(loss)：预测的形状是 \(Shapes.text(prediction)) 时，目标应是形状为 \(Shapes.text(expected)) 的类别下标，或同形状的概率，而不是 \(Shapes.text(got))"
        ),
        help: got.count == expected.count + 1 && got.last == 1
          ? [Wording(verbatim: "`squeeze(target, 1)`")] : [], operandNames: ["prediction", "target"])
    case .labelOutOfRange(let loss, let label, let position, let classes):
      var help: [Wording] = []
      if label == classes {
        help = [
          Wording(
            "labels count from 0: subtract 1, or give the model \(classes + 1) outputs",
            "标签从 0 数起：减 1，或者让模型有 \(classes + 1) 个输出")
        ]
      }
      if label < 0 {
        help = [Wording("ignore_index=\(label) leaves such samples out", "ignore_index=\(label) 可以略过这样的样本")]
      }
      return Fault(
        "E0412",
        Wording(
          "\(loss): label \(label)\(position.map { " (sample \($0))" } ?? "") is not among the \(classes) classes 0 to \(classes - 1)",
          "\(loss)：标签 \(label)\(position.map { "（样本 \($0)）" } ?? " ")不在 \(classes) 个类别 0 到 \(classes - 1) 之中"),
        help: help)
    case .classAxis(let loss, let got):
      return Fault(
        "E0411",
        Wording(
          "\(loss) expects N×C scores, but got shape \(Shapes.text(got))",
          "\(loss) 需要 N×C 的得分，但得到的形状是 \(Shapes.text(got))"))
    case .classWeight(let loss, let expected, let got):
      return Fault(
        "E0411",
        Wording(
          "weight of \(loss) has one number per class: \(expected), not \(got)",
          "\(loss) 的 weight 每个类别一个数：\(expected) 个，而不是 \(got) 个"))
    case .notProbability(let loss, let value):
      return Fault(
        "E0413",
        Wording(
          "\(loss) takes probabilities from 0 to 1, but got \(shortNumber(value, digits: 4))",
          "\(loss) 接受 0 到 1 之间的概率，但得到 \(shortNumber(value, digits: 4))"),
        help: [
          loss == "bce"
            ? Wording("apply sigmoid first, or use bce_with_logits", "先做 sigmoid，或者用 bce_with_logits")
            : Wording(
              "apply softmax (sigmoid) first, or give from_logits=true",
              "先做 softmax（或 sigmoid），或者写上 from_logits=true")
        ])
    case .notPositive(let loss, let name):
      return Fault("E0414", Wording("\(name) of \(loss) must be positive", "\(loss) 的 \(name) 必须是正数"))
    case .hingeTarget:
      return Fault(
        "E0414", Wording("hinge takes targets -1 and 1 (or 0 and 1)", "hinge 的目标是 -1 和 1（或 0 和 1）"))
    case .sequenceShape(let loss, let got):
      return Fault(
        "E0411",
        Wording(
          "\(loss) expects a prediction N×T×C, but got shape \(Shapes.text(got))",
          "\(loss) 需要形状为 N×T×C 的预测，但得到的形状是 \(Shapes.text(got))"))
    case .sequenceLengths(let loss, let sequences, let steps):
      return Fault(
        "E0414",
        Wording(
          "lengths of \(loss) are \(sequences) whole numbers from 0 to \(steps), not all 0",
          "\(loss) 的 lengths 是 \(sequences) 个 0 到 \(steps) 的整数，且不全为 0"))
    default: return nil
    }
  }

  private static func lossShapesFault(_ loss: String, _ prediction: [Int], _ target: [Int]) -> Fault {
    var notes: [Wording] = []
    var help: [Wording] = []
    if prediction.count == target.count + 1, prediction.last == 1, Array(prediction.dropLast()) == target {
      notes = [Wording("broadcasting would compare every prediction with every target", "广播会让每个预测都与每个目标相比")]
      help = [
        Wording(
          "`squeeze(prediction, \(prediction.count - 1))`, or `unsqueeze(target, \(target.count))`",
          "`squeeze(prediction, \(prediction.count - 1))`，或 `unsqueeze(target, \(target.count))`")
      ]
    } else if target.count == prediction.count + 1, target.last == 1, Array(target.dropLast()) == prediction {
      notes = [Wording("broadcasting would compare every prediction with every target", "广播会让每个预测都与每个目标相比")]
      help = [
        Wording(
          "`squeeze(target, \(target.count - 1))`, or `unsqueeze(prediction, \(prediction.count))`",
          "`squeeze(target, \(target.count - 1))`，或 `unsqueeze(prediction, \(prediction.count))`")
      ]
    } else if ["accuracy", "confusion_matrix"].contains(loss) {
      help = [
        Wording(
          "\(loss) takes N×C scores, or the N classes that `argmax(scores, dim=1)` gives, and N labels",
          "\(loss) 接受 N×C 的得分，或 `argmax(scores, dim=1)` 给出的 N 个类别，以及 N 个标签")
      ]
    } else if prediction.count == target.count + 1, prediction.first == target.first {
      help = [Wording("for class indices use cross_entropy", "目标是类别下标时用 cross_entropy")]
    }
    return Fault(
      "E0411",
      Wording(
        "\(loss) needs equal shapes, but the prediction has \(Shapes.text(prediction)) and the target \(Shapes.text(target))",
        "\(loss) 需要相同的形状，但预测是 \(Shapes.text(prediction))，目标是 \(Shapes.text(target))"),
      notes: notes, help: help,
      argumentLabels: [
        (0, Wording(verbatim: Shapes.text(prediction))), (1, Wording(verbatim: Shapes.text(target))),
      ], operandNames: ["prediction", "target"])
  }
}
