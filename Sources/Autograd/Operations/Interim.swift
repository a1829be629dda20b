import Tensor

// Plain versions of index kernels.
extension Tensor {
  func cumsum(axis: Int) throws -> Tensor { throw AutogradFailure.noResult("cumsum") }
  func indexSelect(axis: Int, indices: Tensor) throws -> Tensor {
    let parts = try indices.ints.map { try slice(axis: axis, start: $0, stop: $0 + 1) }
    if parts.isEmpty { return try slice(axis: axis, start: 0, stop: 0) }
    return try Tensor.concatenate(parts, axis: axis)
  }
  func indexAdd(axis: Int, indices: Tensor, size: Int) throws -> Tensor {
    var target = shape
    target[axis] = size
    let result = try Tensor.zeros(target, dtype)
    for (place, index) in indices.ints.enumerated() {
      let slot = try result.slice(axis: axis, start: index, stop: index + 1)
      try slot.assign(Tensor.binary(.add, slot, slice(axis: axis, start: place, stop: place + 1)))
    }
    return result
  }
  func gather(axis: Int, indices: Tensor) throws -> Tensor { throw AutogradFailure.noResult("gather") }
  func scatterAdd(axis: Int, indices: Tensor, values: Tensor) throws -> Tensor {
    throw AutogradFailure.noResult("scatter_add")
  }
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
  func argsort(axis: Int, descending: Bool) throws -> Tensor { throw AutogradFailure.noResult("sort") }
  func tril(_ diagonal: Int) throws -> Tensor { throw AutogradFailure.noResult("tril") }
  func triu(_ diagonal: Int) throws -> Tensor { throw AutogradFailure.noResult("triu") }
}
