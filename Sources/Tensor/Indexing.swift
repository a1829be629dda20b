import CKernels

// Elements by index. Index tensors hold whole numbers (i64); negative ones count from the end.
extension Tensor {
  /// Slices `x[…, indices[k], …]` along an axis, in the order of the 1-d indices.
  public func indexSelect(axis: Int, indices: Tensor) throws -> Tensor {
    let axis = try Tensor.normalized(axis: axis, rank: rank)
    let index = try Tensor.checked(indices, "index_select", size: shape[axis], axis: axis)
    let source = try contiguous()
    let block = Block(shape, axis)
    var target = shape
    target[axis] = index.count
    let result = try Tensor(empty: target, dtype, hollow: isHollow || index.isHollow)
    if result.isHollow { return result }
    let bytes = block.inner * dtype.size
    let (from, to, places, count) = (source.raw, result.raw, index.i64, index.count)
    let grain = Swift.max(1, 65_536 / Swift.max(bytes, 1))
    for outer in 0..<block.outer {
      let (input, output) = (from + outer * block.size * bytes, to + outer * count * bytes)
      Parallel.forEach(count: count, grain: grain) { range in
        dls_take(range.count, bytes, places + range.lowerBound, input, output + range.lowerBound * bytes)
      }
    }
    return result
  }

  /// Zeros with `size` along the axis, to which each slice of this tensor is added at its index.
  public func indexAdd(axis: Int, indices: Tensor, size: Int) throws -> Tensor {
    let axis = try Tensor.normalized(axis: axis, rank: rank)
    guard indices.count == shape[axis] else {
      throw TensorFailure.shapesDiffer(operation: "index_add", [shape[axis]], indices.shape)
    }
    guard dtype != .bool else { throw TensorFailure.unsupported(operation: "index_add", dtype) }
    var target = shape
    target[axis] = size
    if isHollow || indices.isHollow { return try .hollow(Shape.checked(target.array), dtype) }
    let result = try Tensor.zeros(Shape.checked(target.array), dtype)
    let index = try Tensor.checked(indices, "index_add", size: size, axis: axis)
    if result.isHollow { return result }
    let source = try contiguous()
    let block = Block(shape, axis)
    let (from, to, places) = (source.raw, result.raw, index.i64)
    let strip = 128
    let strips = (block.inner + strip - 1) / strip
    Parallel.forEach(
      count: block.outer * strips, grain: Swift.max(1, 32_768 / Swift.max(1, strip * block.size))
    ) { range in
      for part in range {
        let (outer, column) = part.quotientAndRemainder(dividingBy: strips)
        let (low, high) = (column * strip, Swift.min(block.inner, (column + 1) * strip))
        dls_add_slices(
          dtype.code, block.size, Int64(block.inner), Int64(low), Int64(high), places,
          from + outer * block.size * block.inner * dtype.size, to + outer * size * block.inner * dtype.size)
      }
    }
    return result
  }

  /// `result[…, k, …] = self[…, indices[…, k, …], …]`. The indices have this tensor's rank and, off the axis, at
  /// most its sizes.
  public func gather(axis: Int, indices: Tensor) throws -> Tensor {
    let axis = try checkedAxis("gather", axis, indices)
    let index = try Tensor.checked(indices, "gather", size: shape[axis], axis: axis)
    let source = try cropped(to: index.shape, except: axis).contiguous()
    let result = try Tensor(empty: index.shape, dtype, hollow: isHollow || index.isHollow)
    if result.isHollow { return result }
    let block = Block(index.shape, axis)
    let step = source.shape[axis] * block.inner * dtype.size
    let (from, to, places) = (source.raw, result.raw, index.i64)
    let grain = Swift.max(1, 16_384 / Swift.max(1, block.size * block.inner))
    Parallel.forEach(count: block.outer, grain: grain) { range in
      for outer in range {
        let start = outer * block.size * block.inner
        dls_gather(
          dtype.code, block.size, Int64(block.inner), Int64(block.inner), places + start, from + outer * step,
          to + start * dtype.size)
      }
    }
    return result
  }

