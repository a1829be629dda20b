import CKernels

/// A walk over strided operands, row by row; axes are added from the outermost inwards. Strides are in bytes.
struct Walk {
  var walk = dls_walk()

  init(_ operands: Int32) { dls_walk_begin(&walk, operands) }

  mutating func operand(_ index: Int32, _ base: UnsafeMutableRawPointer) {
    dls_walk_operand(&walk, index, base)
  }

  mutating func axis(_ size: Int, _ s0: Int, _ s1: Int, _ s2: Int = 0, _ s3: Int = 0) {
    dls_walk_axis(&walk, Int64(size), Int64(s0), Int64(s1), Int64(s2), Int64(s3))
  }

  typealias Row =
    @convention(c) (
      Int32, Int32, Int, UnsafePointer<UnsafeMutablePointer<CChar>?>?, UnsafePointer<Int64>?
    ) -> Void

  /// Runs the rows of the elements in the range on this thread.
  mutating func run(_ row: Row, _ code: Int32, _ dtype: DType, _ range: Range<Int>) {
    dls_walk_run(&walk, row, code, Int32(dtype.rawValue), Int64(range.lowerBound), Int64(range.upperBound))
  }

  /// Runs all rows, shared among the threads.
  mutating func runAll(_ row: @escaping Row, _ code: Int32, _ dtype: DType, count: Int, grain: Int) {
    withUnsafePointer(to: &walk) { walk in
      Parallel.forEach(count: count, grain: grain) { range in
        dls_walk_run(
          walk, row, code, Int32(dtype.rawValue), Int64(range.lowerBound), Int64(range.upperBound))
      }
    }
  }

  /// Runs a binary operation or comparison whose result is contiguous.
  mutating func runPairs(compares: Bool, _ code: Int32, _ dtype: DType, count: Int, grain: Int) {
    let width = innermost
    guard walk.rank >= 2, width < DLS_SHORT, width > 0 else {
      return runAll(compares ? dls_compare : dls_binary, code, dtype, count: count, grain: grain)
    }
    withUnsafePointer(to: &walk) { walk in
      Parallel.forEach(count: count / width, grain: Swift.max(1, grain / width)) { rows in
        dls_walk_run_short(
          walk, compares ? 1 : 0, code, dtype.code, Int64(rows.lowerBound), Int64(rows.upperBound))
      }
    }
  }

  /// The size of the last axis.
  private var innermost: Int {
    withUnsafeBytes(of: walk.size) { bytes in
      let sizes = bytes.bindMemory(to: Int64.self)
      return walk.rank > 0 ? Int(sizes[Int(walk.rank) - 1]) : 1
    }
  }
}
