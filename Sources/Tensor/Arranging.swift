import CKernels
import Text

// Joining, padding, ordering and cutting.
extension Tensor {
  /// Tensors of one dtype that agree off the axis, one after the other along it.
  public static func concatenate(_ tensors: [Tensor], axis: Int) throws -> Tensor {
    guard let first = tensors.first else {
      throw TensorFailure.invalid(operation: "cat", Wording("there is nothing to join", "没有可连接的张量"))
    }
    let axis = try normalized(axis: axis, rank: first.rank)
    var shape = first.shape
    var total = 0
    for tensor in tensors {
      guard tensor.dtype == first.dtype else {
        throw TensorFailure.dtypesDiffer(operation: "cat", first.dtype, tensor.dtype)
      }
      guard tensor.rank == first.rank,
        (0..<first.rank).allSatisfy({ $0 == axis || tensor.shape[$0] == shape[$0] })
      else { throw TensorFailure.shapesDiffer(operation: "cat", first.shape, tensor.shape) }
      total += tensor.shape[axis]
    }
    shape[axis] = total
    let result = try Tensor(
      empty: shape, first.dtype, hollow: tensors.contains { $0.isHollow && $0.count > 0 })
    if result.isHollow { return result }
    var start = 0
    for tensor in tensors {
      let stop = start + tensor.shape[axis]
      if !result.place(tensor, axis: axis, at: start) {
        move(tensor, into: try result.slice(axis: axis, start: start, stop: stop))
      }
      start = stop
    }
    return result
  }

  /// Copies elements in a row to some positions of one axis: from `start` on as many as there are elements for. False,
  /// and nothing done, where there are gaps.
  private func place(_ source: Tensor, axis: Int, at start: Int) -> Bool {
    guard isContiguous, source.isContiguous, !source.isHollow else { return false }
    if source.count == 0 { return true }
    let block = Block(shape, axis)
    let bytes = block.inner * dtype.size
    let run = source.count / (block.outer * block.inner) * bytes
    let (to, from) = (raw + start * bytes, source.raw)
    Parallel.forEach(count: block.outer, grain: Swift.max(1, 65_536 / run)) { range in
      for row in range {
        (to + row * block.size * bytes).copyMemory(from: from + row * run, byteCount: run)
      }
    }
    return true
  }

  /// With `before[i]` and `after[i]` elements of the value around axis i.
  public func pad(before: [Int], after: [Int], value: Double = 0) throws -> Tensor {
    guard before.count == rank, after.count == rank, (before + after).allSatisfy({ $0 >= 0 }) else {
      throw TensorFailure.invalid(
        operation: "pad",
        Wording(
          "needs two sizes, not negative, for each of the \(rank) axes", "\(rank) 个轴每个需要两个非负的大小"))
    }
    let padded = try Shape.checked((0..<rank).map { before[$0] &+ shape[$0] &+ after[$0] })
    if isHollow { return try .hollow(padded, dtype) }
    let result = try Tensor.full(padded, value, dtype)
    var inner = result
    for axis in 0..<rank {
      inner = try inner.slice(axis: axis, start: before[axis], stop: before[axis] + shape[axis])
    }
    Tensor.move(self, into: inner)
    return result
  }

  /// Zeros of a shape, with this tensor at some positions of one axis: from `start` on as many as it has elements for.
  public func placed(in shape: Shape, axis: Int, at start: Int) throws -> Tensor {
    let result = try Tensor(empty: shape, dtype, hollow: isHollow)
    if result.isHollow { return result }
    result.clear()
    _ = result.place(try contiguous(), axis: axis, at: start)
    return result
  }

