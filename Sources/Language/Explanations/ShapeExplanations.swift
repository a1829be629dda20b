import Text

extension Explanation {
  /// Shapes, axes and indices of tensors.
  static let shapes = [
    Explanation(
      ["E0230", "E0203"], Wording("shapes that do not fit together", "不匹配的形状"),
      Wording(
        "Elementwise operations pair sizes from the last axis on; each pair must be equal, or one of them 1.",
        "逐元素运算从最后一个轴起逐轴配对；每一对大小必须相等，或其中一个是 1。"),
      example: "[1, 2, 3] + [1, 2]",
      fixed: "[1, 2, 3] + [1, 2, 0]"),
    Explanation(
      ["E0231"], Wording("broadcasting on both sides", "两边都广播"),
      Wording(
        "NumPy would turn (n, 1) against (n) into an n×n table, which is hardly ever meant and hides mistakes. In dls the result must have the shape of one operand. Say outer(a, b) for the table, or reshape for the difference.",
        "NumPy 会把 (n, 1) 对 (n) 变成 n×n 的表，这几乎从来不是本意，反而掩盖错误。在 dls 里结果必须与其中一个操作数形状相同。要表就写 outer(a, b)，要差就用 reshape。"
      ),
      example: "prediction = zeros(3, 1)\nprediction - [1, 2, 3]",
      fixed: "prediction = zeros(3, 1)\nreshape(prediction, 3) - [1, 2, 3]"),
    Explanation(
      ["E0235", "E0204"], Wording("a shape that does not broadcast to another", "不能广播成另一个形状"),
      Wording(
        "broadcast_to repeats axes of size 1 and adds axes in front. Axes of any other size stay as they are.",
        "broadcast_to 重复大小为 1 的轴，并在前面添加轴。其他大小的轴保持不变。"),
      example: "broadcast_to([1, 2, 3], [2, 2])",
      fixed: "broadcast_to([1, 2, 3], [2, 3])"),
    Explanation(
      ["E0234", "E0205"], Wording("a reshape that loses or needs elements", "元素数不对的重塑"),
      Wording(
        "reshape keeps every element: the product of the new sizes must be the number of elements. One size may be -1, to be worked out.",
        "reshape 保留每个元素：新的大小之积必须等于元素个数。可以有一个大小写成 -1，由其余的推出。"),
      example: "reshape(arange(6), 4, 2)",
      fixed: "reshape(arange(6), 3, -1)"),
    Explanation(
      ["E0206"], Wording("an order that is none", "不是排列的顺序"),
      Wording(
        "permute names every axis exactly once: permute(x, 0, 2, 3, 1) moves the channels to the end.",
        "permute 把每个轴恰好写一次：permute(x, 0, 2, 3, 1) 把通道移到最后。")),
    Explanation(
      ["E0207"], Wording("squeezing an axis that is not of size 1", "压缩大小不为 1 的轴"),
      Wording(
        "squeeze removes an axis of size 1. A longer axis holds values: choose one with x[0], or reduce it with sum or mean.",
        "squeeze 去掉大小为 1 的轴。更长的轴含有值：用 x[0] 选一个，或用 sum、mean 归约。")
    ),
    Explanation(
      ["E0208"], Wording("values that do not fill a shape", "填不满形状的值"),
      Wording(
        "A tensor of shape (2, 3) has 2·3 = 6 elements, no more and no fewer.",
        "形状为 (2, 3) 的张量有 2·3 = 6 个元素，不多也不少。")),
    Explanation(
      ["E0237", "E0209"], Wording("sizes that must agree", "必须一致的大小"),
      Wording(
        "Joining along one axis needs all other axes equal; stack needs equal shapes altogether.",
        "沿一个轴连接时其他各轴必须相同；stack 要求形状完全相同。"),
      example: "cat([zeros(2, 2), zeros(3, 3)])",
      fixed: "cat([zeros(2, 3), zeros(3, 3)])"),
    Explanation(
      ["E0210"], Wording("too many axes", "轴太多"),
      Wording(
        "A tensor has at most 8 axes; images with a batch have 4.", "张量最多有 8 个轴；带批量的图像有 4 个。"),
      example: "zeros(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)",
      fixed: "zeros(1, 1, 1, 1)"),
    Explanation(
      ["E0211"], Wording("a negative size", "负的大小"),
      Wording("Sizes count elements: they are 0 or more.", "大小是元素的个数：不小于 0。"),
      example: "zeros(-1)",
      fixed: "zeros(1)"),
    Explanation(
      ["E0232", "E0212"], Wording("no such axis", "没有这个轴"),
      Wording(
        "Axes count from 0, or from -1 backwards; a tensor of one axis has axis 0 alone.",
        "轴从 0 数起，或从 -1 倒数；一维张量只有轴 0。"),
      example: "sum([1, 2], dim=3)",
      fixed: "sum([1, 2], dim=0)"),
    Explanation(
      ["E0233", "E0213"], Wording("an axis named twice", "写了两次的轴"),
      Wording("Each axis can be summed or moved only once.", "每个轴只能求和或移动一次。"),
      example: "sum(zeros(2, 2), dim=[0, 0])",
      fixed: "sum(zeros(2, 2), dim=[0, 1])"),
    Explanation(
      ["E0380", "E0214", "E0240"], Wording("an index outside its axis", "超出轴的下标"),
      Wording(
        "An axis of size n has the indices 0 to n-1, or -n to -1 from the end.",
        "大小为 n 的轴有下标 0 到 n-1，或从末尾数的 -n 到 -1。"),
      example: "x = zeros(3)\nx[3]",
      fixed: "x = zeros(3)\nx[2]"),
    Explanation(
      ["E0238", "E0216"], Wording("a largest element of nothing", "空的最大值"),
      Wording(
        "The maximum of no elements is not defined (their sum is 0). Look why the tensor is empty.",
        "没有元素就没有最大值（它们的和是 0）。看看张量为什么是空的。"),
      example: "max(zeros(0))",
      fixed: "max(zeros(3))"),
    Explanation(
      ["E0217"], Wording("an operation that is not defined for these values", "对这些值没有定义的运算"),
      Wording("The message says which setting is not possible.", "错误信息说明哪个设置不行。")),
    Explanation(
      ["E0220"], Wording("two dtypes that differ", "不同的数据类型"),
      Wording(
        "Both tensors must have the same dtype here. cast(x, f32) converts.",
        "这里两个张量的数据类型必须相同。用 cast(x, f32) 转换。")),
    Explanation(
      ["E0221"], Wording("an operation that a dtype does not have", "数据类型没有的运算"),
      Wording(
        "Powers, roots and gradients need floating numbers; cast(x, f32) makes them.",
        "幂、开方和梯度需要浮点数；用 cast(x, f32) 转换。")),
    Explanation(
      ["E0222"], Wording("division of whole numbers by zero", "整数除以零"),
      Wording(
        "Floating numbers give inf or nan; whole numbers (i64) have neither.",
        "浮点数给出 inf 或 nan；整数 (i64) 两者都没有。"),
      example: "tensor([1], dtype=i64) // tensor([0], dtype=i64)",
      fixed: "tensor([1], dtype=f32) // tensor([0], dtype=f32)"),
    Explanation(
      ["E0223"], Wording("a negative power of whole numbers", "整数的负数次幂"),
      Wording("2⁻¹ is no whole number. Cast the base to f32 first.", "2⁻¹ 不是整数。请先把底数转换成 f32。")),
    Explanation(
      ["E0239", "E0224"], Wording("indices and labels that are not whole", "不是整数的下标和标签"),
      Wording(
        "Class labels and indices are whole numbers. cast(y, i64) converts, rounding towards 0.",
        "类别标签和下标是整数。cast(y, i64) 向 0 取整转换。"),
      example: "cross_entropy(zeros(2, 3), [0.5, 1])",
      fixed: "cross_entropy(zeros(2, 3), [0, 1])"),
    Explanation(
      ["E0347", "E0225", "E0351", "E0359"], Wording("a whole number is wanted", "需要整数"),
      Wording(
        "Counts, sizes and indices are whole numbers; int(x) or round(x) makes one.",
        "个数、大小和下标是整数；用 int(x) 或 round(x) 取整。"),
      example: "xs = [\"a\", \"b\"]\nxs[0.5]",
      fixed: "xs = [\"a\", \"b\"]\nxs[1]"),
    Explanation(
      ["E0229"], Wording("shapes that do not fit", "不匹配的形状"),
      Wording("The shapes under the operands cannot go together in this operation.", "操作数下面标出的形状不能用在这个运算里。")),
    Explanation(
      ["E0236"], Wording("a tensor of the wrong number of axes", "轴数不对的张量"),
      Wording(
        "The operation is defined for tensors of certain shapes: a matrix has 2 axes, a batch of images 4.",
        "运算只对某些形状有定义：矩阵有 2 个轴，一批图像有 4 个。"),
      example: "outer(zeros(2, 2), zeros(2))",
      fixed: "outer(zeros(2), zeros(2))"),
    Explanation(
      ["E0241"], Wording("joining nothing", "没有可连接的"),
      Wording("cat and stack need at least one tensor.", "cat 和 stack 至少需要一个张量。"),
      example: "cat([])",
      fixed: "cat([zeros(2), zeros(3)])"),
    Explanation(
      ["E0242"], Wording("pieces that do not add up", "加起来不对的分段"),
      Wording(
        "split cuts an axis into pieces whose sizes add up to its size; a single number gives pieces of that size.",
        "split 把一个轴切成若干段，各段大小之和等于它的大小；只写一个数则每段都是这个大小。"),
      example: "split(arange(5), [2, 2])",
      fixed: "split(arange(5), [2, 3])"),
    Explanation(
      ["E0243"], Wording("sizes of padding", "填充的大小"),
      Wording(
        "pad takes two sizes for each padded axis, the last axis first: pad(x, [left, right, top, bottom]).",
        "pad 对每个要填充的轴需要两个大小，最后一个轴在先：pad(x, [left, right, top, bottom])。"),
      example: "pad([1, 2], [1, 2, 3])",
      fixed: "pad([1, 2], [1, 2])"),
    Explanation(
      ["E0245"], Wording("indexing a single number", "给一个数取下标"),
      Wording("A tensor of no axes is one number and has nothing to index.", "没有轴的张量是一个数，没有可以取的下标。")),
    Explanation(
      ["E0246"], Wording("an arange without end", "没有终点的 arange"),
      Wording("The step must lead from the start to the end, and not be 0.", "步长要能从起点走到终点，而且不能是 0。")),
    Explanation(
      ["E0247"], Wording("an einsum that does not read", "读不懂的 einsum"),
      Wording(
        "One letter for each axis of each operand; letters that are missing right of -> are summed.",
        "每个操作数的每个轴写一个字母；-> 右边没有的字母会被求和。"),
      example: "einsum(\"ij,jk->iz\", zeros(2, 3), zeros(3, 4))",
      fixed: "einsum(\"ij,jk->ik\", zeros(2, 3), zeros(3, 4))"),
    Explanation(
      ["E0248"], Wording("more than there are", "多于现有的个数"),
      Wording(
        "topk gives the k largest elements of an axis, so k is at most its size.",
        "topk 给出一个轴上最大的 k 个元素，所以 k 最多是它的大小。"),
      example: "topk([3, 1, 2], 5)",
      fixed: "topk([3, 1, 2], 2)"),
    Explanation(
      ["E0381", "E0249"], Wording("too many indices", "下标太多"),
      Wording(
        "A tensor takes at most one index per axis; shape(x) shows how many it has.",
        "张量每个轴最多一个下标；shape(x) 显示有几个轴。"),
      example: "x = zeros(2, 2)\nx[0, 0, 0]",
      fixed: "x = zeros(2, 2)\nx[0, 0]"),
    Explanation(
      ["E0268"], Wording("a mask of another shape", "形状不同的掩码"),
      Wording(
        "A mask holds a bool for each element, so it has the tensor's shape, or that of its first axes.",
        "掩码对每个元素有一个布尔值，所以形状与张量相同，或与它前几个轴相同。"),
      example: "x = zeros(3)\nx[[true, false]]",
      fixed: "x = zeros(3)\nx[[true, false, true]]"),
    Explanation(
      ["E0269"], Wording("a size that only values tell", "只有数值才能决定的大小"),
      Wording(
        "summary and dls check run on shapes alone. How many elements x[x > 0] has depends on what x holds, so nothing that follows has a known shape. where(x > 0, x, 0) keeps the shape.",
        "summary 和 dls check 只用形状来运行。x[x > 0] 有多少个元素取决于 x 的值，所以其后的形状都无从知道。where(x > 0, x, 0) 保持形状不变。"),
      example: "model M() { fc = linear(2, 2); forward(x) { x[x > 0] } }\nsummary(M(), input=[2])",
      fixed: "model M() { fc = linear(2, 2); forward(x) { fc(where(x > 0, x, 0)) } }\nsummary(M(), input=[2])"
    ),
    Explanation(
      ["E0382"], Wording("assigning elements of a recorded tensor", "给被记录的张量的元素赋值"),
      Wording(
        "Backpropagation reads the values of the forward pass, so elements of a recorded tensor cannot be assigned. Do it inside no_grad, or compute a new tensor.",
        "反向传播要读取前向传播的值，所以不能给被记录的张量的元素赋值。请在 no_grad 里做，或算出新的张量。"),
      example: "w = param([1, 2])\nw[0] = 3",
      fixed: "w = param([1, 2])\nno_grad { w[0] = 3 }"),
    Explanation(
      ["E0383"], Wording("a value that does not fit its place", "放不进去的值"),
      Wording(
        "x[0:2] = v needs a v of 2 elements, or one number for all.", "x[0:2] = v 需要 2 个元素的 v，或一个通用的数。"),
      example: "x = zeros(3)\nx[0:2] = [1, 2, 3]",
      fixed: "x = zeros(3)\nx[0:2] = [1, 2]"),
    Explanation(
      ["E0384"], Wording("one number from many", "从许多数中取一个"),
      Wording("item() takes the number out of a tensor that has exactly one.", "item() 取出恰好有一个元素的张量中的数。"),
      example: "[1, 2].item()",
      fixed: "sum([1, 2]).item()"),
  ]
}
