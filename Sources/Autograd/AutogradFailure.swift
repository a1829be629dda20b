import Catalog
import Tensor
import Text

/// What can go wrong with operations and their gradients.
public enum AutogradFailure: Failure {
  case noResult(String)
  case graphReleased(String)
  case changedInPlace(Variable, String)
  case gradientShape(String, Shape, Shape)
  case seedShape(Shape, Shape)
  case notScalar(Shape)
  case nothingRecorded(String?)
  case neitherShape(String, Shape, Shape, result: Shape)
  case incompatible(String, Shape, Shape)
  case axisOutOfRange(Int, rank: Int, String)
  case repeatedAxis([Int], String)
  case wrongElementCount(from: Shape, to: [Int])
  case cannotBroadcast(Shape, to: Shape)
  case wrongRank(String, expected: Wording, Shape)
  case sizesDiffer(String, Shape, Shape, axis: Int)
  case emptyReduction(String, Shape)
  case wholeNumbers(String, DType)
  case fractionalIndex(String, Double, place: Int)
  case indexOutOfRange(Int, size: Int, String)
  case nothingToJoin(String)
  case tooManyIndices(Int, Shape)
  case maskShape(Shape, Shape)
  case message(code: String, Wording, help: [Wording])

  public var fault: Fault {
    switch self {
    case .message(let code, let text, let help): Fault(code, text, help: help)
    case .noResult, .graphReleased, .changedInPlace, .gradientShape, .seedShape, .notScalar, .nothingRecorded:
      gradientFault
    default: shapeFault
    }
  }
}

extension AutogradFailure {
  private var gradientFault: Fault {
    switch self {
    case .graphReleased(let operation):
      Fault(
        "E0441",
        Wording(
          "backward ran through this graph before, and the values of \(operation) it would need were let go",
          "backward 已经走过这个计算图一次，\(operation) 的中间值已被释放"),
        help: [
          Wording(
            "run the forward computation again, or keep them: `backward(retain_graph=true)`",
            "重新做一次前向计算，或者保留它们：`backward(retain_graph=true)`")
        ])
    case .changedInPlace(let x, let operation): AutogradFailure.changedFault(x, operation)
    case .gradientShape(let operation, let got, let expected):
      Fault(
        "E0443",
        Wording(
          "the gradient rule of \(operation) gave shape \(got.text) for an input of shape \(expected.text)",
          "\(operation) 的求导规则对形状为 \(expected.text) 的输入给出了形状 \(got.text)"))
    case .seedShape(let seed, let output):
      Fault(
        "E0444",
        Wording(
          "the vector has shape \(seed.text), but the result has shape \(output.text)",
          "向量的形状是 \(seed.text)，但结果的形状是 \(output.text)"))
    case .notScalar(let shape):
      Fault(
        "E0445",
        Wording(
          "backward needs a single number to start from, not a tensor of shape \(shape.text)",
          "backward 要从一个数（标量）出发，而不是形状为 \(shape.text) 的张量"),
        help: [Wording("reduce it first: `mean(x)` or `sum(x)`", "先求平均或求和：`mean(x)` 或 `sum(x)`")])
    case .nothingRecorded(let name):
      Fault(
        "E0446",
        Wording(
          "\(name.map { "`\($0)`" } ?? "this value") depends on no parameter, so there is nothing to differentiate",
          "\(name.map { "`\($0)`" } ?? "这个值")不依赖任何参数，没有可以求导的东西"),
        help: [
          Wording("mark what to differentiate by: `w = param(…)`", "用 `w = param(…)` 标出要对什么求导"),
          Wording(
            "`w = w - …` makes a plain tensor of a parameter: change it by `no_grad { w -= … }`",
            "`w = w - …` 会把参数变成普通张量：请用 `no_grad { w -= … }` 修改它"),
          Wording("inside `no_grad` nothing is recorded", "在 `no_grad` 里不记录计算"),
        ])
    case .noResult(let operation):
      Fault("E0447", Wording("\(operation) gave no result", "\(operation) 没有给出结果"))
    default: Fault("E0449", Wording("no gradient", "没有梯度"))
    }
  }

  private static func changedFault(_ x: Variable, _ operation: String) -> Fault {
    let (name, shape) = (x.name ?? Hosting.current.name(of: x), x.shape)
    return Fault(
      "E0442",
      Wording(
        "\(name.map { "`\($0)`" } ?? "a tensor of shape \(shape.text)") changed after \(operation) used it, and its old value is needed for the gradient",
        "\(name.map { "`\($0)`" } ?? "一个形状为 \(shape.text) 的张量")在 \(operation) 用过之后被改变了，而求梯度需要它原来的值"),
      help: [
        Wording(
          "call backward before the change (`opt.step()`, `x[i] = v`), or compute on a copy",
          "在改变之前（`opt.step()`、`x[i] = v`）调用 backward，或者在副本上计算")
      ])
  }

