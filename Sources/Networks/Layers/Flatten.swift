import Autograd
import Catalog
import Tensor
import Text

/// Joins axes into one: N×C×H×W → N×(C·H·W).
public final class Flatten: Layer {
  private let start: Int
  private let end: Int

  public init(start: Int = 1, end: Int = -1) {
    self.start = start
    self.end = end
    super.init(kind: "flatten")
  }

  public override var readable: [(name: String, value: Argument)] {
    [("start_dim", Sizes.argument(start)), ("end_dim", Sizes.argument(end))]
  }

  public override var detail: String {
    start == 1 && end == -1 ? "" : "start_dim=\(start)" + (end == -1 ? "" : ", end_dim=\(end)")
  }

  public override func forward(_ x: Variable) throws -> Variable {
    guard let axes = axes(of: x.shape.rank) else {
      throw NetworkFailure.flattenAxes(start: start, end: end, got: x.shape.array)
    }
    return axes.count > 1 ? try Ops.merge(x, axes) : x
  }

  /// What is joined of a tensor of that rank; nil when it has no such axes.
  private func axes(of rank: Int) -> ClosedRange<Int>? {
    let first = start < 0 ? start + rank : start
    let last = end < 0 ? end + rank : end
    if rank <= first, start == 1 { return 1...1 }
    return first >= 0 && last < rank && first <= last ? first...last : nil
  }

  static let builtin = Builtin(
    Descriptor(
      "flatten", .layer,
      Wording(
        "Joins all axes from start_dim on into one; axis 0, the batch, stays",
        "展平：从 start_dim 起把各轴合并为一个；轴 0（批量）保留"),
      parameters: [
        Parameter(
          "x", .tensor, Wording("flattens it at once when given", "给出时立即展平它"), default: Argument.none,
          aliases: ["input"]),
        Parameter("start_dim", .integer, Wording("first axis joined", "合并的第一个轴"), default: .number(1)),
        Parameter("end_dim", .integer, Wording("last axis joined", "合并的最后一个轴"), default: .number(-1)),
      ],
      returns: Wording("a layer, or with x a tensor: N×C×H×W → N×(C·H·W)", "层；给出 x 时是张量：N×C×H×W → N×(C·H·W)"),
      examples: [Example("shape(flatten(zeros(2, 3, 4, 4)))", "(2, 48)")],
      notes: Wording("Starts at axis 1; torch.flatten starts at 0.", "从轴 1 开始；torch.flatten 从 0 开始。")),
    prepared: { settings in
      let (start, end) = (settings[1].int ?? 1, settings[2].int ?? -1)
      guard settings[0].variable != nil else { return nil }
      let layer = Flatten(start: start, end: end)
      return { x in
        let x = unsafeDowncast(x, to: Variable.self)
        // What fails does so in a layer made where the call stands.
        guard layer.axes(of: x.shape.rank) != nil else { return try Flatten(start: start, end: end).apply(x) }
        return try layer.forward(x)
      }
    }
  ) { arguments in
    let layer = Flatten(start: arguments[1].int ?? 1, end: arguments[2].int ?? -1)
    return .object(try arguments[0].variable.map(layer.apply) ?? layer)
  }
}
