import Tensor
import Testing

/// The direct convolution against sums written out, in odd sizes, and its independence of the threads.
@Suite(.serialized) struct ConvolutionKernelTests {
  struct Sizes {
    var input: [Int]
    var weight: [Int]
    var stride = [1], padding = [0], dilation = [1]
    var groups = 1
  }

  static let sizes: [Sizes] = [
    Sizes(input: [2, 1, 28, 28], weight: [32, 1, 3, 3], padding: [1]),
    Sizes(input: [3, 5, 14, 14], weight: [64, 5, 3, 3], padding: [1]),
    Sizes(input: [2, 3, 9, 11], weight: [7, 3, 3, 3], stride: [2], padding: [1]),
    Sizes(
      input: [1, 4, 13, 7], weight: [18, 4, 3, 2], stride: [2, 1], padding: [0, 1], dilation: [1, 2]),
    Sizes(input: [2, 6, 8, 8], weight: [6, 2, 5, 5], padding: [3, 2], groups: 3),
    Sizes(input: [17, 2, 5, 5], weight: [3, 2, 1, 1], stride: [3]),
    Sizes(input: [1, 1, 3, 40], weight: [1, 1, 3, 3], padding: [4]),
    Sizes(input: [2, 17, 7, 9], weight: [33, 17, 3, 3], padding: [1]),
    Sizes(input: [3, 32, 10, 37], weight: [32, 16, 3, 3], padding: [0, 2], groups: 2),
    Sizes(input: [1, 16, 6, 130], weight: [20, 16, 3, 3], padding: [3, 0]),
    Sizes(input: [2, 8, 6, 6], weight: [8, 1, 3, 3], padding: [1], groups: 8),
  ]

  /// With the kernels of every instruction set that this processor has.
  @Test(arguments: [DType.f32, .f64]) func agreesWithTheDefinition(dtype: DType) throws {
    let before = InstructionSet.current
    defer { InstructionSet.current = before }
    for sizes in Self.sizes {
      let geometry = try Self.geometry(sizes)
      let x = try Self.pattern(geometry.input, 1, dtype), w = try Self.pattern(geometry.weight, 2, dtype)
      let bias = try Self.pattern([sizes.weight[0]], 3, dtype),
        delta = try Self.pattern(geometry.output, 4, dtype)
      let expected = Self.reference(sizes, geometry, x.doubles, w.doubles, bias.doubles, delta.doubles)
      let tolerance = dtype == .f32 ? 1e-3 : 1e-11
      for set in InstructionSet.available {
        InstructionSet.current = set
        #expect(InstructionSet.current == set)
        let (weight, biasGradient) = try Convolution.weightGradient(x, delta, geometry)
        let results = [
          try Convolution.forward(x, w, bias: bias, geometry),
          try Convolution.inputGradient(delta, w, geometry),
          weight, biasGradient,
        ]
        for (result, values) in zip(results, expected) {
          let worst = zip(result.doubles, values).map { abs($0 - $1) }.max() ?? 0
          #expect(worst < tolerance, "\(sizes) \(set)")
        }
      }
    }
  }

  @Test(arguments: [6, 18]) func doesNotDependOnTheThreads(channels: Int) throws {
    let before = Parallel.threads
    defer { Parallel.threads = before }
    let geometry = try Self.geometry(
      Sizes(input: [37, channels, 14, 14], weight: [40, channels, 3, 3], padding: [1]))
    let x = try Self.pattern(geometry.input, 1, .f32), w = try Self.pattern(geometry.weight, 2, .f32)
    let delta = try Self.pattern(geometry.output, 4, .f32)
    var results: [[[Double]]] = []
    for threads in [1, 2, 3] {
      Parallel.threads = threads
      let (weight, bias) = try Convolution.weightGradient(x, delta, geometry)
      results.append([
        try Convolution.forward(x, w, geometry).doubles,
        try Convolution.inputGradient(delta, w, geometry).doubles, weight.doubles, bias.doubles,
      ])
    }
    #expect(results[0] == results[1])
    #expect(results[0] == results[2])
  }

