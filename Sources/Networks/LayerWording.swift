import Text

extension NetworkFailure {
  /// Building layers.
  var layerFault: Fault? {
    switch self {
    case .missingSize(let kind, let name):
      return Fault(
        "E0402", "\(kind) needs \(name)",
        help: kind == "conv2d" ? ["conv2d(1, 32, kernel=3)", "conv2d(out=32, kernel=3)"] : [])
    case .sizeNotPositive(let kind, let size):
      return Fault("E0402", "\(kind) needs sizes of at least 1, not \(size)")
    case .sizeTooLarge(let kind, let size): return Fault("E0901", "\(size) is too large a size for \(kind)")
    case .sizeOutOfRange(let kind, let name, let values, let minimum):
      let got = values.map(String.init).joined(separator: ", ")
      let isSmall = values.contains { $0 < minimum }
      return Fault(
        "E0402",
        isSmall
          ? "\(name) of \(kind) must be at least \(minimum), not \(got)"
          : "\(got) is too large for \(name) of \(kind)")
    case .notAPair(let kind, let name, let got):
      return Fault(
        "E0402", "\(name) of \(kind) is a whole number or a pair of them, not \(got)",
        help: ["\(name)=3 or \(name)=(3, 5)"])
    case .groups(let kind, let groups, let inputs, let outputs):
      let channels = (inputs.map { "\($0) in, " } ?? "") + "\(outputs) out"
      return Fault("E0402", "\(kind) cannot split its channels (\(channels)) into \(groups) groups")
    case .samePadding:
      return Fault(
        "E0402", "padding=\"same\" needs stride 1 and an odd kernel", help: ["give the padding as a number"])
    case .poolPadding(let kind, let kernel, let padding):
      return Fault(
        "E0402",
        "padding of \(kind) is at most half its kernel, but \(Sizes.text(padding)) is more than half of \(Sizes.text(kernel))"
      )
    case .probability(let kind, let value):
      return Fault("E0402", "\(kind) is a probability from 0 to 1, not \(formatNumber(value))")
    case .nestedTooDeep(let limit):
      return Fault(
        "E0902", "models cannot be composed more than \(limit) deep",
        help: ["collect the layers in a list and compose them at once: sequential(layers)"])
    case .notAStage(let kind, let got):
      return Fault("E0402", "\(kind) takes layers, models and functions, not \(got)")
    case .headCount(let features, let heads):
      return Fault(
        "E0402", "attention cannot split \(features) features among \(heads) heads",
        help: ["the number of heads divides the features"])
    case .unknownInitialization(let word, let known):
      return Fault(
        "E0402", "there is no initialization \"\(word)\"", help: ["one of " + known.joined(separator: ", ")])
    default: return nil
    }
  }

  /// Calling layers.
  var inputFault: Fault? {
    switch self {
    case .notCallable(let kind): return Fault("E0401", "\(kind) cannot be called")
    case .expectsOneTensor(let kind, let got):
      let help =
        got.first?.hasPrefix("a tuple") == true
        ? ["recurrent layers give (outputs, last state): take [0]"] : []
      return Fault(
        "E0401", "\(kind) takes one tensor, not \(got.isEmpty ? "nothing" : got.joined(separator: " and "))",
        help: help)
    case .givesNoTensor(let kind):
      return Fault(
        "E0401", "\(kind) gives no tensor, so no layer can follow it",
        help: ["its forward should end with the output"])
    case .linearScalar(let layer):
      return Fault("E0403", "\(layer) needs at least one axis, but got a single number")
    case .linearInput(let layer, let expected, let got):
      return NetworkFailure.linearInputFault(layer, expected, got)
    case .imageRank(let layer, let channels, let got):
      return NetworkFailure.imageRankFault(layer, channels, got)
    case .imageChannels(let layer, let expected, let got):
      let isLast = got.last == expected && got.count == 4
      return Fault(
        "E0403",
        "\(layer) expects \(expected) channels, but the input of shape \(Shapes.text(got)) has \(got[1])",
        help: isLast
          ? ["the channels come second here: permute(x, 0, 3, 1, 2)"]
          : ["make it conv2d(\(got[1]), …), or leave the size out"])
    case .flattenAxes(let start, let end, let got):
      return Fault("E0403", "flatten cannot join axes \(start) to \(end) of shape \(Shapes.text(got))")
    case .normalizationInput(let layer, let features, let got):
      return Fault(
        "E0403", "\(layer) expects N×\(features) or N×\(features)×…, but got shape \(Shapes.text(got))",
        help: got.count >= 2 ? ["axis 1 holds the channels: here \(got[1])"] : [])
    case .layerNormInput(let layer, let expected, let got):
      return Fault(
        "E0403",
        "\(layer) normalises last axes of \(Shapes.text(expected)), but got shape \(Shapes.text(got))")
    case .batchOfOne(let got):
      return Fault(
        "E0404", "batch_norm cannot train on 1 value per channel (shape \(Shapes.text(got)))",
        help: ["use a larger batch, or net.eval() to test"])
    case .residualShapes(let branch, let carried):
      return Fault(
        "E0403",
        "residual adds its input, of shape \(Shapes.text(carried)), to its branch's \(Shapes.text(branch))",
        help: ["keep the shape in the branch (padding, stride 1), or give shortcut=conv2d(…, kernel=1)"])
    default: return moreInputFault
    }
  }

