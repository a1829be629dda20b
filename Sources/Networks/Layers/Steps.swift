import Autograd
import Catalog
import Tensor
import Text

/// Cuts N×T×D into its T steps at once. Its gradient is one stack, where T slices would each fill the whole.
enum Steps {
  static func split(_ x: Variable) throws -> [Variable] { try Executor.run(operation, [x]) }

  private static let operation = Operation(
    Descriptor(
      "steps", .shape, Wording("the steps of a sequence, each N×D", "序列的各步，每个 N×D"),
      parameters: [Parameter("x", .tensor, Wording(verbatim: "N×T×D"))],
      returns: Wording("T tensors", "T 个张量")),
    shape: { types, _ in
      let shape = types[0].shape
      return Array(repeating: TensorType([shape[0], shape[2]], types[0].dtype), count: shape[1])
    },
    forward: { context in
      let x = try context.inputs[0].permuted([1, 0, 2]).contiguous()
      return try (0..<x.shape[0]).map { try x.select(axis: 0, index: $0) }
    },
    gradient: .rule { context in
      let shape = context.shape(0)
      let gradients = context.outputGradients
      guard let known = gradients.lazy.compactMap({ $0 }).first else { return [nil] }
      let zeros =
        gradients.contains { $0 == nil }
        ? Variable(try Tensor.zeros([shape[0], shape[2]], known.dtype)) : known
      return [try Ops.stack(gradients.map { $0 ?? zeros }, dim: 1)]
    })
}
