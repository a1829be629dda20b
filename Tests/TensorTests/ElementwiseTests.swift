import Foundation
import Tensor
import Testing

extension CoreTests {
  @Suite struct Elementwise {
    static let special: [Float] = [
      0, -0.0, 1, -1, 0.5, -0.5, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, 1e-38, 1e-20, 0.3, -0.3, 2,
      -2, 3.5, -3.5, 10, -10, 17, -17,
      88, -88,
      89, -104, 1e10, -1e10, 3e38, -3e38, .infinity, -.infinity, .nan,
    ]

    static func exact(_ op: UnaryOp, _ x: Double) -> Double {
      switch op {
      case .negate: -x
      case .abs: abs(x)
      case .sign: x > 0 ? 1 : x < 0 ? -1 : x
      case .exp: exp(x)
      case .log: x < 0 ? .nan : log(x)
      case .log1p: x < -1 ? .nan : log1p(x)
      case .log2: x < 0 ? .nan : log2(x)
      case .log10: x < 0 ? .nan : log10(x)
      case .expm1: expm1(x)
      case .sqrt: x.squareRoot()
      case .rsqrt: 1 / x.squareRoot()
      case .reciprocal: 1 / x
      case .square: x * x
      case .sin: sin(x)
      case .cos: cos(x)
      case .tan: tan(x)
      case .asin: asin(x)
      case .acos: acos(x)
      case .atan: atan(x)
      case .sinh: sinh(x)
      case .cosh: cosh(x)
      case .tanh: tanh(x)
      case .sigmoid: 1 / (1 + exp(-x))
      case .relu: x < 0 ? 0 : x
      case .gelu: 0.5 * x * (1 + erf(x / 2.0.squareRoot()))
      case .erf: erf(x)
      case .softplus: x.isNaN ? x : max(x, 0) + log1p(exp(-abs(x)))
      case .silu: x / (1 + exp(-x))
      case .elu: x > 0 ? x : expm1(x)
      case .floor: floor(x)
      case .ceil: ceil(x)
      case .round: x.rounded(.toNearestOrEven)
      case .not: x == 0 ? 1 : 0
      case .isnan: x.isNaN ? 1 : 0
      case .isinf: x.isInfinite ? 1 : 0
      }
    }

    @Test(arguments: UnaryOp.allCases) func unaryAgreesWithTheDefinition(op: UnaryOp) throws {
      let generator = RandomGenerator(seed: 7)
      let ordinary = try generator.uniform([1001], low: -12, high: 12).doubles.map(Float.init)
      let fine = try generator.uniform([501], low: -1, high: 1).doubles.map(Float.init)
      let values = Self.special + ordinary + fine
      let result = try Tensor.unary(op, Tensor.from(values, [values.count])).doubles
      for (value, got) in zip(values, result) {
        let wanted = Double(Float(Self.exact(op, Double(value))))
        // In units of the last place; gelu's and silu's tails cancel.
        let unit = max(abs(wanted), 1e-37) * 0x1p-23
        let loose = op == .gelu ? abs(Double(value)) * 0x1p-23 : 0
        let isSubnormal = abs(wanted) < 1.2e-38
        #expect(
          got == wanted || (got.isNaN && wanted.isNaN) || abs(got - wanted) <= 4 * unit + loose
            || (isSubnormal && abs(got) < 1.3e-38), "\(op)(\(value)) = \(got), not \(wanted)")
      }
    }

    @Test(arguments: UnaryOp.allCases) func unaryReadsAnyLayout(op: UnaryOp) throws {
      for dtype in [DType.f64, .f32, .i64, .bool] where op.result(dtype) != nil {
        let x = try Reference.random([3, 7, 5], 3, 1...3, dtype)
        let expected = Reference.elements(x).map { Self.exact(op, $0) }
        for view in try Reference.layouts(x) {
          #expect(Reference.close(try Tensor.unary(op, view).doubles, expected), "\(op) \(dtype)")
        }
      }
    }

    static func exact(_ op: BinaryOp, _ a: Double, _ b: Double) -> Double {
      let sigmoid = 1 / (1 + exp(-b))
      switch op {
      case .add: return a + b
      case .subtract: return a - b
      case .multiply: return a * b
      case .divide: return a / b
      case .power: return pow(a, b)
      case .maximum: return max(a, b)
      case .minimum: return min(a, b)
      case .floorDivide: return floor(a / b)
      case .remainder: return a - b * floor(a / b)
      case .atan2: return atan2(a, b)
      case .and: return Double(Int(a) & Int(b))
      case .or: return Double(Int(a) | Int(b))
      case .xor: return Double(Int(a) ^ Int(b))
      case .reluGradient: return b > 0 ? a : 0
      case .sigmoidGradient: return a * b * (1 - b)
      case .tanhGradient: return a * (1 - b * b)
      case .geluGradient:
        return a
          * (0.5 * (1 + erf(b / 2.0.squareRoot())) + b * exp(-b * b / 2) / (2 * Double.pi).squareRoot())
      case .siluGradient: return a * sigmoid * (1 + b * (1 - sigmoid))
      case .softplusGradient: return a * sigmoid
      case .eluGradient: return b > 0 ? a : a * (b + 1)
      case .absGradient: return b > 0 ? a : b < 0 ? -a : 0
      case .squareGradient: return 2 * a * b
      case .cubeGradient: return 3 * a * b * b
      case .sqrtGradient: return a / (2 * b)
      }
    }