  private var moreInputFault: Fault? {
    switch self {
    case .indexOutOfRange(let what, let index, let bound):
      return Fault("E0403", "index \(index) is out of range for \(what): from 0 to \(bound - 1)")
    case .notWhole(let what, let value):
      return Fault("E0403", "\(what) takes whole numbers, not \(formatNumber(value))")
    case .sequenceInput(let layer, let features, let got):
      return Fault(
        "E0403", "\(layer) expects N×T×\(features) (batch, step, feature), but got shape \(Shapes.text(got))")
    case .stateShape(let layer, let expected, let got):
      return Fault(
        "E0403", "the state of \(layer) has shape \(Shapes.text(expected)), not \(Shapes.text(got))")
    case .sequenceEnds(let layer, let sequences, let steps):
      return Fault(
        "E0403",
        Wording(
          "\(layer) takes lengths as \(sequences) whole numbers from 1 to \(steps), one per sequence",
          "\(layer) 的 lengths 应为 \(sequences) 个 1 到 \(steps) 的整数，每个序列一个"))
    case .attentionInput(let layer, let features, let got):
      return Fault("E0403", "\(layer) expects N×T×\(features), but got shape \(Shapes.text(got))")
    case .convolveShapes(let x, let kernel):
      return Fault(
        "E0403",
        "convolve takes H×W or N×C×H×W and a kernel h×w or out×C×h×w, not \(Shapes.text(x)) and \(Shapes.text(kernel))"
      )
    case .tooLong(let length, let limit):
      return Fault(
        "E0403", "positional_encoding holds \(limit) steps, but the sequence has \(length)",
        help: ["give max_len=\(length)"])
    case .notFloatingDType(let kind, let got):
      return Fault("E0403", "the numbers of \(kind) are f32 or f64, not \(got)")
    case .notATensorForParameter(let name, let got):
      return Fault("E0403", "\(name) takes a tensor, not \(got)")
    case .parameterShape(let name, let expected, let got):
      return Fault("E0403", "\(name) has shape \(Shapes.text(expected)), not \(Shapes.text(got))")
    default: return nil
    }
  }

  private static func linearInputFault(_ layer: String, _ expected: Int, _ got: [Int]) -> Fault {
    var help: [String] = []
    if got.count > 2, Sizes.product(Array(got.dropFirst())) == expected {
      let product = got.dropFirst().map(String.init).joined(separator: "·")
      help = ["\(product) = \(expected): did you forget flatten? x |> flatten |> \(layer)"]
    } else if got.count > 2 {
      let size = Sizes.product(Array(got.dropFirst()))
      help = ["after flatten the input would have \(size) features: linear(\(size), …)"]
    } else if let last = got.last {
      help = ["make it linear(\(last), …), or leave the size out: linear(out=…)"]
    }
    return Fault(
      "E0403", "\(layer) expects \(expected) features in the last axis, but got shape \(Shapes.text(got))",
      help: help)
  }

  private static func imageRankFault(_ layer: String, _ channels: Int?, _ got: [Int]) -> Fault {
    var help: [String] = []
    if got.count == 3, channels == 1 || channels == nil {
      help = [
        "grey images need a channel axis: unsqueeze(x, 1) makes \(Shapes.text([got[0], 1, got[1], got[2]]))"
      ]
    } else if got.count == 2 {
      help = ["reshape the input to N×C×H×W first"]
    }
    let axes = "N×\(channels.map(String.init) ?? "C")×H×W"
    return Fault("E0403", "\(layer) expects images \(axes), but got shape \(Shapes.text(got))", help: help)
  }
}
