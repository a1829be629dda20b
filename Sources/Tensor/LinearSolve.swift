import Text

extension LinearAlgebra {
  /// x of A x = b, by Gaussian elimination with row pivots, in double precision.
  /// - Parameters:
  ///   - a: n×n.
  ///   - b: n or n×m.
  public static func solve(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    let size = try solvableSize(a.shape, b.shape)
    if a.isHollow || b.isHollow { return try .hollow(b.shape, b.dtype) }
    let columns = b.rank == 2 ? b.shape[1] : 1
    var matrix = a.doubles
    var right = b.doubles
    for pivot in 0..<size {
      try exchange(pivot, size, columns, &matrix, &right)
      for row in pivot + 1..<max(size, pivot + 1) {
        let factor = matrix[row * size + pivot] / matrix[pivot * size + pivot]
        if factor == 0 { continue }
        for column in pivot..<size { matrix[row * size + column] -= factor * matrix[pivot * size + column] }
        for column in 0..<columns {
          right[row * columns + column] -= factor * right[pivot * columns + column]
        }
      }
    }
    for row in (0..<size).reversed() {
      for column in 0..<columns {
        var sum = right[row * columns + column]
        for other in row + 1..<max(size, row + 1) {
          sum -= matrix[row * size + other] * right[other * columns + column]
        }
        right[row * columns + column] = sum / matrix[row * size + row]
      }
    }
    return try Tensor.from(right, b.shape).cast(to: b.dtype)
  }

  /// The n of n×n equations; throws what does not fit.
  public static func solvableSize(_ a: Shape, _ b: Shape) throws -> Int {
    guard a.rank == 2, a[0] == a[1] else {
      throw TensorFailure.invalid(
        operation: "solve", Wording("the matrix is n×n, not \(a)", "矩阵应为 n×n，而不是 \(a)"))
    }
    guard b.rank == 1 || b.rank == 2, b[0] == a[0] else {
      throw TensorFailure.shapesDiffer(operation: "solve", a, b)
    }
    return a[0]
  }

  /// Brings the row with the largest element of the column up.
  private static func exchange(
    _ pivot: Int, _ size: Int, _ columns: Int, _ matrix: inout [Double], _ right: inout [Double]
  ) throws {
    let best = (pivot..<size).max { abs(matrix[$0 * size + pivot]) < abs(matrix[$1 * size + pivot]) } ?? pivot
    guard matrix[best * size + pivot] != 0 else {
      throw TensorFailure.invalid(
        operation: "solve",
        Wording("the matrix is singular: it has no inverse", "矩阵是奇异的：没有逆矩阵"))
    }
    guard best != pivot else { return }
    for column in 0..<size { matrix.swapAt(pivot * size + column, best * size + column) }
    for column in 0..<columns { right.swapAt(pivot * columns + column, best * columns + column) }
  }
}