  /// Running sums along an axis; bool counts in i64.
  ///
  /// - Parameter reversed: from the last element on.
  public func cumsum(axis: Int, reversed: Bool = false) throws -> Tensor {
    let axis = rank == 0 ? 0 : try Tensor.normalized(axis: axis, rank: rank)
    let source = try (dtype == .bool ? cast(to: .i64) : self).contiguous()
    if rank == 0 { return try source.copy() }
    let result = try Tensor(empty: shape, source.dtype, hollow: isHollow)
    if result.isHollow { return result }
    let (from, to, code, size) = (source.raw, result.raw, source.dtype.code, source.dtype.size)
    let block = Block(shape, axis)
    let step = reversed ? -block.inner : block.inner
    let first = reversed ? (block.size - 1) * block.inner : 0
    block.forEachColumn { start in
      let place = (start + first) * size
      dls_cumsum(code, block.size, Int64(step), from + place, to + place)
    }
    return result
  }

  /// Indices (i64) that sort along an axis. Equal elements keep their order; NaN counts as the largest.
  public func argsort(axis: Int, descending: Bool = false) throws -> Tensor {
    if rank == 0 { return try Tensor.zeros([], .i64) }
    let axis = try Tensor.normalized(axis: axis, rank: rank)
    let source = try contiguous()
    let result = try Tensor(empty: shape, .i64, hollow: isHollow)
    guard count > 0, !result.isHollow else { return result }
    let block = Block(shape, axis)
    let (from, to) = (source.raw, result.i64)
    let bytes = 32 * block.size
    let failures = UnsafeMutablePointer<Bool>.allocate(capacity: 1)
    failures.initialize(to: false)
    defer { failures.deallocate() }
    block.forEachColumn { start in
      guard let scratch = Scratch.buffer(bytes: bytes) else { return failures.pointee = true }
      dls_argsort(
        dtype.code, descending ? 1 : 0, block.size, Int64(block.inner), from + start * dtype.size, to + start,
        scratch)
    }
    if failures.pointee { throw TensorFailure.outOfMemory(bytes) }
    return result
  }

  /// The lower triangle of the last two axes: elements whose column is at most their row + diagonal.
  public func tril(_ diagonal: Int = 0) throws -> Tensor { try triangle("tril", diagonal, keepsLower: true) }

  /// The upper triangle of the last two axes: elements whose column is at least their row + diagonal.
  public func triu(_ diagonal: Int = 0) throws -> Tensor { try triangle("triu", diagonal, keepsLower: false) }

  private func triangle(_ name: String, _ diagonal: Int, keepsLower: Bool) throws -> Tensor {
    guard rank >= 2 else {
      throw TensorFailure.invalid(
        operation: name, Wording("needs at least two axes, not \(rank)", "至少需要两个轴，而不是 \(rank) 个"))
    }
    let result = try copy()
    if result.isHollow { return result }
    let (rows, columns) = (shape[rank - 2], shape[rank - 1])
    let (base, size) = (result.raw, dtype.size)
    // Beyond these the triangle is all or nothing.
    let shift = Swift.min(Swift.max(diagonal, -rows - 1), columns + 1)
    Parallel.forEach(
      count: columns == 0 ? 0 : count / columns, grain: Swift.max(1, 65_536 / Swift.max(columns, 1))
    ) {
      for line in $0 {
        let border = Swift.min(Swift.max(line % rows + shift + (keepsLower ? 1 : 0), 0), columns)
        let cleared = keepsLower ? border..<columns : 0..<border
        (base + (line * columns + cleared.lowerBound) * size)
          .initializeMemory(as: UInt8.self, repeating: 0, count: cleared.count * size)
      }
    }
    return result
  }
}

extension Block {
  /// Calls the body with the position of the first element of each column, on any thread.
  fileprivate func forEachColumn(_ body: (Int) -> Void) {
    Parallel.forEach(count: outer * inner, grain: Swift.max(1, 8192 / Swift.max(size, 1))) { range in
      for column in range {
        let (row, place) = column.quotientAndRemainder(dividingBy: inner)
        body(row * size * inner + place)
      }
    }
  }
}
