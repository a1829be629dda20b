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
    if operation.contains("+"), a.rank == 1, b.rank == 1 {
      help.append(Wording("one after the other: `cat([a, b])`", "首尾相接：`cat([a, b])`"))
    }
    for (name, x, other) in [("a", a, b), ("b", b, a)]
    where x.rank == 1 && other.rank == 2 && other[0] == x[0] {
      help.append(
        Wording("one number for each row: `unsqueeze(\(name), 1)`", "每行一个数：`unsqueeze(\(name), 1)`"))
    }
    return help
  }

  /// What is left to be reshaped once the axes that both begin with are set aside.
  static func remainder(_ from: Shape, _ to: [Int]) -> [Wording] {
    let common = zip(from, to).prefix { $0 == $1 }.count
    let (left, right) = (Array(from.dropFirst(common)), Array(to.dropFirst(common)))
    guard common > 0, from.prefix(common).contains(where: { $0 > 1 }), !right.isEmpty,
      right.allSatisfy({ 1..<1 << 20 ~= $0 }), left.count + right.count <= 5
    else { return [] }
    func product(_ sizes: [Int]) -> String {
      let total = sizes.reduce(1, *)
      return sizes.count > 1 ? "\(sizes.map(String.init).joined(separator: "·")) = \(total)" : "\(total)"
    }
    return [
      Wording(
        "behind the sizes that agree, \(product(left)) would have to become \(product(right))",
        "前面相同的大小之后，\(product(left)) 要变成 \(product(right))")
    ]
  }

  /// That one size may be left open, where some size then fits.
  static func openSize(_ from: Shape, _ to: [Int]) -> [Wording] {
    let fits = to.indices.contains { place in
      var others = 1
      for (index, size) in to.enumerated() where index != place {
        let (product, overflow) = others.multipliedReportingOverflow(by: size)
        if overflow || product < 1 { return false }
        others = product
      }
      return from.elementCount % others == 0
    }
    guard fits else { return [] }
    return [Wording("one size may be -1: it follows from the others", "可以有一个大小写成 -1：由其余的推出")]
  }

  /// How many elements sizes make, when none is to be found out.
  static func product(_ sizes: [Int]) -> [Wording] {
    guard sizes.count > 1, sizes.allSatisfy({ $0 > 0 && $0 < 1 << 20 }), sizes.count <= 3 else { return [] }
    let text = sizes.map(String.init).joined(separator: "·")
    return [Wording(verbatim: "\(text) = \(sizes.reduce(1, *))")]
  }
}
