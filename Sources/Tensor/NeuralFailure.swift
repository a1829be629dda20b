import Text

/// What can go wrong in matrix products, convolution, pooling, normalisation and the fused losses.
public enum NeuralFailure: Failure {
  case matrixInner(Shape, Shape, left: Int, right: Int)
  case matrixBatches(Shape, Shape)
  case matrixOfNumber(Wording)
  case linearInput(input: Shape, expected: Int, weight: Shape)
  case rank(String, expected: Wording, got: Shape)
  case channels(String, input: Int, expected: Int)
  case groups(channels: Int, filters: Int, groups: Int)
  case normGroups(channels: Int, groups: Int)
  case kernelTooLarge(String, axis: Wording, kernel: Int, size: Int, padding: Int)
  case positive(String, String, Int)
  case notNegative(String, String, Int)
  case poolPadding(padding: Int, kernel: Int)
  case outputPadding(Int, stride: Int)
  case pair(String, String, [Int])
  case tooLarge(String, String, Int)
  case outsidePlane(String, Int, size: Int)
  case parameterSize(String, String, expected: Shape, got: Shape)
  case normalizedShape(Shape, [Int])
  case oneValue(String)
  case label(Int, at: Int, classes: Int)
  case labels(logits: Shape, target: Shape)
  case sizes(String, Shape, Shape)
  case dtype(String, DType)
  case probability(String, Double)

  public var fault: Fault {
    switch self {
    case .matrixInner, .matrixBatches, .matrixOfNumber, .linearInput: productFault
    case .label, .labels, .sizes, .dtype, .probability, .oneValue: lossFault
    default: layerFault
    }
  }

  private var productFault: Fault {
    switch self {
    case .matrixInner(let a, let b, let left, let right):
      Fault(
        "E0250",
        Wording(
          "inner sizes differ: \(a.times) @ \(b.times): \(left) ≠ \(right)",
          "内侧大小不同：\(a.times) @ \(b.times)：\(left) ≠ \(right)"),
        notes: [
          Wording(
            "the columns of the left matrix must be as many as the rows of the right one",
            "左边矩阵的列数必须等于右边矩阵的行数")
        ],
        help: productHelp(a, b, left),
        argumentLabels: [(0, Wording(verbatim: a.times)), (1, Wording(verbatim: b.times))],
        operandNames: ["a", "b"])
    case .matrixBatches(let a, let b):
      Fault(
        "E0251",
        Wording("the leading axes of \(a.times) @ \(b.times) do not fit", "\(a.times) @ \(b.times) 前面的轴不匹配"),
        notes: [
          Wording("all axes but the last two must be equal, 1 or missing", "除最后两个轴以外，各轴大小必须相等、为 1 或缺省")
        ],
        argumentLabels: [(0, Wording(verbatim: a.times)), (1, Wording(verbatim: b.times))])
    case .matrixOfNumber(let side):
      Fault(
        "E0252",
        Wording(
          "the \(side) operand of a matrix product is a number, not a vector or a matrix",
          "矩阵乘法\(side)的操作数是一个数，不是向量或矩阵"),
        help: [Wording("multiply by a number with `*`", "与数相乘用 `*`")])
    case .linearInput(let input, let expected, let weight):
      Fault(
        "E0253",
        Wording(
          "the last axis of the input \(input.times) has size \(input.last ?? 0), but the layer expects \(expected)",
          "输入 \(input.times) 最后一个轴的大小是 \(input.last ?? 0)，但这一层需要 \(expected)"),
        notes: [
          Wording("its weight is \(weight.times): outputs × inputs", "它的权重是 \(weight.times)：输出数 × 输入数")
        ],
        help: input.dropFirst().reduce(1, *) == expected
          ? [Wording("flatten the input first: `x |> flatten`", "先把输入展平：`x |> flatten`")] : [],
        argumentLabels: [(0, Wording(verbatim: input.times))])
    default: Fault("E0250", Wording("these matrices do not fit", "这两个矩阵不匹配"))
    }
  }

