import Autograd
import Foundation
import Tensor
import Testing

/// Neural operations against PyTorch: values and first gradients in double, from Tests/Reference/neural.py.
@Suite struct NeuralOperationTests {
  @Test(arguments: [(DType.f32, 1e-5), (.f64, 1e-10)])
  func agreesWithPyTorch(_ dtype: DType, _ tolerance: Double) throws {
    let cases = try NeuralReference.load().cases
    #expect(cases.count > 30)
    func close(_ tensor: Tensor, _ expected: NeuralReference.Array) -> Bool {
      let right = expected.numbers
      let scale = right.map(abs).max() ?? 1
      return tensor.dtype == dtype
        && zip(tensor.doubles, right).allSatisfy { abs($0 - $1) <= tolerance * (scale > 0 ? scale : 1) }
    }
    for (index, item) in cases.enumerated() {
      let inputs = try item.inputs.enumerated().map { place, array in
        let isLabel = item.labels.contains(place)
        return Variable(try array.tensor.cast(to: dtype), isParameter: !isLabel)
      }
      let result = try run(item, inputs)
      #expect(result.shape.array == item.result.shape, "\(item.name) \(index)")
      #expect(close(result.tensor, item.result), "\(item.name) \(index)")
      let leaves = inputs.filter(\.isParameter)
      let gradients = try Gradients.of(result, leaves, seed: Variable(item.seed.tensor.cast(to: dtype)))
      for (gradient, expected) in zip(gradients, item.gradients.compactMap { $0 }) {
        #expect(gradient.map { close($0.tensor, expected) } == true, "gradient of \(item.name) \(index)")
      }
    }
  }

  private func run(_ item: NeuralReference.Case, _ x: [Variable]) throws -> Variable {
    let settings = item.attributes
    let third = x.count > 2 ? x[2] : nil
    let stride = settings.stride ?? [1], padding = settings.padding ?? [0],
      dilation = settings.dilation ?? [1]
    switch item.name {
    case "conv2d":
      return try Ops.conv2d(
        x[0], x[1], third, stride: stride, padding: padding, dilation: dilation, groups: settings.groups ?? 1)
    case "conv_transpose2d":
      return try Ops.convTranspose2d(
        x[0], x[1], third, stride: stride, padding: padding, outputPadding: settings.output_padding ?? [0],
        dilation: dilation, groups: settings.groups ?? 1)
    case "max_pool2d":
      return try Ops.maxPool2d(
        x[0], kernel: settings.kernel ?? [], stride: stride, padding: padding, dilation: dilation)
    case "avg_pool2d":
      return try Ops.avgPool2d(
        x[0], kernel: settings.kernel ?? [], stride: stride, padding: padding,
        countIncludePad: settings.count ?? true)
    case "batch_norm": return try Ops.batchNormTraining(x[0], weight: x[1], bias: x[2]).output
    case "layer_norm":
      return try Ops.layerNorm(x[0], normalizedShape: settings.shape ?? [], weight: x[1], bias: x[2])
    case "group_norm":
      return try Ops.groupNorm(x[0], groups: settings.groups ?? 1, weight: x[1], bias: x[2])
    case "softmax": return try Ops.softmax(x[0], dim: settings.dim ?? -1)
    case "log_softmax": return try Ops.logSoftmax(x[0], dim: settings.dim ?? -1)
    case "cross_entropy":
      return try Ops.crossEntropy(
        x[0], x[1], weight: third, ignoreIndex: settings.ignore ?? -100,
        reduction: settings.reduction ?? "mean", labelSmoothing: settings.smoothing ?? 0)
    case "bce_with_logits": return try Ops.bceWithLogits(x[0], x[1])
    case "bce": return try Ops.binaryCrossEntropy(x[0], x[1])
    case "linear": return try Ops.linear(x[0], x[1], third)
    default: return try Ops.matmul(x[0], x[1])
    }
  }

  @Test func namesTheLabelOutOfRange() throws {
    let logits = Variable(try Tensor.zeros([3, 10]))
    let labels = Variable(try Tensor.from([1, 10, 2] as [Int64], [3]))
    let error = #expect(throws: NeuralFailure.self) { try Ops.crossEntropy(logits, labels) }
    #expect(error?.fault.message.english == "label 10 at index 1 is out of range for 10 classes")
  }

  @Test func explainsShapesThatDoNotFit() throws {
    let a = Variable(try Tensor.zeros([64, 10])), b = Variable(try Tensor.zeros([20, 5]))
    let product = #expect(throws: NeuralFailure.self) { try Ops.matmul(a, b) }
    #expect(product?.fault.message.english == "inner sizes differ: 64×10 @ 20×5: 10 ≠ 20")
    let image = Variable(try Tensor.zeros([1, 3, 8, 8])), weight = Variable(try Tensor.zeros([2, 1, 3, 3]))
    let channels = #expect(throws: NeuralFailure.self) { try Ops.conv2d(image, weight) }
    #expect(channels?.fault.message.english == "conv2d: the input has 3 channels but the layer expects 1")
    let small = Variable(try Tensor.zeros([1, 1, 2, 8]))
    let kernel = #expect(throws: NeuralFailure.self) { try Ops.conv2d(small, weight) }
    #expect(kernel?.fault.message.english == "conv2d: the kernel spans 3 in height, but the input has only 2")
  }
}

/// The contents of neural.json.
struct NeuralReference: Decodable {
  var cases: [Case]

  struct Array: Decodable {
    var shape: [Int]
    /// Little-endian numbers of either width; base64 in the file.
    var f4, f8: Data?
    var numbers: [Double] {
      if let f8 { return f8.withUnsafeBytes { Swift.Array($0.bindMemory(to: Double.self)) } }
      return f4?.withUnsafeBytes { $0.bindMemory(to: Float.self).map(Double.init) } ?? []
    }
    var tensor: Tensor {
      get throws { try Tensor.from(numbers, Shape(shape)) }
    }
  }

  struct Case: Decodable {
    var name: String
    var inputs: [Array]
    var labels: [Int]
    var attributes: Settings
    var result: Array
    var seed: Array
    var gradients: [Array?]
  }

  struct Settings: Decodable {
    var stride, padding, output_padding, dilation, kernel, shape: [Int]?
    var groups, dim, ignore: Int?
    var count: Bool?
    var reduction: String?
    var smoothing: Double?
  }

  static func load() throws -> NeuralReference {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Reference/neural.json")
    return try JSONDecoder().decode(NeuralReference.self, from: Data(contentsOf: url))
  }
}
