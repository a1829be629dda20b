import Text

extension NetworkFailure {
  /// Building layers.
  var layerFault: Fault? {
    switch self {
    case .missingSize(let kind, let name):
      return Fault(
        "E0402", Wording("\(kind) needs \(name)", "\(kind) 需要 \(name)"),
        help: kind == "conv2d"
          ? [Wording(verbatim: "conv2d(1, 32, kernel=3)"), Wording(verbatim: "conv2d(out=32, kernel=3)")] : []
      )
    case .sizeNotPositive(let kind, let size):
      return Fault(
        "E0402", Wording("\(kind) needs sizes of at least 1, not \(size)", "\(kind) 的大小至少是 1，而不是 \(size)"))
    case .sizeTooLarge(let kind, let size):
      return Fault("E0901", Wording("\(size) is too large a size for \(kind)", "\(size) 对 \(kind) 来说太大了"))
    case .sizeOutOfRange(let kind, let name, let values, let minimum):
      let got = values.map(String.init).joined(separator: ", ")
      let isSmall = values.contains { $0 < minimum }
      return Fault(
        "E0402",
        isSmall
          ? Wording(
            "\(name) of \(kind) must be at least \(minimum), not \(got)",
            "\(kind) 的 \(name) 至少是 \(minimum)，而不是 \(got)")
          : Wording("\(got) is too large for \(name) of \(kind)", "\(got) 对 \(kind) 的 \(name) 来说太大了"))
    case .notAPair(let kind, let name, got: Wording(verbatim: "none")):
      return Fault(
        "E0402", Wording("\(kind) needs \(name)", "\(kind) 需要 \(name)"),
        help: [Wording("\(name)=3 or \(name)=(3, 5)", "\(name)=3 或 \(name)=(3, 5)")])
    case .notAPair(let kind, let name, let got):
      return Fault(
        "E0402",
        Wording(
          "\(name) of \(kind) is a whole number or a pair of them, not \(got)",
          "\(kind) 的 \(name) 是一个整数或一对整数，而不是 \(got)"),
        help: [Wording("\(name)=3 or \(name)=(3, 5)", "\(name)=3 或 \(name)=(3, 5)")])
    case .groups(let kind, let groups, let inputs, let outputs):
      return Fault(
        "E0402",
        Wording(
          "\(kind) cannot split its channels (\(inputs.map { "\($0) in, " } ?? "")\(outputs) out) into \(groups) groups",
          "\(kind) 不能把通道（\(inputs.map { "输入 \($0)，" } ?? "")输出 \(outputs)）分成 \(groups) 组"))
    case .samePadding:
      return Fault(
        "E0402",
        Wording("padding=\"same\" needs stride 1 and an odd kernel", "padding=\"same\" 要求步长为 1、卷积核大小为奇数"),
        help: [Wording("give the padding as a number", "直接给出填充的数值")])
    case .paddingMode(let mode, let padding, let size):
      return Fault(
        "E0403",
        Wording(
          "the padding mode \"\(mode)\" cannot fill \(padding) places beside an axis of \(size)",
          "填充方式 \"\(mode)\" 无法在大小为 \(size) 的轴旁填充 \(padding) 个位置"),
        help: [Wording("pad less than the axis' size", "填充应小于该轴的大小")])
    case .padding(let sizes, let got):
      return Fault(
        "E0403",
        Wording(
          "pad: \(sizes) cuts more than there is off shape \(Shapes.text(got))",
          "pad：\(sizes) 从形状 \(Shapes.text(got)) 中切掉的比原有的还多"))
    case .poolPadding(let kind, let kernel, let padding):
      return Fault(
        "E0402",
        Wording(
          "padding of \(kind) is at most half its kernel, but \(Sizes.text(padding)) is more than half of \(Sizes.text(kernel))",
          "\(kind) 的填充最多是窗口的一半，但 \(Sizes.text(padding)) 超过了 \(Sizes.text(kernel)) 的一半")
      )
    case .probability(let kind, let value):
      return Fault(
        "E0402",
        Wording(
          "\(kind) is a probability from 0 to 1, not \(formatNumber(value))",
          "\(kind) 是 0 到 1 之间的概率，而不是 \(formatNumber(value))"),
        help: value > 1 && value <= 100
          ? [
            Wording(
              "\(formatNumber(value))% is \(formatNumber(value / 100))",
              "\(formatNumber(value))% 写作 \(formatNumber(value / 100))")
          ] : [])
    case .nestedTooDeep(let limit):
      return Fault(
        "E0902", Wording("models cannot be composed more than \(limit) deep", "模型的嵌套不能超过 \(limit) 层"),
        help: [
          Wording(
            "collect the layers in a list and compose them at once: sequential(layers)",
            "把各层放进一个列表，一次组合起来：sequential(layers)")
        ])
    case .notAStage(let kind, let got):
      return Fault(
        "E0402",
        Wording("\(kind) takes layers, models and functions, not \(got)", "\(kind) 接受层、模型和函数，而不是\(got)"))
    case .projection(let size, let hidden):
      return Fault(
        "E0402",
        Wording(
          "proj_size is from 0 to \(hidden - 1), smaller than hidden_size, not \(size)",
          "proj_size 应在 0 到 \(hidden - 1) 之间（小于 hidden_size），而不是 \(size)"))
    case .headCount(let features, let heads):
      return Fault(
        "E0402",
        Wording(
          "attention cannot split \(features) features among \(heads) heads",
          "注意力不能把 \(features) 个特征分给 \(heads) 个头"),
        help: [Wording("the number of heads divides the features", "头数要能整除特征数")])
    case .unknownInitialization(let word, let known):
      return Fault(
        "E0402", Wording("there is no initialization \"\(word)\"", "没有名为“\(word)”的初始化方法"),
        help: [.oneOf(known)])
    default: return nil
    }
  }

