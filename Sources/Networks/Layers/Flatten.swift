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

  public override var detail: String {
    start == 1 && end == -1 ? "" : "start_dim=\(start)" + (end == -1 ? "" : ", end_dim=\(end)")
  }

  public override func forward(_ x: Variable) throws -> Variable {
    let shape = x.shape.array
    let first = start < 0 ? start + shape.count : start
    let last = end < 0 ? end + shape.count : end
    if shape.count <= first, start == 1 { return x }
    guard first >= 0, last < shape.count, first <= last else {
      throw NetworkFailure.flattenAxes(start: start, end: end, got: shape)
    }
    let joined = shape[first...last].reduce(1, *)
    return try Ops.reshape(x, Array(shape[..<first]) + [joined] + Array(shape[(last + 1)...]))
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
      examples: [Example("shape(flatten(zeros(2, 3, 4, 4)))", "(2, 48)")])
  ) { arguments in
    let layer = Flatten(start: arguments[1].int ?? 1, end: arguments[2].int ?? -1)
    return .object(try arguments[0].variable.map(layer.apply) ?? layer)
  }
}
