import CKernels
import COpenBLAS

/// One matrix product, batched: how the operands lie and how the work is cut.
struct Product {
  private var a: Tensor
  private var b: Tensor
  private let transposeA: Bool
  private let transposeB: Bool
  private let result: Tensor

  init(_ a: Tensor, _ b: Tensor, _ transposeA: Bool, _ transposeB: Bool, _ result: Tensor) {
    self.a = a
    self.b = b
    self.transposeA = transposeA && a.rank > 1
    self.transposeB = transposeB && b.rank > 1
    self.result = result
  }

  mutating func run<Element: NeuralElement>(_ type: Element.Type) throws {
    a = try a.readable()
    b = try b.readable()
    let (left, right) = (leftMatrix, rightMatrix)
    let c: UnsafeMutablePointer<Element> = result.raw.assumingMemoryBound(to: Element.self)
    let size = left.rows * right.columns
    let batches = result.count / size
    if batches == 1 {
      Product.matrices(left, right, into: c, bias: nil)
      return
    }
    // A matrix shared by the whole batch: one tall product.
    if b.rank <= 2, a.isContiguous, !transposeA {
      var tall = left
      tall.rows *= batches
      // An axis of a single row may have any stride.
      tall.rowStride = max(left.columns, 1)
      tall.columnStride = 1
      Product.matrices(tall, right, into: c, bias: nil)
      return
    }
    let offsets = batchOffsets(batches)
    let width = MemoryLayout<Element>.size
    if Product.work(left, right) > Product.blockWork {
      for index in 0..<batches {
        Product.matrices(
          left.moved(offsets[index].0 * width), right.moved(offsets[index].1 * width), into: c + index * size,
          bias: nil)
      }
      return
    }
    let grain = max(1, Product.blockWork / max(Product.work(left, right), 1))
    offsets.withUnsafeBufferPointer { offsets in
      Parallel.forEach(count: batches, grain: grain) { range in
        for index in range {
          Product.block(
            left.moved(offsets[index].0 * width), right.moved(offsets[index].1 * width),
            into: c + index * size, right.columns, adding: false)
        }
      }
    }
  }

  mutating func runIntegers() {
    let (left, right) = (leftMatrix, rightMatrix)
    let size = left.rows * right.columns
    for (index, offset) in batchOffsets(result.count / size).enumerated() {
      let (a, b) = (left.moved(offset.0 * 8), right.moved(offset.1 * 8))
      dls_gemm_small_i64(
        a.pointer(), a.rowStride, a.columnStride, b.pointer(), b.rowStride, b.columnStride,
        result.i64 + index * size, a.rows, b.columns, a.columns)
    }
  }

  private var leftMatrix: Matrix {
    if a.rank == 1 {
      return Matrix(
        base: a.raw, rows: 1, columns: a.shape[0], rowStride: max(a.shape[0], 1), columnStride: a.stride(0))
    }
    return transposeA ? a.matrix.transposed : a.matrix
  }

  private var rightMatrix: Matrix {
    if b.rank == 1 {
      return Matrix(base: b.raw, rows: b.shape[0], columns: 1, rowStride: b.stride(0), columnStride: 1)
    }
    return transposeB ? b.matrix.transposed : b.matrix
  }

  /// Where each batch's matrices start, in elements.
  private func batchOffsets(_ batches: Int) -> [(Int, Int)] {
    let depth = max(max(a.rank, b.rank) - 2, 0)
    var offsets: [(Int, Int)] = []
    offsets.reserveCapacity(batches)
    for index in 0..<batches {
      var rest = index, left = 0, right = 0
      for axis in stride(from: depth - 1, through: 0, by: -1) {
        let position = rest % result.shape[axis]
        rest /= result.shape[axis]
        let x = axis - depth + a.rank - 2, y = axis - depth + b.rank - 2
        if x >= 0, a.shape[x] > 1 { left += position * a.stride(x) }
        if y >= 0, b.shape[y] > 1 { right += position * b.stride(y) }
      }
      offsets.append((left, right))
    }
    return offsets
  }
}

extension Product {
  /// Multiply-adds below which a plain loop beats BLAS.
  private static let smallWork = 4_096
  /// Multiply-adds of a block worth a thread's while.
  static let blockWork = 1 << 20