  /// Calling layers.
  var inputFault: Fault? {
    switch self {
    case .notCallable(let kind): return Fault("E0401", Wording("\(kind) cannot be called", "\(kind) 不能被调用"))
    case .expectsOneTensor(let kind, let got):
      let isState = if case .tuple = got.first { true } else { false }
      var help: [Wording] = []
      if isState {
        help = [Wording("recurrent layers give (outputs, last state): take [0]", "循环层给出（输出，最后的状态）：取 [0]")]
      } else if case .object(let object) = got.first, object is Module {
        help = [Sequential.advice]
      }
      let words = got.map(\.kindInWords)
      return Fault(
        "E0401",
        Wording(
          "\(kind) takes one tensor, not \(got.isEmpty ? "nothing" : words.map(\.english).joined(separator: " and "))",
          "\(kind) 接受一个张量，而\(got.isEmpty ? "这里什么也没有给" : "不是" + words.map(\.chinese).joined(separator: "和"))"),
        help: help)
    case .givesNoTensor(let kind):
      return Fault(
        "E0401", Wording("\(kind) gives no tensor, so no layer can follow it", "\(kind) 的结果不是张量，后面不能再接别的层"),
        help: [Wording("its forward should end with the output", "它的 forward 应以输出结尾")])
    case .linearScalar(let layer):
      return Fault(
        "E0403",
        Wording("\(layer) needs at least one axis, but got a single number", "\(layer) 的输入至少要有一个轴，但得到的是一个数"))
    case .linearInput(let layer, let expected, let got):
      return NetworkFailure.linearInputFault(layer, expected, got)
    case .imageRank(let layer, let channels, let got):
      return NetworkFailure.imageRankFault(layer, channels, got)
    case .imageChannels(let layer, let expected, let got):
      let isLast = got.last == expected && got.count == 4 && got[2] != got[3]
      let kind = layer.prefix { $0 != "(" }
      return Fault(
        "E0403",
        Wording(
          "\(layer) expects \(expected) channels, but the input of shape \(Shapes.text(got)) has \(got[1])",
          "\(layer) 需要 \(expected) 个通道，但形状为 \(Shapes.text(got)) 的输入有 \(got[1]) 个"),
        help: isLast
          ? [
            Wording(
              "the channels come second here: permute(x, 0, 3, 1, 2)", "这里通道排在第二个轴：permute(x, 0, 3, 1, 2)")
          ]
          : [
            Wording(
              "make it \(kind)(\(got[1]), …), or leave the size out", "改成 \(kind)(\(got[1]), …)，或者不写输入通道数")
          ])
    case .flattenAxes(let start, let end, let got):
      return Fault(
        "E0403",
        Wording(
          "flatten cannot join axes \(start) to \(end) of shape \(Shapes.text(got))",
          "flatten 不能合并形状 \(Shapes.text(got)) 的轴 \(start) 到 \(end)"))
    case .normalizationInput(let layer, let features, let got):
      return Fault(
        "E0403",
        Wording(
          "\(layer) expects N×\(features) or N×\(features)×…, but got shape \(Shapes.text(got))",
          "\(layer) 需要 N×\(features) 或 N×\(features)×…，但得到的形状是 \(Shapes.text(got))"),
        help: got.count >= 2
          ? [Wording("axis 1 holds the channels: here \(got[1])", "轴 1 是通道：这里是 \(got[1])")] : [])
    case .layerNormInput(let layer, let expected, let got):
      return Fault(
        "E0403",
        Wording(
          "\(layer) normalises last axes of \(Shapes.text(expected)), but got shape \(Shapes.text(got))",
          "\(layer) 对最后的轴 \(Shapes.text(expected)) 做归一化，但得到的形状是 \(Shapes.text(got))"))
    case .batchOfOne(let got):
      return Fault(
        "E0404",
        Wording(
          "batch_norm cannot train on 1 value per channel (shape \(Shapes.text(got)))",
          "batch_norm 训练时每个通道只有 1 个值（形状 \(Shapes.text(got))），算不出方差"),
        help: [Wording("use a larger batch, or net.eval() to test", "加大批量 (batch)；如果是测试，先调用 net.eval()")])
    case .residualShapes(let branch, let carried):
      return Fault(
        "E0403",
        Wording(
          "residual adds its input, of shape \(Shapes.text(carried)), to its branch's \(Shapes.text(branch))",
          "residual 要把形状为 \(Shapes.text(carried)) 的输入与支路的输出 \(Shapes.text(branch)) 相加"),
        help: [
          Wording(
            "keep the shape in the branch (padding, stride 1), or give shortcut=conv2d(…, kernel=1)",
            "让支路保持形状（加填充、步长为 1），或者给出 shortcut=conv2d(…, kernel=1)")
        ])
    default: return moreInputFault
    }
  }

