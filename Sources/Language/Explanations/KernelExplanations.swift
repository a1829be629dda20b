import Text

extension Explanation {
  /// Matrix products, convolutions, losses.
  static let kernels = [
    Explanation(
      ["E0250"], Wording("inner sizes of a matrix product", "矩阵乘法的内侧大小"),
      Wording(
        "In A @ B each row of A meets each column of B, so the columns of A must be as many as the rows of B: n×k @ k×m gives n×m.",
        "A @ B 中 A 的每一行与 B 的每一列相乘，所以 A 的列数必须等于 B 的行数：n×k @ k×m 得 n×m。"),
      example: "x = zeros(8, 4)\nw = zeros(5, 3)\nx @ w",
      fixed: "x = zeros(8, 4)\nw = zeros(4, 3)\nx @ w"),
    Explanation(
      ["E0251"], Wording("batches of matrices that do not fit", "不匹配的矩阵批量"),
      Wording(
        "The last two axes are the matrices; all axes before them must be equal, or 1, or missing.",
        "最后两个轴是矩阵；它们之前的各轴大小必须相等、为 1 或缺省。"),
      example: "zeros(2, 3, 4) @ zeros(3, 4, 5)",
      fixed: "zeros(2, 3, 4) @ zeros(2, 4, 5)"),
    Explanation(
      ["E0252"], Wording("a matrix product with a number", "与数做矩阵乘法"),
      Wording("@ is between matrices and vectors. A number multiplies with *.", "@ 用于矩阵和向量。与数相乘用 *。"),
      example: "zeros(2, 2) @ 3",
      fixed: "zeros(2, 2) * 3"),
    Explanation(
      ["E0253"], Wording("an input that a linear map cannot take", "线性映射不能接受的输入"),
      Wording(
        "linear(x, W) wants the last axis of x as long as a row of W (outputs × inputs).",
        "linear(x, W) 要求 x 的最后一个轴与 W（输出数 × 输入数）的一行一样长。"),
      example: "linear(zeros(2, 3), zeros(4, 5))",
      fixed: "linear(zeros(2, 3), zeros(4, 3))"),
    Explanation(
      ["E0254"], Wording("not a batch of images", "不是一批图像"),
      Wording(
        "Convolution and pooling take images N×C×H×W: batch, channels, height, width. unsqueeze(x, 1) adds the axis of one grey channel.",
        "卷积和池化接受 N×C×H×W 的图像：批量、通道、高、宽。unsqueeze(x, 1) 给灰度图像加上通道轴。"),
      example: "conv2d(zeros(5, 5), zeros(1, 1, 3, 3))",
      fixed: "conv2d(zeros(1, 1, 5, 5), zeros(1, 1, 3, 3))"),
    Explanation(
      ["E0255"], Wording("a wrong number of channels", "通道数不对"),
      Wording(
        "A filter spans all channels of its input, so their numbers must agree.", "卷积核覆盖输入的所有通道，所以两者的通道数必须一致。"
      ),
      example: "conv2d(zeros(1, 3, 5, 5), zeros(4, 1, 3, 3))",
      fixed: "conv2d(zeros(1, 3, 5, 5), zeros(4, 3, 3, 3))"),
    Explanation(
      ["E0256"], Wording("channels that do not split into groups", "不能分组的通道"),
      Wording(
        "Groups divide the channels evenly: 6 channels make 1, 2, 3 or 6 groups.",
        "组数要整除通道数：6 个通道可以分成 1、2、3 或 6 组。")),
    Explanation(
      ["E0257"], Wording("a kernel larger than its image", "比图像还大的卷积核"),
      Wording(
        "A window must fit into the image and its padding. After several poolings little is left: count the sizes with summary(net, input=…).",
        "窗口必须放得进图像连同它的填充。几次池化之后就所剩无几：用 summary(net, input=…) 看看各层的大小。"),
      example: "conv2d(1, 1, kernel=7)(zeros(1, 1, 5, 5))",
      fixed: "conv2d(1, 1, kernel=7, padding=1)(zeros(1, 1, 5, 5))"),
    Explanation(
      ["E0258"], Wording("a kernel, stride or padding that is not possible", "不可能的卷积核、步长或填充"),
      Wording(
        "Kernels and strides are at least 1, paddings at least 0; each is one number, or two for height and width.",
        "卷积核和步长至少是 1，填充至少是 0；每个是一个数，或高和宽两个数。")
    ),
    Explanation(
      ["E0259"], Wording("too much padding", "填充太多"),
      Wording(
        "Pooling pads by at most half its kernel, so that no window lies in the padding alone; output_padding is smaller than the stride.",
        "池化的填充最多是窗口的一半，免得窗口完全落在填充里；output_padding 小于步长。")
    ),
    Explanation(
      ["E0260"], Wording("a weight of the wrong shape", "形状不对的权重"),
      Wording(
        "A bias has one number per output; weights have the shape the message names.",
        "偏置对每个输出有一个数；权重的形状见错误信息。"),
      example: "linear(zeros(2, 3), zeros(4, 3), zeros(5))",
      fixed: "linear(zeros(2, 3), zeros(4, 3), zeros(4))"),
    Explanation(
      ["E0261"], Wording("layer_norm over other axes", "对别的轴做 layer_norm"),
      Wording(
        "layer_norm normalises the last axes; the sizes it was given are theirs.",
        "layer_norm 对最后几个轴做归一化；给它的大小就是这些轴的大小。")),
    Explanation(
      ["E0262"], Wording("one value per channel", "每个通道只有一个值"),
      Wording(
        "The variance of a single value is 0, so nothing can be normalised. Use larger batches, or eval().",
        "一个值的方差是 0，无法归一化。请用更大的批量，或 eval()。")),
    Explanation(
      ["E0263", "E0412"], Wording("a label out of range", "超出范围的标签"),
      Wording(
        "cross_entropy with C classes takes labels 0 to C-1. Labels that count from 1 want a -1; a network with too few outputs wants more.",
        "有 C 个类别时 cross_entropy 接受标签 0 到 C-1。从 1 数起的标签要减 1；输出太少的网络要增加输出。"),
      example: "cross_entropy(zeros(2, 3), [0, 3])",
      fixed: "cross_entropy(zeros(2, 3), [0, 2])"),
    Explanation(
      ["E0264"], Wording("targets that do not fit the scores", "与得分不匹配的目标"),
      Wording(
        "For scores N×C the targets are N class indices, or N×C probabilities.",
        "得分是 N×C 时，目标是 N 个类别下标，或 N×C 的概率。"),
      example: "cross_entropy(zeros(2, 3), zeros(2, 4))",
      fixed: "cross_entropy(zeros(2, 3), zeros(2, 3))"),
    Explanation(
      ["E0265"], Wording("prediction and target of different shapes", "预测与目标形状不同"),
      Wording("The loss compares elements in pairs, so both need the same shape.", "损失逐个比较成对的元素，所以两者形状必须相同。")),
    Explanation(
      ["E0266"], Wording("a dtype without this operation", "没有这个运算的数据类型"),
      Wording(
        "Matrix products and convolutions work on f32 and f64: cast(x, f32).",
        "矩阵乘法和卷积用于 f32 和 f64：cast(x, f32)。")),
    Explanation(
      ["E0267"], Wording("a probability outside 0 to 1", "0 到 1 之外的概率"),
      Wording("Probabilities lie from 0 to 1; label smoothing, too.", "概率在 0 到 1 之间；标签平滑也是。")),
  ]
}
