import Autograd
import Catalog
import Tensor
import Text

/// Says where a surprising size came from: `5 comes from linear(4, 5)`.
enum SizeOrigin {
  /// The fault of a layer's failure, with what gave the input its size, and where the layer was made.
  static func fault(_ failure: NetworkFailure, _ x: Variable, axis: Int, of layer: Module) -> Fault {
    var fault = failure.fault
    if x.shape.indices.contains(axis), let origin = origin(of: x, axis: axis) {
      fault.notes.append(Wording("\(x.shape[axis]) comes from \(origin)", "\(x.shape[axis]) 来自\(origin)"))
    }
    if let place = layer.place {
      fault.labels.append(Fault.Label(place, Wording("this layer", "这一层")))
    }
    return fault
  }

  /// Follows recorded operations back to the one that made an axis as long as it is; nil when none did.
  private static func origin(of x: Variable, axis: Int) -> Wording? {
    var current = x
    for _ in 0..<64 {
      guard let node = current.node, let input = node.inputs.first else { return nil }
      if let maker = maker(node, current, input, axis) { return maker }
      guard input.shape.rank == current.shape.rank, input.shape[axis] == current.shape[axis] else {
        return nil
      }
      current = input
    }
    return nil
  }

  private static func maker(_ node: Node, _ output: Variable, _ input: Variable, _ axis: Int) -> Wording? {
    let weight = node.inputs.count > 1 ? node.inputs[1].shape.array : []
    let isLast = axis == output.shape.rank - 1
    switch node.operation.name {
    case "linear" where isLast && weight.count == 2:
      return layer("linear(\(weight[1]), \(weight[0]))", node)
    case "matmul" where isLast && weight.count == 2:
      return Wording(
        "the product with a matrix of shape \(Shapes.text(weight))", "与形状为 \(Shapes.text(weight)) 的矩阵相乘")
    case "conv2d" where axis == 1 && weight.count == 4 && input.shape.rank == 4:
      return layer("conv2d(\(input.shape[1]), \(weight[0]), kernel=\(weight[2]))", node)
    default: break
    }
    let sizes = input.shape.array
    guard isLast, output.shape.rank == 2, sizes.count > 2, sizes[0] == output.shape[0] else { return nil }
    // An axis that was picked or squeezed away is no flattening.
    guard sizes.dropFirst().filter({ $0 != 1 }).count > 1 else { return nil }
    let factors = sizes.dropFirst().map(String.init).joined(separator: "·")
    return Wording(
      "flatten: \(factors), the input of shape \(Shapes.text(sizes))",
      "flatten：\(factors)，其输入的形状是 \(Shapes.text(sizes))")
  }

  /// With the line where the layer was made, when it is known.
  private static func layer(_ text: String, _ node: Node) -> Wording {
    guard node.inputs.count > 1, let place = Hosting.current.origin(of: node.inputs[1]) else {
      return Wording(verbatim: text)
    }
    let line = Sources[place.source].position(of: place.start).line
    return Wording("\(text) at line \(line)", "第 \(line) 行的 \(text)")
  }
}