  private var moreInputFault: Fault? {
    switch self {
    case .indexOutOfRange(let what, let index, let bound):
      return Fault(
        "E0405",
        Wording(
          "index \(index) is out of range for \(what): from 0 to \(bound - 1)",
          "\(what) 的下标 \(index) 超出范围：应在 0 到 \(bound - 1) 之间"),
        help: index >= bound
          ? [
            Wording(
              "the first size counts the indices: \(index + 1) or more holds this one",
              "第一个大小是下标的个数：\(index + 1) 或更大才容得下它")
          ] : [])
    case .notWhole(let what, let value):
      return Fault(
        "E0405",
        Wording(
          "\(what) takes whole numbers, not \(formatNumber(value))", "\(what) 接受整数，而不是 \(formatNumber(value))"
        ))
    case .sequenceInput(let layer, let features, let got):
      return Fault(
        "E0403",
        Wording(
          "\(layer) expects N×T×\(features) (batch, step, feature), but got shape \(Shapes.text(got))",
          "\(layer) 需要 N×T×\(features)（批量、时间步、特征），但得到的形状是 \(Shapes.text(got))"),
        help: got.count == 3 && got[1] == features
          ? [Wording("the features come last: transpose(x, 1, 2)", "特征排在最后：transpose(x, 1, 2)")]
          : got.count == 2 && got[1] == features
            ? [Wording("one sequence needs a batch axis: unsqueeze(x, 0)", "单个序列需要批量轴：unsqueeze(x, 0)")] : [])
    case .stateShape(let layer, let expected, let got):
      return Fault(
        "E0403",
        Wording(
          "the state of \(layer) has shape \(Shapes.text(expected)), not \(Shapes.text(got))",
          "\(layer) 的状态形状是 \(Shapes.text(expected))，而不是 \(Shapes.text(got))"))
    case .notLengths(let got):
      return Fault(
        "E0403",
        Wording(
          "sequence_mask takes lengths, whole numbers of at least 0, not \(got)",
          "sequence_mask 需要长度，即不小于 0 的整数，而不是 \(got)"))
    case .sequenceEnds(let layer, let sequences, let steps):
      return Fault(
        "E0403",
        Wording(
          "\(layer) takes lengths as \(sequences) whole numbers from 1 to \(steps), one per sequence",
          "\(layer) 的 lengths 应为 \(sequences) 个 1 到 \(steps) 的整数，每个序列一个"))
    case .attentionInput(let layer, let features, let got):
      return Fault(
        "E0403",
        Wording(
          "\(layer) expects N×T×\(features), but got shape \(Shapes.text(got))",
          "\(layer) 需要 N×T×\(features)，但得到的形状是 \(Shapes.text(got))"))
    case .attentionMask(let expected, let got):
      let shapes = expected.map { Wording(verbatim: Shapes.text($0)) }
      return Fault(
        "E0403",
        Wording(
          "a mask of attention has shape \(shapes.listed()), not \(Shapes.text(got))",
          "注意力的掩码形状是 \(shapes.listed())，而不是 \(Shapes.text(got))"))
    case .convolveShapes(let x, let kernel):
      return Fault(
        "E0403",
        Wording(
          "convolve takes H×W or N×C×H×W and a kernel h×w or out×C×h×w, not \(Shapes.text(x)) and \(Shapes.text(kernel))",
          "convolve 接受 H×W 或 N×C×H×W 的输入和 h×w 或 out×C×h×w 的卷积核，而不是 \(Shapes.text(x)) 和 \(Shapes.text(kernel))"
        )
      )
    case .tooLong(let length, let limit):
      return Fault(
        "E0403",
        Wording(
          "positional_encoding holds \(limit) steps, but the sequence has \(length)",
          "positional_encoding 最多容纳 \(limit) 个时间步，但序列有 \(length) 个"),
        help: [Wording("give max_len=\(length)", "写上 max_len=\(length)")])
    case .notFloatingDType(let kind, let got):
      return Fault(
        "E0403",
        Wording("the numbers of \(kind) are f32 or f64, not \(got)", "\(kind) 的数是 f32 或 f64，而不是\(got)"),
        help: [Wording("everything runs on the processor, so no device need be named", "一切都在处理器上运行，不必指定设备")])
    case .notATensorForParameter(let name, let got):
      return Fault("E0403", Wording("\(name) takes a tensor, not \(got)", "\(name) 要赋张量，而不是\(got)"))
    case .parameterShape(let name, let expected, let got):
      return Fault(
        "E0403",
        Wording(
          "\(name) has shape \(Shapes.text(expected)), not \(Shapes.text(got))",
          "\(name) 的形状是 \(Shapes.text(expected))，而不是 \(Shapes.text(got))"))
    default: return nil
    }
  }