  private var shapeFault: Fault {
    switch self {
    case .neitherShape(let operation, let a, let b, let result):
      neitherShapeFault(operation, a, b, result)
    case .incompatible(let operation, let a, let b):
      Fault(
        "E0230",
        Wording(
          "shapes \(a.text) and \(b.text) do not fit together in \(operation)",
          "\(operation) 中形状 \(a.text) 与 \(b.text) 不匹配"),
        help: BroadcastAdvice.incompatible(operation, a, b),
        argumentLabels: [(0, Wording(verbatim: a.text)), (1, Wording(verbatim: b.text))],
        operandNames: ["a", "b"])
    case .axisOutOfRange(let axis, let rank, let name):
      Fault(
        "E0232",
        Wording(
          "\(name): there is no axis \(axis) in a tensor of \(rank) \(rank == 1 ? "axis" : "axes")",
          "\(name)：张量只有 \(rank) 个轴，没有轴 \(axis)"),
        help: rank == 0
          ? []
          : [
            rank == 1
              ? Wording("its only axis is 0, or -1 from the end", "唯一的轴是 0，从末尾数是 -1")
              : Wording(
                "axes count from 0 to \(rank - 1), or from -1 back to -\(rank)",
                "轴从 0 数到 \(rank - 1)，或从 -1 倒数到 -\(rank)")
          ])
    case .repeatedAxis(let axes, let name):
      Fault("E0233", Wording("\(name): an axis stands twice in \(axes)", "\(name)：\(axes) 中有一个轴写了两次"))
    case .wrongElementCount(let from, let to):
      Fault(
        "E0234",
        Wording(
          "cannot reshape \(from.text), which has \(from.elementCount) elements, to \(shapeText(to))",
          "不能把 \(from.text) 重塑成 \(shapeText(to))：它有 \(from.elementCount) 个元素"),
        notes: BroadcastAdvice.product(to) + BroadcastAdvice.remainder(from, to),
        help: BroadcastAdvice.openSize(from, to))
    case .cannotBroadcast(let from, let to):
      Fault(
        "E0235",
        Wording("shape \(from.text) does not broadcast to \(to.text)", "形状 \(from.text) 不能广播成 \(to.text)"),
        help: [
          Wording(
            "from the last axis on, each size must be 1, missing, or equal to the new one",
            "从最后一个轴起，每个大小要是 1、缺省，或与新的大小相等")
        ])
    case .wrongRank(let name, let expected, let got):
      Fault(
        "E0236",
        Wording(
          "\(name) expects \(expected), not shape \(got.text)", "\(name) 需要\(expected)，而不是形状 \(got.text)"))
    case .sizesDiffer(let name, let a, let b, let axis):
      Fault(
        "E0237",
        Wording(
          "\(name): shapes \(a.text) and \(b.text) differ in axis \(axis)",
          "\(name)：形状 \(a.text) 与 \(b.text) 在轴 \(axis) 上不同"),
        help: name == "cat" && a.rank == b.rank && a.indices.allSatisfy { $0 == axis || a[$0] == b[$0] }
          ? [Wording("they join along that axis: `cat(…, dim=\(axis))`", "它们可以沿这个轴连接：`cat(…, dim=\(axis))`")]
          : [])
    case .emptyReduction(let name, let shape):
      Fault(
        "E0238",
        Wording(
          "\(name) of no elements (shape \(shape.text)) is not defined", "\(name) 没有元素可算（形状 \(shape.text)）"))
    case .wholeNumbers(let name, let dtype):
      Fault(
        "E0239", Wording("\(name) wants whole numbers, not \(dtype.name)", "\(name) 需要整数，而不是 \(dtype.name)"),
        help: [Wording("convert them: `cast(x, i64)`", "先转换：`cast(x, i64)`")])
    case .fractionalIndex(let name, let value, let place):
      Fault(
        "E0239",
        Wording(
          "\(name) wants whole numbers, but element \(place) is \(formatNumber(value))",
          "\(name) 需要整数，但元素 \(place) 是 \(formatNumber(value))"),
        help: name == "cross_entropy"
          ? [
            Wording(
              "labels are class indices 0, 1, 2, …; for targets that are quantities use mse",
              "标签是类别下标 0、1、2……；目标是数量时用 mse")
          ] : [])
    case .indexOutOfRange(let index, let size, let name):
      Fault(
        "E0240",
        Wording(
          "\(name): index \(index) is outside an axis of size \(size)",
          "\(name)：下标 \(index) 超出了大小为 \(size) 的轴"))
    case .tooManyIndices(let count, let shape):
      Fault(
        "E0249",
        Wording(
          "\(count) indices for a tensor of shape \(shape.text)", "给了 \(count) 个下标，但张量的形状是 \(shape.text)"))
    case .maskShape(let mask, let shape):
      Fault(
        "E0268",
        Wording(
          "a mask of shape \(mask.text) does not fit a tensor of shape \(shape.text)",
          "形状为 \(mask.text) 的掩码与形状为 \(shape.text) 的张量不匹配"))
    case .nothingToJoin(let name):
      Fault("E0241", Wording("\(name) wants at least one tensor", "\(name) 至少需要一个张量"))
    default: Fault("E0229", Wording("these shapes do not fit", "这些形状不匹配"))
    }
  }

  private func neitherShapeFault(_ operation: String, _ a: Shape, _ b: Shape, _ result: Shape) -> Fault {
    Fault(
      "E0231",
      Wording(
        "\(a.text) against \(b.text): neither has the result's shape \(result.text)",
        "\(a.text) 对 \(b.text)：两者都不是结果的形状 \(result.text)"),
      notes: [
        Wording(
          "\(operation) broadcasts one operand to the shape of the other, never both",
          "\(operation) 只把一个操作数广播成另一个的形状，不会两个都广播")
      ],
      help: [
        BroadcastAdvice.sameElements(a, b),
        Wording("every element with every other: `outer(a, b)`", "要每个元素与每个元素相乘：`outer(a, b)`"),
        Wording(
          "if you mean it: `broadcast_to(a, \(result.listed))`",
          "如果确实要这样广播：`broadcast_to(a, \(result.listed))`"),
      ],
      argumentLabels: [(0, Wording(verbatim: a.text)), (1, Wording(verbatim: b.text))],
      operandNames: ["a", "b"])
  }
}

extension Shape {
  /// As users write it: `[4, 1]`.
  var listed: String { "[" + map(String.init).joined(separator: ", ") + "]" }
}