  private var layerFault: Fault {
    switch self {
    case .rank(let name, let expected, let got):
      Fault(
        "E0254",
        Wording(
          "\(name) expects \(expected), not shape \(got.times)", "\(name) 需要\(expected)，而不是形状 \(got.times)"),
        argumentLabels: [(0, Wording(verbatim: got.times))])
    case .channels(let name, let input, let expected):
      Fault(
        "E0255",
        Wording(
          "\(name): the input has \(plural(input, "channel")) but the layer expects \(expected)",
          "\(name)：输入有 \(input) 个通道，但这一层需要 \(expected) 个"))
    case .groups(let channels, let filters, let groups):
      Fault(
        "E0256",
        Wording(
          "\(channels) channels and \(filters) filters cannot be split into \(groups) groups",
          "\(channels) 个通道和 \(filters) 个卷积核不能分成 \(groups) 组"),
        notes: [Wording("groups must divide both", "组数必须同时整除两者")])
    case .normGroups(let channels, let groups):
      Fault(
        "E0256",
        Wording(
          "\(plural(channels, "channel")) cannot be split into \(groups) groups",
          "\(channels) 个通道不能分成 \(groups) 组"))
    case .kernelTooLarge(let name, let axis, let kernel, let size, let padding):
      Fault(
        "E0257",
        Wording(
          "\(name): the kernel spans \(kernel) in \(axis), but the input has only \(size)\(padding > 0 ? " with its padding of \(padding)" : "")",
          "\(name)：窗口在\(axis)方向跨 \(kernel)，但输入\(padding > 0 ? "连同填充 \(padding) " : "")只有 \(size)"),
        help: [
          Wording(
            "use a smaller kernel or more padding, or pool less before; `summary(net, input=…)` shows the sizes",
            "用更小的卷积核，加大填充 (padding)，或减少前面的池化；`summary(net, input=…)` 显示各层大小")
        ])
    case .positive(let name, let parameter, let value):
      Fault(
        "E0258",
        Wording(
          "\(name): \(parameter) must be at least 1, not \(value)", "\(name)：\(parameter) 至少是 1，而不是 \(value)")
      )
    case .notNegative(let name, let parameter, let value):
      Fault(
        "E0258",
        Wording("\(name): \(parameter) cannot be negative: \(value)", "\(name)：\(parameter) 不能是负数：\(value)"))
    case .poolPadding(let padding, let kernel):
      Fault(
        "E0259",
        Wording(
          "pooling: padding \(padding) is more than half the kernel \(kernel)",
          "池化：填充 \(padding) 超过了窗口 \(kernel) 的一半"))
    case .outputPadding(let padding, let stride):
      Fault(
        "E0259",
        Wording(
          "conv_transpose2d: output_padding \(padding) must be smaller than the stride or dilation \(stride)",
          "conv_transpose2d：output_padding \(padding) 必须小于步长或膨胀率 \(stride)"))
    case .pair(let name, let parameter, let values):
      Fault(
        "E0258",
        Wording(
          "\(name): \(parameter) is one number or two (height, width), not \(values)",
          "\(name)：\(parameter) 是一个数或两个数（高，宽），而不是 \(values)"))
    case .tooLarge(let name, let parameter, let value):
      Fault(
        "E0901",
        Wording(
          "\(name): a \(parameter) of \(value) is larger than any image",
          "\(name)：\(parameter) 为 \(value)，比任何图像都大"))
    case .outsidePlane(let name, let index, let size):
      Fault(
        "E0240",
        Wording(
          "\(name): place \(index) is outside a plane of \(size) elements",
          "\(name)：位置 \(index) 超出了有 \(size) 个元素的平面"))
    case .parameterSize(let name, let parameter, let expected, let got):
      Fault(
        "E0260",
        Wording(
          "\(name): \(parameter) should have shape \(expected.times), not \(got.times)",
          "\(name)：\(parameter) 的形状应为 \(expected.times)，而不是 \(got.times)"))
    case .normalizedShape(let input, let sizes):
      Fault(
        "E0261",
        Wording(
          "layer_norm over \(Shape(sizes).times) does not match the last axes of \(input.times)",
          "layer_norm 归一化的 \(Shape(sizes).times) 与 \(input.times) 的最后几个轴不符"))
    default: Fault("E0254", Wording("this layer cannot take this input", "这一层不能接受这个输入"))
    }
  }