  /// A copy of this tensor with `values[…, k, …]` added at `[…, indices[…, k, …], …]`: the transpose of
  /// ``gather(axis:indices:)``.
  public func scatterAdd(axis: Int, indices: Tensor, values: Tensor) throws -> Tensor {
    guard dtype != .bool else { throw TensorFailure.unsupported(operation: "scatter_add", dtype) }
    let axis = try checkedAxis("scatter_add", axis, indices)
    guard values.shape == indices.shape else {
      throw TensorFailure.shapesDiffer(operation: "scatter_add", values.shape, indices.shape)
    }
    guard values.dtype == dtype else {
      throw TensorFailure.dtypesDiffer(operation: "scatter_add", dtype, values.dtype)
    }
    let index = try Tensor.checked(indices, "scatter_add", size: shape[axis], axis: axis)
    if index.isHollow || values.isHollow { return try .hollow(shape, dtype) }
    let result = try copy()
    if result.isHollow { return result }
    // Off the axis the indices may cover a corner only.
    let corner = try result.cropped(to: index.shape, except: axis)
    let target = try corner.contiguous()
    let source = try values.contiguous()
    let block = Block(index.shape, axis)
    let step = target.shape[axis] * block.inner * dtype.size
    let (from, to, places) = (source.raw, target.raw, index.i64)
    let grain = Swift.max(1, 16_384 / Swift.max(1, block.size * block.inner))
    Parallel.forEach(count: block.outer, grain: grain) { range in
      for outer in range {
        let start = outer * block.size * block.inner
        dls_scatter_add(
          dtype.code, block.size, Int64(block.inner), Int64(block.inner), places + start,
          from + start * dtype.size, to + outer * step)
      }
    }
    if target !== corner { Tensor.move(target, into: corner) }
    return result
  }

  /// The elements where the mask, of this tensor's shape, is true, in row-major order.
  public func maskedSelect(_ mask: Tensor) throws -> Tensor {
    guard mask.shape == shape else {
      throw TensorFailure.shapesDiffer(operation: "a mask", mask.shape, shape)
    }
    return try reshaped([count] as Shape).indexSelect(axis: 0, indices: Tensor.positions(of: mask))
  }

  /// Row-major positions (i64) of the true elements of a bool tensor.
  public static func positions(of mask: Tensor) throws -> Tensor {
    guard mask.dtype == .bool else { throw TensorFailure.unsupported(operation: "a mask", mask.dtype) }
    if mask.isHollow { throw UnknownShape() }
    let source = try mask.contiguous()
    let total = Int(try reduce(.sum, source, axes: nil).item)
    let result = try Tensor(empty: [total], .i64)
    let (flags, places) = (source.bool, result.i64)
    var next = 0
    for position in 0..<source.count where flags[position] {
      places[next] = Int64(position)
      next += 1
    }
    return result
  }
}

/// A shape seen as outer × size × inner around an axis.
struct Block {
  var outer = 1
  var size: Int
  var inner = 1

  init(_ shape: Shape, _ axis: Int) {
    size = shape[axis]
    for index in 0..<axis { outer *= shape[index] }
    for index in axis + 1..<shape.rank { inner *= shape[index] }
  }
}

extension Tensor {
  /// Contiguous indices within 0..<size.
  static func checked(_ indices: Tensor, _ operation: String, size: Int, axis: Int) throws -> Tensor {
    guard indices.dtype == .i64 else {
      throw TensorFailure.notIndices(operation: operation, indices.dtype)
    }
    let source = try indices.contiguous()
    let result = try Tensor(empty: source.shape, .i64, hollow: source.isHollow)
    if result.isHollow { return result }
    let bad = dls_check_indices(source.count, Int64(size), source.i64, result.i64)
    guard bad < 0 else {
      throw TensorFailure.indexOutOfRange(index: Int(source.i64[Int(bad)]), size: size, axis: axis)
    }
    return result
  }

  private func checkedAxis(_ operation: String, _ axis: Int, _ indices: Tensor) throws -> Int {
    let axis = try Tensor.normalized(axis: axis, rank: rank)
    guard indices.rank == rank, (0..<rank).allSatisfy({ $0 == axis || indices.shape[$0] <= shape[$0] }) else {
      throw TensorFailure.shapesDiffer(operation: operation, shape, indices.shape)
    }
    return axis
  }

  private func cropped(to shape: Shape, except axis: Int) throws -> Tensor {
    var result = self
    for index in 0..<rank where index != axis && shape[index] != self.shape[index] {
      result = try result.slice(axis: index, start: 0, stop: shape[index])
    }
    return result
  }
}