  private static func linearInputFault(_ layer: String, _ expected: Int, _ got: [Int]) -> Fault {
    var help: [Wording] = []
    if got.count > 2, Sizes.product(Array(got.dropFirst())) == expected {
      let product = got.dropFirst().map(String.init).joined(separator: "·")
      help = [
        Wording(
          "\(product) = \(expected): did you forget flatten? x |> flatten |> \(layer)",
          "\(product) = \(expected)：是不是忘了展平 (flatten)？x |> flatten |> \(layer)")
      ]
    } else if got.count > 2 {
      let size = Sizes.product(Array(got.dropFirst()))
      help = [
        Wording(
          "after flatten the input would have \(size) features: linear(\(size), …)",
          "展平之后输入有 \(size) 个特征：linear(\(size), …)")
      ]
    } else if got.count == 1, expected == 1 {
      help = [
        Wording(
          "one number for each sample is a column: unsqueeze(x, 1) makes \(Shapes.text(got + [1]))",
          "每个样本一个数时要排成一列：unsqueeze(x, 1) 得到 \(Shapes.text(got + [1]))")
      ]
    } else if let last = got.last {
      help = [
        Wording(
          "make it linear(\(last), …), or leave the size out: linear(out=…)",
          "改成 linear(\(last), …)，或者不写输入大小：linear(out=…)")
      ]
    }
    return Fault(
      "E0403",
      Wording(
        "\(layer) expects \(expected) features in the last axis, but got shape \(Shapes.text(got))",
        "\(layer) 需要最后一个轴有 \(expected) 个特征，但得到的形状是 \(Shapes.text(got))"),
      help: help)
  }

  private static func imageRankFault(_ layer: String, _ channels: Int?, _ got: [Int]) -> Fault {
    var help: [Wording] = []
    if got.count == 3, channels == 1 || channels == nil {
      help = [
        Wording(
          "grey images need a channel axis: unsqueeze(x, 1) makes \(Shapes.text([got[0], 1, got[1], got[2]]))",
          "灰度图像需要通道轴：unsqueeze(x, 1) 得到 \(Shapes.text([got[0], 1, got[1], got[2]]))")
      ]
    } else if got.count == 2, channels == 1 || channels == nil, got[0] == got[1] {
      help = [
        Wording(
          "one grey image is a batch of one: reshape(x, [1, 1, \(got[0]), \(got[1])])",
          "单张灰度图像是大小为 1 的批量：reshape(x, [1, 1, \(got[0]), \(got[1])])")
      ]
    } else if got.count == 2 {
      help = [
        Wording(
          "give each row the shape of an image: reshape(x, [-1, \(channels ?? 1), height, width])",
          "把每一行变成图像的形状：reshape(x, [-1, \(channels ?? 1), 高, 宽])")
      ]
    }
    let axes = "N×\(channels.map(String.init) ?? "C")×H×W"
    return Fault(
      "E0403",
      Wording(
        "\(layer) expects images \(axes), but got shape \(Shapes.text(got))",
        "\(layer) 需要形状为 \(axes) 的图像，但得到的形状是 \(Shapes.text(got))"), help: help)
  }
}