  @Test func keepsNotANumberWhereItIs() throws {
    let geometry = try Self.geometry(Sizes(input: [1, 1, 6, 6], weight: [1, 1, 3, 3]))
    let x = try Tensor.full([1, 1, 6, 6], 1)
    x.f32[0] = .nan
    let result = try Convolution.forward(x, Tensor.full([1, 1, 3, 3], 1), geometry).doubles
    #expect(result[0].isNaN)
    #expect(result.dropFirst().allSatisfy { $0 == 9 })
  }

  /// Winograd's tiles would carry it to their neighbours.
  @Test func keepsInfinitiesWhereTheyAreAmongManyChannels() throws {
    let sizes = Sizes(input: [2, 16, 9, 9], weight: [16, 16, 3, 3], padding: [1])
    let geometry = try Self.geometry(sizes)
    let bias = try Tensor.zeros([16])
    let w = try Tensor.full([16, 16, 3, 3], 1)
    for place in 0..<2 {
      let operands = [try Tensor.full([2, 16, 9, 9], 1), try Tensor.full(geometry.output, 1)]
      operands[place].f32[20] = place == 0 ? .infinity : .nan
      let (x, delta) = (operands[0], operands[1])
      let expected = Self.reference(sizes, geometry, x.doubles, w.doubles, bias.doubles, delta.doubles)
      let (weight, _) = try Convolution.weightGradient(x, delta, geometry)
      let results = [
        try Convolution.forward(x, w, bias: bias, geometry),
        try Convolution.inputGradient(delta, w, geometry),
        weight,
      ]
      for (result, values) in zip(results, expected) {
        #expect(
          zip(result.doubles, values).allSatisfy { $0 == $1 || $0.isNaN && $1.isNaN }, "operand \(place)")
      }
    }
  }

  static func geometry(_ s: Sizes) throws -> Convolution.Geometry {
    try Convolution.Geometry(
      input: Shape(s.input), weight: Shape(s.weight),
      ConvolutionOptions(stride: s.stride, padding: s.padding, dilation: s.dilation, groups: s.groups))
  }

  /// Values between -1 and 1 that look random and are the same in every run.
  static func pattern(_ shape: Shape, _ seed: Int, _ dtype: DType) throws -> Tensor {
    let values = (0..<shape.elementCount).map { Double(($0 * 7919 + seed * 104_729) % 2003) / 1001 - 1 }
    return try Tensor.from(values, shape).cast(to: dtype)
  }

  /// Output, and the gradients of input, weight and bias, from the definition.
  static func reference(
    _ s: Sizes, _ g: Convolution.Geometry, _ x: [Double], _ w: [Double], _ bias: [Double], _ delta: [Double]
  ) -> [[Double]] {
    var y = [Double](repeating: 0, count: delta.count), dx = [Double](repeating: 0, count: x.count)
    var dw = [Double](repeating: 0, count: w.count), db = [Double](repeating: 0, count: bias.count)
    let (channels, filters) = (s.weight[1], s.weight[0] / s.groups)
    let (height, width) = (s.input[2], s.input[3])
    for n in 0..<s.input[0] {
      for f in 0..<s.weight[0] {
        for oy in 0..<g.output[2] {
          for ox in 0..<g.output[3] {
            let o = ((n * s.weight[0] + f) * g.output[2] + oy) * g.output[3] + ox
            y[o] += bias[f]
            db[f] += delta[o]
            for place in 0..<channels * s.weight[2] * s.weight[3] {
              let c = place / (s.weight[2] * s.weight[3])
              let iy = oy * s.stride[0] + place / s.weight[3] % s.weight[2] * s.dilation[0] - s.padding[0]
              let ix =
                ox * (s.stride.last ?? 1) + place % s.weight[3] * (s.dilation.last ?? 1)
                - (s.padding.last ?? 0)
              guard iy >= 0, iy < height, ix >= 0, ix < width else { continue }
              let i = ((n * s.input[1] + f / filters * channels + c) * height + iy) * width + ix
              let k = f * channels * s.weight[2] * s.weight[3] + place
              y[o] += x[i] * w[k]
              dx[i] += delta[o] * w[k]
              dw[k] += delta[o] * x[i]
            }
          }
        }
      }
    }
    return [y, dx, dw, db]
  }
}