    static let shapes: [(Shape, Shape)] = [
      ([7], [7]), ([], []), ([5], []), ([], [5]), ([4, 33], [33]), ([4, 33], [4, 1]), ([4, 1], [1, 6]),
      ([2, 3, 5], [3, 1]),
      ([3, 5], [2, 3, 5]), ([1, 1], [3, 4]), ([0, 3], [1, 3]), ([600], [1]), ([300, 3], [3]),
      ([7, 100, 2], [7, 1, 2]), ([5, 90, 31], [90, 1]),
    ]

    @Test(arguments: BinaryOp.allCases) func binaryBroadcasts(op: BinaryOp) throws {
      for dtype in [DType.f32, .f64, .i64, .bool] where op.supports(dtype) {
        for (left, right) in Self.shapes {
          let a = try Reference.random(left, 1, 1...4, dtype)
          let b = try Reference.random(right, 2, 1...4, dtype)
          let shape = try Tensor.broadcastShape("", left, right)
          let expected = Reference.indices(shape).map { index -> Double in
            let value = Self.exact(op, Reference.broadcast(a, index), Reference.broadcast(b, index))
            return dtype == .bool ? min(value, 1) : value
          }
          for (x, y) in zip(try Reference.layouts(a), try Reference.layouts(b).reversed()) {
            let result = try Tensor.binary(op, x, y)
            #expect(result.shape == shape)
            #expect(Reference.close(result.doubles, expected), "\(op) \(dtype) \(left) \(right)")
          }
        }
      }
    }

    @Test func wholeNumberDivisionRoundsDown() throws {
      let a = try Tensor.from([7, -7, 7, -7, .min] as [Int64], [5])
      let b = try Tensor.from([2, 2, -2, -2, -1] as [Int64], [5])
      #expect(try Tensor.binary(.floorDivide, a, b).ints == [3, -4, -4, 3, .min])
      #expect(try Tensor.binary(.remainder, a, b).ints == [1, 1, -1, -1, 0])
      let x = try a.cast(to: .f64), y = try b.cast(to: .f64)
      #expect(Array(try Tensor.binary(.remainder, x, y).doubles.prefix(4)) == [1, 1, -1, -1])
    }

    @Test func refusesWhatIsNotDefined() throws {
      let whole = try Tensor.from([1, 2] as [Int64], [2])
      let zero = try Tensor.from([1, 0] as [Int64], [2])
      let real = try Tensor.zeros([2])
      #expect(code { try Tensor.unary(.exp, whole) } == "E0221")
      #expect(code { try Tensor.binary(.divide, whole, whole) } == "E0221")
      #expect(code { try Tensor.binary(.floorDivide, whole, zero) } == "E0222")
      #expect(code { try Tensor.binary(.power, whole, Tensor.unary(.negate, whole)) } == "E0223")
      #expect(code { try Tensor.binary(.add, whole, real) } == "E0220")
      #expect(code { try Tensor.binary(.add, real, .zeros([3])) } == "E0203")
    }

    @Test(arguments: Comparison.allCases) func comparisons(op: Comparison) throws {
      for dtype in DType.allCases {
        let a = try Reference.random([5, 9], 1, 0...2, dtype)
        let b = try Reference.random([9], 2, 0...2, dtype)
        let result = try Tensor.compare(op, a, b)
        let expected = Reference.indices(a.shape).map { index -> Bool in
          let (x, y) = (Reference.element(a, index), Reference.broadcast(b, index))
          switch op {
          case .equal: return x == y
          case .notEqual: return x != y
          case .less: return x < y
          case .lessEqual: return x <= y
          case .greater: return x > y
          case .greaterEqual: return x >= y
          }
        }
        #expect(result.dtype == .bool && result.doubles == expected.map { $0 ? 1 : 0 })
      }
    }

    @Test func nanIsEqualToNothing() throws {
      let x = try Tensor.from([Float.nan, 1], [2])
      #expect(try Tensor.compare(.equal, x, x).doubles == [0, 1])
      #expect(try Tensor.binary(.maximum, x, .scalar(5)).doubles.first?.isNaN == true)
      #expect(try Tensor.binary(.minimum, .scalar(5), x).doubles.first?.isNaN == true)
    }

    @Test func whereChooses() throws {
      for dtype in DType.allCases {
        let mask = try Reference.random([4, 1, 7], 1, 0...1, .bool)
        let a = try Reference.random([5, 7], 2, 0...9, dtype)
        let b = try Reference.random([1], 3, 0...9, dtype)
        let result = try Tensor.select(where: mask, a, b)
        let expected = Reference.indices([4, 5, 7]).map {
          Reference.broadcast(mask, $0) != 0 ? Reference.broadcast(a, $0) : Reference.broadcast(b, $0)
        }
        #expect(result.doubles == expected)
      }
    }

    @Test func castsSaturateAndTruncate() throws {
      let x = try Tensor.from([1.9, -1.9, .nan, 1e30, -1e30, .infinity, 0] as [Double], [7])
      #expect(try x.cast(to: .i64).ints == [1, -1, 0, .max, .min, .max, 0])
      #expect(try x.cast(to: .bool).doubles == [1, 1, 1, 1, 1, 1, 0])
      for from in DType.allCases {
        for to in DType.allCases {
          let source = try Reference.random([3, 41], 5, 0...1, from)
          for view in try Reference.layouts(source) {
            let whole = to == .i64 || to == .bool
            let expected = Reference.elements(source).map {
              to == .bool ? ($0 != 0 ? 1 : 0) : whole ? $0.rounded(.towardZero) : $0
            }
            #expect(Reference.close(try view.cast(to: to).doubles, expected, 1e-7))
          }
        }
      }
    }
  }
}

/// The code of what a call throws; empty when it throws nothing.
func code(_ body: () throws -> some Any) -> String {
  do {
    _ = try body()
    return ""
  } catch {
    return (error as? TensorFailure)?.fault.code ?? "\(error)"
  }
}
