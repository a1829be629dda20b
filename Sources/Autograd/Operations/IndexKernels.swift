import Tensor

// Index work that is a plain walk over rows. `outer` counts what stands before the axis, `inner` what follows it.
extension Tensor {
  private func layout(_ axis: Int) -> (outer: Int, size: Int, inner: Int) {
    (shape[..<axis].reduce(1, *), shape[axis], shape[(axis + 1)...].reduce(1, *))
  }

  /// - Parameter indices: i64, 1-d, each within the axis.
  func indexSelect(axis: Int, indices: Tensor) throws -> Tensor {
    let source = try contiguous()
    let (outer, size, inner) = layout(axis)
    var target = shape
    target[axis] = indices.count
    let result = try Tensor(empty: target, dtype)
    let bytes = inner * dtype.size
    let (from, to, chosen) = (source.raw, result.raw, try indices.contiguous())
    let count = indices.count
    Parallel.forEach(count: outer * count, grain: Swift.max(1, 65_536 / Swift.max(bytes, 1))) { rows in
      for row in rows {
        let place = (row / count) * size + Int(chosen.i64[row % count])
        (to + row * bytes).copyMemory(from: from + place * bytes, byteCount: bytes)
      }
    }
    return result
  }

  /// Slices along the axis added into zeros of the given size, in order.
  func indexAdd(axis: Int, indices: Tensor, size: Int) throws -> Tensor {
    let source = try contiguous()
    let (outer, count, inner) = layout(axis)
    var target = shape
    target[axis] = size
    let result = try Tensor.zeros(target, dtype)
    let chosen = try indices.contiguous()
    for block in 0..<outer {
      for row in 0..<count {
        let to = (block * size + Int(chosen.i64[row])) * inner
        result.add(source, from: (block * count + row) * inner, to: to, count: inner)
      }
    }
    return result
  }

  /// - Parameter indices: i64, of this rank, no larger than this outside the axis.
  func gather(axis: Int, indices: Tensor) throws -> Tensor {
    let result = try Tensor(empty: indices.shape, dtype)
    let source = try contiguous()
    let bytes = dtype.size
    let (from, to) = (source.raw, result.raw)
    try source.visit(axis, indices) { place, own in
      (to + place * bytes).copyMemory(from: from + own * bytes, byteCount: bytes)
    }
    return result
  }

  /// This tensor with values added, each at its index along the axis. Changes this tensor.
  func scatterAdd(axis: Int, indices: Tensor, values: Tensor) throws -> Tensor {
    let source = try values.contiguous()
    try visit(axis, indices) { place, own in add(source, from: place, to: own, count: 1) }
    return self
  }

  /// For each index: its own place, and the place of the element it names in this contiguous tensor.
  private func visit(_ axis: Int, _ indices: Tensor, _ body: (Int, Int) -> Void) throws {
    let chosen = try indices.contiguous()
    let strides = shape.contiguousStrides
    var position = [Int](repeating: 0, count: shape.rank)
    for place in 0..<chosen.count {
      var own = 0
      for other in position.indices {
        own += (other == axis ? Int(chosen.i64[place]) : position[other]) * strides[other]
      }
      body(place, own)
      var last = position.count - 1
      while last >= 0 {
        position[last] += 1
        if position[last] < chosen.shape[last] { break }
        position[last] = 0
        last -= 1
      }
    }
  }

  private func add(_ source: Tensor, from: Int, to: Int, count: Int) {
    switch dtype {
    case .f32: Tensor.add(f32 + to, source.f32 + from, count) { $0 + $1 }
    case .f64: Tensor.add(f64 + to, source.f64 + from, count) { $0 + $1 }
    case .i64: Tensor.add(i64 + to, source.i64 + from, count) { $0 &+ $1 }
    case .bool: Tensor.add(bool + to, source.bool + from, count) { $0 || $1 }
    }
  }

  @inline(__always)
  private static func add<T>(
    _ to: UnsafeMutablePointer<T>, _ from: UnsafeMutablePointer<T>, _ count: Int, _ sum: (T, T) -> T
  ) {
    for place in 0..<count { to[place] = sum(to[place], from[place]) }
  }

  func cumsum(axis: Int) throws -> Tensor {
    let result = try copy()
    let (outer, size, inner) = layout(axis)
    guard size > 1 else { return result }
    for block in 0..<outer {
      for row in 1..<size {
        let place = (block * size + row) * inner
        result.add(result, from: place - inner, to: place, count: inner)
      }
    }
    return result
  }

  /// Where each element of the sorted axis stood; equal ones keep their order, NaN counts as largest.
  func argsort(axis: Int, descending: Bool) throws -> Tensor {
    let keys = try cast(to: dtype == .f32 ? .f64 : dtype == .bool ? .i64 : dtype).contiguous()
    let (outer, size, inner) = layout(axis)
    let result = try Tensor(empty: shape, .i64)
    for block in 0..<outer {
      for lane in 0..<inner {
        func place(_ row: Int) -> Int { (block * size + row) * inner + lane }
        func precedes(_ i: Int, _ j: Int) -> Bool {
          let (p, q) = (place(i), place(j))
          if keys.dtype == .i64 { return keys.i64[p] < keys.i64[q] }
          let (a, b) = (keys.f64[p], keys.f64[q])
          return a < b || (b.isNaN && !a.isNaN)
        }
        let order = (0..<size).sorted { i, j in
          let (first, second) = descending ? (j, i) : (i, j)
          return precedes(first, second) || (!precedes(second, first) && i < j)
        }
        for (row, index) in order.enumerated() { result.i64[place(row)] = Int64(index) }
      }
    }
    return result
  }

  /// - Precondition: at least one tensor; equal dtypes, and equal sizes outside the axis.
  static func concatenate(_ tensors: [Tensor], axis: Int) throws -> Tensor {
    var shape = tensors[0].shape
    shape[axis] = tensors.reduce(0) { $0 + $1.shape[axis] }
    let result = try Tensor(empty: shape, tensors[0].dtype)
    var start = 0
    for tensor in tensors {
      let stop = start + tensor.shape[axis]
      try result.slice(axis: axis, start: start, stop: stop).assign(tensor)
      start = stop
    }
    return result
  }

  func pad(before: [Int], after: [Int], value: Double) throws -> Tensor {
    let sizes = shape.indices.map { before[$0] + shape[$0] + after[$0] }
    let result = try Tensor.full(Shape(sizes), value, dtype)
    var inner = result
    for axis in shape.indices {
      inner = try inner.slice(axis: axis, start: before[axis], stop: before[axis] + shape[axis])
    }
    try inner.assign(self)
    return result
  }

  /// The last two axes where column - row ≤ diagonal; 0 elsewhere.
  func tril(_ diagonal: Int) throws -> Tensor { try triangle { $1 - $0 <= diagonal } }

  /// The last two axes where column - row ≥ diagonal; 0 elsewhere.
  func triu(_ diagonal: Int) throws -> Tensor { try triangle { $1 - $0 >= diagonal } }

  private func triangle(_ keeps: (Int, Int) -> Bool) throws -> Tensor {
    let (rows, columns) = (shape[rank - 2], shape[rank - 1])
    let mask = try Tensor(empty: [rows, columns], .bool)
    for row in 0..<rows {
      for column in 0..<columns { mask.bool[row * columns + column] = keeps(row, column) }
    }
    return try Tensor.select(where: mask, self, Tensor.scalar(0, dtype))
  }
}