  /// Of a matrix or a vector and a matrix that a plain loop multiplies as they lie; nil of any others.
  static func small(_ a: Tensor, _ b: Tensor, _ transposeA: Bool, _ transposeB: Bool) throws -> Tensor? {
    guard a.dtype == b.dtype, a.dtype.isFloating, a.rank == 2 || a.rank == 1 && a.isContiguous,
      b.rank == 2 || b.rank == 1 && b.isContiguous, !a.isHollow, !b.isHollow
    else { return nil }
    let left = a.rank == 1 ? a.row : transposeA ? a.matrix.transposed : a.matrix
    let right = b.rank == 1 ? b.row.transposed : transposeB ? b.matrix.transposed : b.matrix
    guard left.columns == right.rows, max(left.rows, left.columns, right.columns) <= smallWork,
      1...smallWork ~= work(left, right), left.isReadable, right.isReadable
    else { return nil }
    var shape = Shape(repeating: right.columns, count: a.rank + b.rank - 2)
    if a.rank == 2, shape.rank > 0 { shape[0] = left.rows }
    let result = try Tensor(empty: shape, a.dtype)
    if result.isHollow { return result }
    if a.dtype == .f32 {
      Float.multiplySmall(left, right, into: result.f32)
    } else {
      Double.multiplySmall(left, right, into: result.f64)
    }
    return result
  }

  static func work(_ a: Matrix, _ b: Matrix) -> Int { a.rows * b.columns * a.columns }

  /// c = a·b + bias, c contiguous; cut along its longer side.
  /// - Parameter biasStep: from a row's bias to the next one's, 0 or b's columns.
  static func matrices<Element: NeuralElement>(
    _ a: Matrix, _ b: Matrix, into c: UnsafeMutablePointer<Element>, bias: UnsafePointer<Element>?,
    biasStep: Int = 0
  ) {
    let size = MemoryLayout<Element>.size
    let (m, n) = (a.rows, b.columns)
    if work(a, b) <= smallWork {
      Element.multiplySmall(a, b, into: c)
      if let bias { biasStep == 0 ? Element.addRows(bias, c, n, m) : Element.addRows(bias, c, m * n, 1) }
      return
    }
    Parallel.forEach(count: max(m, n), grain: grain(a, b)) { range in
      let byRows = m >= n
      let part = byRows ? a.rows(range, size: size) : a
      let other = byRows ? b : b.columns(range, size: size)
      let to = c + (byRows ? range.lowerBound * n : range.lowerBound)
      if let bias {
        let from = bias + range.lowerBound * (byRows ? biasStep : 1)
        for row in 0..<part.rows {
          (to + row * n).update(from: from + row * biasStep, count: other.columns)
        }
      }
      block(part, other, into: to, n, adding: bias != nil)
    }
  }

  /// Multiply-adds up to which BLAS works on the operands as they lie, without packing them first.
  private static let unpackedWork = 1_000_000

  /// Rows or columns of a block, whichever there are more of.
  private static func grain(_ a: Matrix, _ b: Matrix) -> Int {
    let length = max(a.rows, b.columns)
    let blocks = min(16, work(a, b) / blockWork)
    if blocks < 2 { return length }
    // Each block packs the other operand anew.
    let least = length >= 1024 ? 128 : a.rows < b.columns && !b.isTransposed ? 64 : 32
    let packed = max(least, ((length + blocks - 1) / blocks + 15) / 16 * 16)
    let unpacked = unpackedWork / (min(a.rows, b.columns) * a.columns) / 16 * 16
    guard unpacked >= 16 else { return packed }
    if a.isTransposed || !b.isTransposed { return min(unpacked, length) }
    // Rows by rows: narrow blocks of tall rows gain, others are better packed.
    return a.rows < b.columns && a.rows % 16 == 0 && a.columns >= 128 ? 16 : packed
  }

  /// One call on one thread.
  @inline(__always)
  static func block<Element: NeuralElement>(
    _ a: Matrix, _ b: Matrix, into c: UnsafeMutablePointer<Element>, _ ldc: Int, adding: Bool
  ) {
    if a.columns == 0 {
      if !adding { for row in 0..<a.rows { (c + row * ldc).update(repeating: 0, count: b.columns) } }
    } else if !adding, ldc == b.columns, work(a, b) <= smallWork {
      Element.multiplySmall(a, b, into: c)
    } else {
      BLAS.prepare()
      Element.multiply(a, b, into: c, ldc, adding: adding)
    }
  }
}

extension Matrix {
  fileprivate func moved(_ bytes: Int) -> Matrix {
    var result = self
    result.base += bytes
    return result
  }
}

/// BLAS starts no threads of its own.
enum BLAS {
  private static let once: Void = openblas_set_num_threads(1)

  @inline(__always)
  static func prepare() { _ = once }
}
