import CKernels
import Text

/// A counter-based generator (Philox4x32-10): the same seed gives the same numbers on every machine and for any
/// number of threads.
public final class RandomGenerator {
  /// The session's generator, which `--seed` and `seed(n)` set.
  nonisolated(unsafe) public static let shared = RandomGenerator(seed: RandomGenerator.entropy())

  /// Where a generator stands.
  public struct State: Equatable, Sendable {
    public var seed: UInt64
    /// Blocks used so far.
    public var position: UInt64
    public init(seed: UInt64, position: UInt64 = 0) {
      self.seed = seed
      self.position = position
    }
  }

  /// Save and restore it to repeat numbers.
  public var state: State

  public init(seed: UInt64) { state = State(seed: seed) }

  /// Starts over from a seed.
  public func seed(_ seed: UInt64) { state = State(seed: seed) }

  /// A seed that differs from run to run.
  public static func entropy() -> UInt64 { UInt64.random(in: 0...UInt64.max) }

  /// One number of [0, 1).
  public func uniform() -> Double {
    var value = 0.0
    dls_random_uniform_f64(state.seed, advance(1), 1, &value)
    return value
  }

  /// One standard normal number.
  public func normal() -> Double {
    var value = 0.0
    dls_random_normal_f64(state.seed, advance(1), 1, &value)
    return value
  }

  /// One whole number of 0..<bound; 0 for a bound below 2.
  public func integer(below bound: Int) -> Int {
    var value: Int64 = 0
    dls_random_integers(state.seed, advance(1), 1, 0, UInt64(Swift.max(bound, 1)), &value)
    return Int(value)
  }

  /// Uniform numbers of [low, high).
  public func uniform(_ shape: Shape, low: Double = 0, high: Double = 1, _ dtype: DType = .f32) throws
    -> Tensor
  {
    let unit = try draw("rand", shape, dtype, dls_random_uniform_f32, dls_random_uniform_f64)
    return low == 0 && high == 1 ? unit : try scaled(unit, high - low, low)
  }

  /// Normal numbers.
  public func normal(
    _ shape: Shape, mean: Double = 0, deviation: Double = 1, _ dtype: DType = .f32
  ) throws -> Tensor {
    let unit = try draw("randn", shape, dtype, dls_random_normal_f32, dls_random_normal_f64)
    return mean == 0 && deviation == 1 ? unit : try scaled(unit, deviation, mean)
  }

  /// Whole numbers (i64) of low..<high.
  public func integers(_ shape: Shape, low: Int, high: Int) throws -> Tensor {
    let (range, overflow) = high.subtractingReportingOverflow(low)
    guard low < high, !overflow else {
      throw TensorFailure.invalid(
        operation: "randint",
        Wording(
          "there is no whole number from \(low) to below \(high)", "从 \(low) 到 \(high)（不含）之间没有整数"))
    }
    let result = try Tensor(empty: shape, .i64)
    let first = advance((result.count + 1) / 2)
    if result.isHollow { return result }
    let (key, out) = (state.seed, result.i64)
    Parallel.forEach(count: result.count, grain: 16_384) { part in
      dls_random_integers(
        key, first &+ UInt64(part.lowerBound / 2), part.count, Int64(low), UInt64(range),
        out + part.lowerBound)
    }
    return result
  }

  /// 0..<count in random order (i64).
  public func permutation(_ count: Int) throws -> Tensor {
    let result = try Tensor(empty: Shape.checked([count]), .i64)
    if result.isHollow { return result }
    dls_random_permutation(state.seed, advance((count + 1) / 2), count, result.i64)
    return result
  }

  private func advance(_ blocks: Int) -> UInt64 {
    defer { state.position &+= UInt64(blocks) }
    return state.position
  }

  private func scaled(_ x: Tensor, _ factor: Double, _ shift: Double) throws -> Tensor {
    let product = try Tensor.binary(.multiply, x, .scalar(factor, x.dtype))
    return try Tensor.binary(.add, product, .scalar(shift, x.dtype))
  }

  private func draw(
    _ name: String, _ shape: Shape, _ dtype: DType,
    _ single: (UInt64, UInt64, Int, UnsafeMutablePointer<Float>?) -> Void,
    _ double: (UInt64, UInt64, Int, UnsafeMutablePointer<Double>?) -> Void
  ) throws -> Tensor {
    guard dtype.isFloating else { throw TensorFailure.unsupported(operation: name, dtype) }
    let result = try Tensor(empty: shape, dtype)
    let perBlock = dtype == .f32 ? 4 : 2
    let first = advance((result.count + perBlock - 1) / perBlock)
    if result.isHollow { return result }
    let key = state.seed
    // A multiple of the numbers per block, so that ranges start on a block.
    Parallel.forEach(count: result.count, grain: 16_384) { part in
      let block = first &+ UInt64(part.lowerBound / perBlock)
      if dtype == .f32 {
        single(key, block, part.count, result.f32 + part.lowerBound)
      } else {
        double(key, block, part.count, result.f64 + part.lowerBound)
      }
    }
    return result
  }
}
