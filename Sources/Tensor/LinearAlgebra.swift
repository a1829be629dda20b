import CKernels
import COpenBLAS
import Text

/// Matrix products. BLAS runs single-threaded on blocks that depend on the shapes alone, shared out over our own
/// threads, so results are the same for every number of threads.
public enum LinearAlgebra {
  /// PyTorch's `matmul`: the last two axes are matrices, leading axes broadcast; a vector on the left is a row, on
  /// the right a column, and its axis is dropped from the result.
  /// - Parameters:
  ///   - transposeA: take the last two axes of `a` (of rank 2 or more) in the other order.
  ///   - transposeB: the same for `b`.
  public static func matmul(
    _ a: Tensor, _ b: Tensor, transposeA: Bool = false, transposeB: Bool = false
  ) throws -> Tensor {
    if let result = try Product.small(a, b, transposeA, transposeB) { return result }
    let shape = try productShape(a.shape, b.shape, transposeA: transposeA, transposeB: transposeB)
    guard a.dtype == b.dtype else {
      throw TensorFailure.dtypesDiffer(operation: "`@`", a.dtype, b.dtype)
    }
    let result = try Tensor(empty: shape, a.dtype, hollow: a.isHollow || b.isHollow)
    if result.count == 0 { return result }
    if result.isHollow, a.dtype != .bool { return result }
    var product = Product(a, b, transposeA, transposeB, result)
    switch a.dtype {
    case .f32: try product.run(Float.self)
    case .f64: try product.run(Double.self)
    case .i64: product.runIntegers()
    case .bool: throw TensorFailure.unsupported(operation: "`@`", .bool)
    }
    return result
  }

  /// x @ weightᵀ + bias, x of any rank ≥ 1 with the inputs on its last axis, weight outputs × inputs.
  public static func linear(_ x: Tensor, _ weight: Tensor, _ bias: Tensor?) throws -> Tensor {
    let shape = try linearShape(x.shape, weight.shape, bias?.shape)
    guard weight.dtype == x.dtype else {
      throw TensorFailure.dtypesDiffer(operation: "linear", x.dtype, weight.dtype)
    }
    if let bias, bias.dtype != x.dtype {
      throw TensorFailure.dtypesDiffer(operation: "linear", x.dtype, bias.dtype)
    }
    let isHollow = x.isHollow || weight.isHollow || bias?.isHollow ?? false
    let result = try Tensor(empty: shape, x.dtype, hollow: isHollow)
    if result.count == 0 { return result }
    if result.isHollow, x.dtype.isFloating { return result }
    let x = try x.contiguous().readable()
    let weight = try weight.readable()
    let bias = try bias?.contiguous()
    let inputs = weight.shape[1]
    let a = Matrix(
      base: x.raw, rows: result.count / weight.shape[0], columns: inputs, rowStride: inputs, columnStride: 1)
    let b = weight.matrix.transposed
    switch x.dtype {
    case .f32: Product.matrices(a, b, into: result.f32, bias: bias?.f32)
    case .f64: Product.matrices(a, b, into: result.f64, bias: bias?.f64)
    case .i64, .bool: throw TensorFailure.unsupported(operation: "linear", x.dtype)
    }
    return result
  }

  public static func productShape(
    _ a: Shape, _ b: Shape, transposeA: Bool = false, transposeB: Bool = false
  ) throws -> Shape {
    guard a.rank > 0 else { throw NeuralFailure.matrixOfNumber(Wording("left", "左边")) }
    guard b.rank > 0 else { throw NeuralFailure.matrixOfNumber(Wording("right", "右边")) }
    let left = transposeA && a.rank > 1 ? a[a.rank - 2] : a[a.rank - 1]
    let right = b.rank == 1 ? b[0] : transposeB ? b[b.rank - 1] : b[b.rank - 2]
    guard left == right else {
      throw NeuralFailure.matrixInner(
        transposeA ? swapped(a) : a, transposeB ? swapped(b) : b, left: left, right: right)
    }
    let depth = max(max(a.rank, b.rank) - 2, 0)
    var shape = Shape()
    for axis in 0..<depth {
      let x = axis - depth + a.rank - 2, y = axis - depth + b.rank - 2
      let m = x >= 0 ? a[x] : 1, n = y >= 0 ? b[y] : 1
      guard m == n || m == 1 || n == 1 else { throw NeuralFailure.matrixBatches(a, b) }
      shape.append(m == 1 ? n : m)
    }
    if a.rank > 1 { shape.append(transposeA ? a[a.rank - 1] : a[a.rank - 2]) }
    if b.rank > 1 { shape.append(transposeB ? b[b.rank - 2] : b[b.rank - 1]) }
    return try shape.withinLimits()
  }

  /// The sum of the rows of a matrix.
  public static func columnSums(_ x: Tensor) throws -> Tensor {
    guard x.rank == 2, x.count > 0 else { return try Tensor.reduce(.sum, x, axes: [0]) }
    return try Tensor.block(.sum, x.contiguous(), outer: 1, n: x.shape[0], inner: x.shape[1])
  }

  public static func linearShape(_ x: Shape, _ weight: Shape, _ bias: Shape?) throws -> Shape {
    guard weight.rank == 2 else {
      throw NeuralFailure.rank(
        "linear", expected: Wording("a weight of outputs × inputs", "形状为 输出数 × 输入数 的权重"), got: weight)
    }
    guard x.rank > 0, x[x.rank - 1] == weight[1] else {
      throw NeuralFailure.linearInput(input: x, expected: weight[1], weight: weight)
    }
    if let bias, bias.rank != 1 || bias[0] != weight[0] {
      throw NeuralFailure.parameterSize("linear", "bias", expected: [weight[0]], got: bias)
    }
    var shape = x
    shape[x.rank - 1] = weight[0]
    return try shape.withinLimits()
  }

  private static func swapped(_ shape: Shape) -> Shape {
    guard shape.rank > 1 else { return shape }
    var result = shape
    result[shape.rank - 1] = shape[shape.rank - 2]
    result[shape.rank - 2] = shape[shape.rank - 1]
    return result
  }
}

extension Tensor {
  /// The last two axes. - Precondition: rank 2 or more.
  @inline(__always)
  var matrix: Matrix {
    let (rows, columns) = (shape[rank - 2], shape[rank - 1])
    if isContiguous {
      return Matrix(base: raw, rows: rows, columns: columns, rowStride: max(columns, 1), columnStride: 1)
    }
    return Matrix(
      base: raw, rows: rows, columns: columns, rowStride: stride(rank - 2), columnStride: stride(rank - 1))
  }

  /// A matrix of one row. - Precondition: rank 1, contiguous.
  @inline(__always)
  var row: Matrix {
    Matrix(base: raw, rows: 1, columns: shape[0], rowStride: max(shape[0], 1), columnStride: 1)
  }

  /// Itself when BLAS can read its matrices (or its vector) as they lie, else a contiguous copy.
  func readable() throws -> Tensor {
    let isReadable = rank < 2 ? rank == 0 || stride(0) > 0 : matrix.isReadable
    guard shape.allSatisfy({ $0 <= Int32.max }) else { throw TensorFailure.tooManyElements(shape.array) }
    return isReadable ? self : try contiguous()
  }
}