  private var lossFault: Fault {
    switch self {
    case .oneValue(let name):
      Fault(
        "E0262",
        Wording("\(name) needs more than one value per channel to train on", "\(name) 训练时每个通道要有多于一个值"),
        help: [Wording("use a larger batch, or `net.eval()`", "加大批量 (batch)，或者先 `net.eval()`")])
    case .label(let label, let index, let classes):
      Fault(
        "E0263",
        Wording(
          "label \(label) at index \(index) is out of range for \(plural(classes, "class", "classes"))",
          "位置 \(index) 的标签 \(label) 超出范围：只有 \(classes) 个类别"),
        notes: classes > 0
          ? [Wording("labels count from 0 to \(classes - 1)", "标签从 0 数到 \(classes - 1)")] : [],
        help: classes == 1
          ? [
            Wording(
              "one output is one score for two classes: use bce_with_logits, or give the model 2 outputs",
              "只有一个输出时是二分类的一个得分：用 bce_with_logits，或者让模型有 2 个输出")
          ]
          : label == classes
            ? [
              Wording(
                "labels that count from 1 want `target - 1`; otherwise the model needs \(classes + 1) outputs",
                "如果标签是从 1 数起的，就减 1：`target - 1`；否则模型需要 \(classes + 1) 个输出")
            ] : [], operandNames: ["prediction", "target"])
    case .labels(let logits, let target):
      Fault(
        "E0264",
        Wording(
          "cross_entropy: targets of shape \(target.times) do not fit logits of shape \(logits.times)",
          "cross_entropy：形状为 \(target.times) 的目标与形状为 \(logits.times) 的 logits 不匹配"),
        notes: [
          logits.rank == 1
            ? Wording(
              "scores without a batch axis want one number as target; a batch is N×C scores and N labels",
              "没有批量轴的得分只要一个数作目标；一批是 N×C 的得分和 N 个标签")
            : Wording(
              "targets are class indices of shape \(classIndexShape(logits).times), or probabilities of the logits' shape",
              "目标是形状为 \(classIndexShape(logits).times) 的类别下标，或与 logits 同形状的概率")
        ],
        help: target.rank == logits.rank && target.rank == 2 && target[1] == 1 && target[0] == logits[0]
          ? [
            Wording("the labels without their column: `squeeze(target, 1)`", "去掉标签多出的一列：`squeeze(target, 1)`")
          ]
          : logits.rank > 1 && target.rank > 0 && logits[0] != target[0]
            ? [
              Wording(
                "there are \(logits[0]) predictions and \(target[0]) targets: take both from the same samples",
                "有 \(logits[0]) 个预测、\(target[0]) 个目标：两者要来自同样的样本")
            ] : [],
        argumentLabels: [(0, Wording(verbatim: logits.times)), (1, Wording(verbatim: target.times))],
        operandNames: ["prediction", "target"])
    case .sizes(let name, let a, let b):
      Fault(
        "E0265",
        Wording(
          "\(name): prediction \(a.times) and target \(b.times) must have the same shape",
          "\(name)：预测 \(a.times) 与目标 \(b.times) 的形状必须相同"),
        argumentLabels: [(0, Wording(verbatim: a.times)), (1, Wording(verbatim: b.times))])
    case .dtype(let name, let dtype):
      Fault(
        "E0266", Wording("\(name) is not defined for \(dtype.name) tensors", "\(name) 不适用于 \(dtype.name) 张量"),
        help: [Wording("convert first: `cast(x, f32)`", "先转换类型：`cast(x, f32)`")])
    case .probability(let name, let value):
      Fault(
        "E0267",
        Wording("\(name) must lie between 0 and 1, not \(value)", "\(name) 必须在 0 与 1 之间，而不是 \(value)"))
    default: Fault("E0264", Wording("these targets do not fit", "这些目标不匹配"))
    }
  }
}

/// How two matrices that do not multiply could.
private func productHelp(_ a: Shape, _ b: Shape, _ left: Int) -> [Wording] {
  if b.rank == 1, a.rank == 2, a[0] == b[0] {
    return [
      Wording(
        "they fit in the other order: `b @ a`, which is `a' @ b`", "换个顺序就相配：`b @ a`，也就是 `a' @ b`")
    ]
  }
  guard b.rank > 1 else { return [] }
  if a.rank == 2, b.rank == 2, b[1] == a[0] {
    return [Wording("they fit in the other order: `b @ a`", "换个顺序就相配：`b @ a`")]
  }
  if a.rank > 1, b[b.rank - 1] == left {
    return [Wording("transpose the right one: `a @ b'`", "把右边的矩阵转置：`a @ b'`")]
  }
  return [
    Wording(
      "a right matrix of shape \(left)×\(b[b.rank - 1]) would fit",
      "右边的矩阵形状为 \(left)×\(b[b.rank - 1]) 才相配")
  ]
}

extension NeuralFailure {
  static let height = Wording("height", "高度")
  static let width = Wording("width", "宽度")
  public static let images = Wording("an N×C×H×W input", "形状为 N×C×H×W 的输入")
  public static let features = Wording("an N×C or N×C×… input", "形状为 N×C 或 N×C×… 的输入")
}

private func classIndexShape(_ logits: Shape) -> Shape {
  logits.rank > 1 ? logits.removing(axis: 1) : Shape()
}

private func plural(_ count: Int, _ noun: String, _ many: String? = nil) -> String {
  "\(count) \(count == 1 ? noun : many ?? noun + "s")"
}

extension Shape {
  /// As matrices are written: `64×10`; `()` for a number.
  public var times: String { rank == 0 ? "()" : map(String.init).joined(separator: "×") }
}
