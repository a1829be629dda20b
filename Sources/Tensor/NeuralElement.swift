import CKernels
import COpenBLAS

/// Element types for which BLAS and the typed kernels exist.
protocol NeuralElement: BinaryFloatingPoint {
  static var dtype: DType { get }
  static func multiply(_ a: Matrix, _ b: Matrix, into c: UnsafeMutablePointer<Self>, _ ldc: Int, adding: Bool)
  static func multiplySmall(_ a: Matrix, _ b: Matrix, into c: UnsafeMutablePointer<Self>)
  static func addRows(
    _ row: UnsafePointer<Self>, _ to: UnsafeMutablePointer<Self>, _ columns: Int, _ rows: Int)
}

extension Float: NeuralElement {
  static var dtype: DType { .f32 }

  @inline(__always)
  static func multiply(
    _ a: Matrix, _ b: Matrix, into c: UnsafeMutablePointer<Float>, _ ldc: Int, adding: Bool
  ) {
    cblas_sgemm(
      CblasRowMajor, a.transposition, b.transposition, blasint(a.rows), blasint(b.columns),
      blasint(a.columns),
      1, a.pointer(), blasint(a.leading), b.pointer(), blasint(b.leading), adding ? 1 : 0, c, blasint(ldc))
  }

  @inline(__always)
  static func multiplySmall(_ a: Matrix, _ b: Matrix, into c: UnsafeMutablePointer<Float>) {
    dls_gemm_small_f32(
      a.pointer(), a.rowStride, a.columnStride, b.pointer(), b.rowStride, b.columnStride, c, a.rows,
      b.columns,
      a.columns)
  }

  static func addRows(
    _ row: UnsafePointer<Float>, _ to: UnsafeMutablePointer<Float>, _ columns: Int, _ rows: Int
  ) {
    dls_add_rows_f32(row, to, columns, 0, rows)
  }
}

extension Double: NeuralElement {
  static var dtype: DType { .f64 }

  @inline(__always)
  static func multiply(
    _ a: Matrix, _ b: Matrix, into c: UnsafeMutablePointer<Double>, _ ldc: Int, adding: Bool
  ) {
    cblas_dgemm(
      CblasRowMajor, a.transposition, b.transposition, blasint(a.rows), blasint(b.columns),
      blasint(a.columns),
      1, a.pointer(), blasint(a.leading), b.pointer(), blasint(b.leading), adding ? 1 : 0, c, blasint(ldc))
  }

  @inline(__always)
  static func multiplySmall(_ a: Matrix, _ b: Matrix, into c: UnsafeMutablePointer<Double>) {
    dls_gemm_small_f64(
      a.pointer(), a.rowStride, a.columnStride, b.pointer(), b.rowStride, b.columnStride, c, a.rows,
      b.columns,
      a.columns)
  }

  static func addRows(
    _ row: UnsafePointer<Double>, _ to: UnsafeMutablePointer<Double>, _ columns: Int, _ rows: Int
  ) {
    dls_add_rows_f64(row, to, columns, 0, rows)
  }
}

/// A matrix inside a tensor: where it starts and how far apart rows and columns lie, in elements.
struct Matrix {
  var base: UnsafeMutableRawPointer
  var rows: Int
  var columns: Int
  var rowStride: Int
  var columnStride: Int

  var transposed: Matrix {
    Matrix(base: base, rows: columns, columns: rows, rowStride: columnStride, columnStride: rowStride)
  }

  @inline(__always)
  func pointer<Element>() -> UnsafeMutablePointer<Element> { base.assumingMemoryBound(to: Element.self) }

  /// BLAS can read it as it is, transposed or not.
  var isReadable: Bool {
    (columns <= 1 || columnStride == 1) && (rows <= 1 || rowStride >= max(columns, 1))
      || (rows <= 1 || rowStride == 1) && (columns <= 1 || columnStride >= max(rows, 1))
  }

  private var isRowMajor: Bool {
    (columns <= 1 || columnStride == 1) && (rows <= 1 || rowStride >= max(columns, 1))
  }
  var isTransposed: Bool { !isRowMajor }
  var transposition: CBLAS_TRANSPOSE { isRowMajor ? CblasNoTrans : CblasTrans }
  var leading: Int {
    isRowMajor ? max(rows <= 1 ? columns : rowStride, 1) : max(columns <= 1 ? rows : columnStride, 1)
  }

  func rows(_ range: Range<Int>, size: Int) -> Matrix {
    var part = self
    part.base += range.lowerBound * rowStride * size
    part.rows = range.count
    return part
  }

  func columns(_ range: Range<Int>, size: Int) -> Matrix {
    var part = self
    part.base += range.lowerBound * columnStride * size
    part.columns = range.count
    return part
  }
}
