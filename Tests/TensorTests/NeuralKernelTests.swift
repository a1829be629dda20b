import Foundation
import Tensor
import Testing

/// What the comparison with PyTorch does not reach: ties, not-a-number, extremes, in-place optimizer steps.
@Suite struct NeuralKernelTests {
  @Test func maxPoolTakesTheFirstOfEqualsAndNotANumber() throws {
    for width in [4, 8, 20] {
      let x = try Tensor.zeros([1, 1, 4, width])
      x.f32[width + 1] = .nan
      let options = try ConvolutionOptions(stride: [2])
      let geometry = try Pooling.Geometry(input: x.shape, kernel: [2], options)
      let (values, indices) = try Pooling.maximum(x, geometry)
      #expect(values.doubles[0].isNaN)
      #expect(indices.ints[0] == width + 1)
      #expect(indices.ints[1] == 2)
      #expect(indices.ints[width / 2] == 2 * width)
      let back = try Pooling.unpool(Tensor.full(values.shape, 1), indices, geometry)
      #expect(back.doubles.reduce(0, +) == Double(values.count))
    }
  }

  @Test func fastPairsAgreeWithTheGeneralWindows() throws {
    let values = (0..<2 * 6 * 22).map { Double($0 * 7919 % 541) }
    let x = try Tensor.from(values, [2, 1, 6, 22]).cast(to: .f32)
    let fast = try Pooling.maximum(
      x, Pooling.Geometry(input: x.shape, kernel: [2], ConvolutionOptions(stride: [2])))
    for (place, index) in fast.indices.ints.enumerated() {
      let (plane, y, column) = (place / 33, place / 11 % 3, place % 11)
      let window = [0, 1, 22, 23].map { y * 44 + column * 2 + $0 }
      let best = window.max { values[plane * 132 + $0] < values[plane * 132 + $1] }
      #expect(best == index)
    }
  }

  @Test func softmaxIsStable() throws {
    let x = try Tensor.from([1000, 1001, -.infinity, 999] as [Double], [1, 4])
    for dtype in [DType.f32, .f64] {
      let y = try Softmax.softmax(x.cast(to: dtype), axis: 1).doubles
      #expect(abs(y.reduce(0, +) - 1) < 1e-6)
      #expect(y[2] == 0)
      let logs = try Softmax.logSoftmax(x.cast(to: dtype), axis: 1).doubles
      #expect(abs(logs[1] - -0.4076059644443806) < 1e-4)
    }
  }

  @Test func softmaxAgreesAlongEveryAxis() throws {
    let x = try Tensor.from((0..<210).map { Double($0 * 31 % 17) / 4 }, [5, 6, 7]).cast(to: .f32)
    for axis in 0..<3 {
      let moved = try x.transposed(axis, 2).copy()
      let expected = try Softmax.softmax(moved, axis: 2).transposed(axis, 2).doubles
      let got = try Softmax.softmax(x, axis: axis).doubles
      #expect(zip(got, expected).allSatisfy { abs($0 - $1) < 1e-6 })
    }
  }

  struct Reference: Decodable {
    struct Values: Decodable {
      /// Little-endian numbers of either width; base64 in the file.
      var f4, f8: Data?
      var values: [Double] {
        if let f8 { return f8.withUnsafeBytes { Array($0.bindMemory(to: Double.self)) } }
        return f4?.withUnsafeBytes { $0.bindMemory(to: Float.self).map(Double.init) } ?? []
      }
    }
    var start: Values
    var gradients: [Values]
    var optimizers: [String: Values]
  }

  @Test(arguments: [DType.f32, .f64]) func optimizersAgreeWithPyTorch(dtype: DType) throws {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Reference/neural.json")
    let reference = try JSONDecoder().decode(Reference.self, from: Data(contentsOf: url))
    let shape: Shape = [reference.start.values.count]
    for (name, expected) in reference.optimizers {
      let p = try Tensor.from(reference.start.values, shape).cast(to: dtype).copy()
      let a = try Tensor.zeros(shape, dtype), b = try Tensor.zeros(shape, dtype)
      for (index, gradient) in reference.gradients.enumerated() {
        let g = try Tensor.from(gradient.values, shape).cast(to: dtype)
        try step(name, index, p, g, a, b)
      }
      let worst = zip(p.doubles, expected.values).map { abs($0 - $1) }.max() ?? 1
      #expect(worst < (dtype == .f64 ? 1e-10 : 1e-5), "\(name)")
    }
  }

  private func step(_ name: String, _ index: Int, _ p: Tensor, _ g: Tensor, _ a: Tensor, _ b: Tensor) throws {
    switch name {
    case "sgd": try OptimizerKernels.sgd(p, g, velocity: nil, rate: 0.1)
    case "sgd_momentum":
      try OptimizerKernels.sgd(
        p, g, velocity: a, rate: 0.1, momentum: 0.9, dampening: 0.2, weightDecay: 0.01, isFirst: index == 0)
    case "sgd_nesterov":
      try OptimizerKernels.sgd(
        p, g, velocity: a, rate: 0.1, momentum: 0.9, weightDecay: 0.01, nesterov: true, isFirst: index == 0)
    case "adagrad": try OptimizerKernels.adagrad(p, g, sum: a, rate: 0.1, weightDecay: 0.01)
    case "rmsprop": try OptimizerKernels.rmsprop(p, g, square: a, rate: 0.1, weightDecay: 0.01)
    case "rmsprop_momentum":
      try OptimizerKernels.rmsprop(p, g, square: a, velocity: b, rate: 0.1, momentum: 0.5)
    case "adam":
      try OptimizerKernels.adam(p, g, mean: a, square: b, step: index + 1, rate: 0.1, weightDecay: 0.01)
    default:
      try OptimizerKernels.adam(
        p, g, mean: a, square: b, step: index + 1, rate: 0.1, weightDecay: 0.1, decoupled: true)
    }
  }

  @Test func epsilonGoesUnderTheRootWhenAsked() throws {
    let p = try Tensor.from([1] as [Double], [1]), g = try Tensor.from([2] as [Double], [1])
    let square = try Tensor.zeros([1], .f64)
    try OptimizerKernels.rmsprop(p, g, square: square, rate: 1, alpha: 0.9, epsilon: 0.6, epsilonInside: true)
    #expect(abs(p.item - (1 - 2)) < 1e-12)
    let v = try Tensor.zeros([1], .f64), q = try Tensor.from([1] as [Double], [1])
    try OptimizerKernels.momentum(q, g, velocity: v, rate: 0.5, beta: 0.9)
    #expect(abs(q.item - 0.9) < 1e-12)
  }
}
