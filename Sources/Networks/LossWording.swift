import Text

extension NetworkFailure {
  var lossFault: Fault? {
    switch self {
    case .expectsTensors(let loss, let got):
      return Fault("E0410", "\(loss) compares two tensors, but got \(got)")
    case .lossShapes(let loss, let prediction, let target):
      return NetworkFailure.lossShapesFault(loss, prediction, target)
    case .labelShape(let loss, let prediction, let expected, let got):
      return Fault(
        "E0411",
        "\(loss): for a prediction of shape \(Shapes.text(prediction)) the target is class indices of shape \(Shapes.text(expected)) or probabilities of the same shape, not \(Shapes.text(got))",
        help: got.count == expected.count + 1 && got.last == 1 ? ["squeeze(target, 1)"] : [])
    case .labelOutOfRange(let loss, let label, let position, let classes):
      let place = position.map { " (sample \($0))" } ?? ""
      var help: [String] = []
      if label == classes {
        help = ["labels count from 0: subtract 1, or give the model \(classes + 1) outputs"]
      }
      if label < 0 { help = ["ignore_index=\(label) leaves such samples out"] }
      return Fault(
        "E0412", "\(loss): label \(label)\(place) is not among the \(classes) classes 0 to \(classes - 1)",
        help: help)
    case .classAxis(let loss, let got):
      return Fault("E0411", "\(loss) expects N×C scores, but got shape \(Shapes.text(got))")
    case .classWeight(let loss, let expected, let got):
      return Fault("E0411", "weight of \(loss) has one number per class: \(expected), not \(got)")
    case .notProbability(let loss, let value):
      return Fault(
        "E0413", "\(loss) takes probabilities from 0 to 1, but got \(formatNumber(value))",
        help: [
          loss == "bce"
            ? "apply sigmoid first, or use bce_with_logits"
            : "apply softmax (sigmoid) first, or give from_logits=true"
        ])
    case .notPositive(let loss, let name): return Fault("E0414", "\(name) of \(loss) must be positive")
    case .hingeTarget: return Fault("E0414", "hinge takes targets -1 and 1 (or 0 and 1)")
    case .sequenceShape(let loss, let got):
      return Fault("E0411", "\(loss) expects a prediction N×T×C, but got shape \(Shapes.text(got))")
    case .sequenceLengths(let loss, let sequences, let steps):
      return Fault("E0414", "lengths of \(loss) are \(sequences) whole numbers from 0 to \(steps), not all 0")
    default: return nil
    }
  }

  private static func lossShapesFault(_ loss: String, _ prediction: [Int], _ target: [Int]) -> Fault {
    var notes: [String] = []
    var help: [String] = []
    if prediction.count == target.count + 1, prediction.last == 1, Array(prediction.dropLast()) == target {
      notes = ["broadcasting would compare every prediction with every target"]
      help = ["squeeze(prediction, \(prediction.count - 1)), or unsqueeze(target, \(target.count))"]
    } else if target.count == prediction.count + 1, target.last == 1, Array(target.dropLast()) == prediction {
      notes = ["broadcasting would compare every prediction with every target"]
      help = ["squeeze(target, \(target.count - 1)), or unsqueeze(prediction, \(prediction.count))"]
    } else if prediction.count == target.count + 1, prediction.first == target.first {
      help = ["for class indices use cross_entropy"]
    }
    return Fault(
      "E0411",
      "\(loss) needs equal shapes, but the prediction has \(Shapes.text(prediction)) and the target \(Shapes.text(target))",
      notes: notes, help: help,
      argumentLabels: [(0, Shapes.text(prediction)), (1, Shapes.text(target))])
  }
}
