import Autograd
import Catalog
import Tensor
import Text

/// Follows recorded operations back to the one that made an axis as long as it is.
struct OriginWalk {
  private var budget = 200

  /// - Parameter isPart: the axis was a part of this one, so a plain layer does not explain its size.
  mutating func origin(of x: Variable, axis: Int, isPart: Bool) -> Wording? {
    guard budget > 0, x.shape.indices.contains(axis) else { return nil }
    budget -= 1
    guard let node = x.origin, let input = node.inputs.first else {
      return x.isParameter ? layer(x, isPart: isPart, otherwise: nil) : nil
    }
    switch node.operation.name {
    case "linear" where axis == x.shape.rank - 1 && node.inputs.count > 1:
      let sizes = node.inputs[1].shape.array
      let text = sizes.count == 2 ? "linear(\(sizes[1]), \(sizes[0]))" : nil
      return layer(node.inputs[1], isPart: isPart, otherwise: text)
    case "conv2d" where axis == 1 && node.inputs.count > 1 && input.shape.rank == 4:
      let sizes = node.inputs[1].shape.array
      return layer(
        node.inputs[1], isPart: isPart,
        otherwise: "conv2d(\(input.shape[1]), \(sizes[0]), kernel=\(sizes[2]))")
    case "conv_transpose2d" where axis == 1 && node.inputs.count > 1 && input.shape.rank == 4:
      return layer(node.inputs[1], isPart: isPart, otherwise: nil)
    case "recurrence" where axis == x.shape.rank - 1 && node.inputs.count > 1:
      return layer(node.inputs[1], isPart: isPart, otherwise: nil)
    case "matmul" where axis == x.shape.rank - 1 && node.inputs.count > 1 && node.inputs[1].shape.rank > 1:
      return isPart ? nil : OriginWalk.product(node.inputs[1])
    default: return rearranged(node, x, axis, isPart: isPart)
    }
  }

  /// The layer that holds a weight, with the line where it was made.
  private func layer(_ weight: Variable, isPart: Bool, otherwise text: String?) -> Wording? {
    guard let owner = Hosting.current.owner(of: weight) as? Module, !owner.kind.isEmpty else {
      return isPart ? nil : text.map { Wording(verbatim: $0) }
    }
    // The gates of a recurrent layer are parts of one axis.
    guard !isPart || owner is Recurrent || owner is Attention else { return nil }
    // A parameter of a model's own.
    if owner.parameters.contains(where: { $0.variable === weight }), !owner.isBuiltin {
      return isPart ? nil : OriginWalk.parameter(weight)
    }
    let text = "\(owner.kind)(\(owner.detail))"
    guard let place = owner.place else { return Wording(verbatim: text) }
    let line = Sources[place.source].position(of: place.start).line
    guard let here = Hosting.current.place?.source, here != place.source else {
      return Wording("\(text) at line \(line)", "第 \(line) 行的 \(text)")
    }
    let name = Sources[place.source].name
    return Wording("\(text) at line \(line) of \(name)", "\(name) 第 \(line) 行的 \(text)")
  }

  private static func parameter(_ weight: Variable) -> Wording? {
    let shape = Shapes.text(weight.shape.array)
    return Hosting.current.name(of: weight).map {
      Wording("`\($0)`, of shape \(shape)", "形状为 \(shape) 的 `\($0)`")
    }
  }

  private static func product(_ matrix: Variable) -> Wording {
    let shape = Shapes.text(matrix.shape.array)
    guard let name = Hosting.current.name(of: matrix) else {
      return Wording("the product with a matrix of shape \(shape)", "与形状为 \(shape) 的矩阵相乘")
    }
    return Wording(
      "the product with `\(name)`, a matrix of shape \(shape)", "与形状为 \(shape) 的矩阵 `\(name)` 相乘")
  }

  private static func joined(_ sizes: [Int]) -> Wording {
    guard sizes.count <= 6, sizes.contains(where: { $0 != 1 }) else {
      return Wording("\(sizes.count) tensors that were joined", "连接起来的 \(sizes.count) 个张量")
    }
    let sum = sizes.map(String.init).joined(separator: " + ")
    return Wording("cat: \(sum)", "cat：\(sum)")
  }

  // MARK: - Operations that keep or move axes

  private mutating func rearranged(_ node: Node, _ x: Variable, _ axis: Int, isPart: Bool) -> Wording? {
    guard let input = node.inputs.first else { return nil }
    switch node.operation.name {
    case "reshape": return reshaped(input, x, axis, isPart: isPart)
    case "permute":
      let axes = node.attributes.ints(0) ?? []
      return axes.indices.contains(axis) ? origin(of: input, axis: axes[axis], isPart: isPart) : nil
    case "cat":
      let isJoined = node.attributes.int(0, default: 0) == axis
      if let found = origin(of: input, axis: axis, isPart: isPart || isJoined) { return found }
      guard isJoined, !isPart else { return nil }
      return OriginWalk.joined(node.inputs.map { $0.shape[axis] })
    case "slice":
      let isCut = input.shape[axis] != x.shape[axis]
      return origin(of: input, axis: axis, isPart: isPart || isCut)
    case "select":
      let gone = node.attributes.int(0, default: 0)
      return origin(of: input, axis: axis < gone ? axis : axis + 1, isPart: isPart)
    case "index_select":
      return node.attributes.int(0, default: 0) == axis ? nil : origin(of: input, axis: axis, isPart: isPart)
    case "steps": return origin(of: input, axis: axis == 0 ? 0 : 2, isPart: isPart)
    case "sum" where input.shape.rank > x.shape.rank:
      let gone = Set(node.attributes.ints(0) ?? Array(input.shape.indices))
      let kept = input.shape.indices.filter { !gone.contains($0) }
      return kept.indices.contains(axis) ? origin(of: input, axis: kept[axis], isPart: isPart) : nil
    default: return carried(node, x, axis, isPart: isPart)
    }
  }

  /// Through an operation that leaves the axis where it is: a pooling, a norm, an activation, a sum of branches.
  private mutating func carried(_ node: Node, _ x: Variable, _ axis: Int, isPart: Bool) -> Wording? {
    for input in node.inputs where input.shape.rank == x.shape.rank && input.shape[axis] == x.shape[axis] {
      if let found = origin(of: input, axis: axis, isPart: isPart) { return found }
    }
    return nil
  }

  /// An axis of a reshaped tensor is one of the input's, or several joined.
  private mutating func reshaped(_ input: Variable, _ x: Variable, _ axis: Int, isPart: Bool) -> Wording? {
    let before = x.shape.array.prefix(axis).reduce(1, *)
    let size = x.shape[axis]
    let sizes = input.shape.array
    var product = 1
    var joined: [Int] = []
    for (place, length) in sizes.enumerated() {
      if product == before, length == size { return origin(of: input, axis: place, isPart: isPart) }
      if product >= before, product * length <= before * size, length != 1 { joined.append(length) }
      product *= length
    }
    guard !isPart, joined.count > 1, joined.reduce(1, *) == size else { return nil }
    let factors = joined.map(String.init).joined(separator: "·")
    let shape = Shapes.text(sizes)
    return Wording("flatten: \(factors), the input of shape \(shape)", "flatten：\(factors)，其输入的形状是 \(shape)")
  }
}

extension Module {
  /// A layer of the catalog, not a model of the program.
  fileprivate var isBuiltin: Bool { NetworkBuiltins.all.contains { $0.descriptor.name == kind } }
}
