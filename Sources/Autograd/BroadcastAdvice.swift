import Tensor
import Text

/// What to write where shapes do not fit together.
enum BroadcastAdvice {
  /// The one of two shapes that has an axis of size 1 too many, without it.
  static func sameElements(_ a: Shape, _ b: Shape) -> Wording {
    for (name, x, other) in [("a", a, b), ("b", b, a)] where x.rank == other.rank + 1 {
      let axis = x.indices.first { axis in
        x[axis] == 1 && x.indices.filter { $0 != axis }.map { x[$0] } == other.array
      }
      guard let axis else { continue }
      return Wording(
        "element by element, without the axis of size 1: `squeeze(\(name), \(axis))`",
        "要逐元素计算，就去掉大小为 1 的轴：`squeeze(\(name), \(axis))`")
    }
    return Wording(
      "the same elements in another shape: `reshape(a, \(b.listed))`",
      "要同样的元素换一种形状：`reshape(a, \(b.listed))`")
  }

  static func incompatible(_ operation: String, _ a: Shape, _ b: Shape) -> [Wording] {
    if operation.contains("*"), a.rank == 2, b.rank >= 1, b.rank <= 2, a[1] == b[0] {
      return [
        Wording(
          "`*` multiplies element by element; the matrix product is `a @ b`", "`*` 是逐元素相乘；矩阵乘积是 `a @ b`")
      ]
    }
    var help = [
      Wording(
        "sizes are compared from the last axis; each must be equal, or 1, or missing",
        "从最后一个轴起逐轴比较：大小要相等，或者是 1，或者缺省")
    ]
    for (name, x, other) in [("a", a, b), ("b", b, a)]
    where x.rank == 1 && other.rank == 2 && other[0] == x[0] {
      help.append(
        Wording("one number for each row: `unsqueeze(\(name), 1)`", "每行一个数：`unsqueeze(\(name), 1)`"))
    }
    return help
  }

  /// How many elements sizes make, when none is to be found out.
  static func product(_ sizes: [Int]) -> [Wording] {
    guard sizes.count > 1, sizes.allSatisfy({ $0 > 0 && $0 < 1 << 20 }), sizes.count <= 3 else { return [] }
    let text = sizes.map(String.init).joined(separator: "·")
    return [Wording(verbatim: "\(text) = \(sizes.reduce(1, *))")]
  }
}
