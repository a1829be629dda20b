import Tensor

/// One item between the brackets of `x[…]`.
public enum IndexItem {
  /// `x[2]`: the axis disappears.
  case at(Int)
  /// `x[a:b:s]`, as Python.
  case slice(start: Int?, stop: Int?, step: Int)
  /// `x[...]`: all axes not named.
  case ellipsis
  /// A new axis of size 1.
  case newAxis
  /// Whole numbers, or a bool mask over one or several axes.
  case tensor(Variable)
}

extension Ops {
  /// `x[items]` with NumPy's meaning; index tensors next to one another broadcast together, and their axes stand
  /// where the first of them stood.
  public static func index(_ x: Variable, _ items: [IndexItem]) throws -> Variable {
    var result = x
    var axis = 0
    var picks: [(axis: Int, index: Variable)] = []
    let used = items.reduce(0) { $0 + axesUsed($1) }
    guard used <= x.shape.rank else { throw AutogradFailure.tooManyIndices(used, x.shape) }
    for item in items {
      switch item {
      case .at(let place): result = try select(result, dim: axis, index: place)
      case .slice(nil, nil, 1): axis += 1
      case .slice(let start, let stop, let step):
        result = try slice(result, dim: axis, start: start, stop: stop, step: step)
        axis += 1
      case .ellipsis: axis += x.shape.rank - used
      case .newAxis:
        result = try unsqueeze(result, axis)
        axis += 1
      case .tensor(let index):
        if index.dtype == .bool {
          let merged = try maskIndices(result, index, axis)
          (result, picks) = (merged.0, picks + [(axis, merged.1)])
        } else {
          picks.append((axis, try Indices.whole(index, "indexing")))
        }
        axis += 1
      }
    }
    return try pick(result, picks)
  }

  private static func axesUsed(_ item: IndexItem) -> Int {
    switch item {
    case .at, .slice: 1
    case .ellipsis, .newAxis: 0
    case .tensor(let index): index.dtype == .bool ? index.shape.rank : 1
    }
  }

  /// A mask over several axes merges them; its true places become indices.
  private static func maskIndices(
    _ x: Variable, _ mask: Variable, _ axis: Int
  ) throws -> (Variable, Variable) {
    let rank = mask.shape.rank
    guard rank > 0, Array(x.shape[axis..<axis + rank]) == mask.shape.array else {
      throw AutogradFailure.maskShape(mask.shape, x.shape)
    }
    if mask.tensor.isHollow { throw UnknownShape() }
    let places = mask.tensor.ints.enumerated().compactMap { $1 != 0 ? Int64($0) : nil }
    let merged =
      rank == 1
      ? x
      : try reshape(
        x, Array(x.shape[..<axis]) + [mask.tensor.count] + Array(x.shape[(axis + rank)...]))
    return (merged, Variable(try Tensor.from(places, [places.count])))
  }

  private static func pick(_ x: Variable, _ picks: [(axis: Int, index: Variable)]) throws -> Variable {
    guard let first = picks.first else { return x }
    if picks.count == 1 { return try pickOne(x, first.axis, first.index) }
    // Several index tensors choose together: the axes are brought side by side, merged, and one index made.
    var shape = first.index.shape
    for other in picks.dropFirst() {
      guard let common = Broadcasting.full(shape, other.index.shape) else {
        throw AutogradFailure.incompatible("`x[…]`", shape, other.index.shape)
      }
      shape = common
    }
    let chosen = picks.map(\.axis)
    let rest = x.shape.indices.filter { !chosen.contains($0) }
    let before = rest.filter { $0 < first.axis }
    let moved = try permute(x, before + chosen + rest.filter { $0 > first.axis })
    var combined = try Tensor.zeros(shape, .i64)
    for pick in picks {
      let size = x.shape[pick.axis]
      let checked = try Indices.within(pick.index.tensor, size, "indexing").reshaped(pick.index.shape)
      combined = try Tensor.binary(
        .add, Tensor.binary(.multiply, combined, Tensor.scalar(Double(size), .i64)),
        checked.broadcast(to: shape))
    }
    let sizes = moved.shape.array
    let merged = try reshape(
      moved,
      Array(sizes[..<before.count]) + [chosen.reduce(1) { $0 * x.shape[$1] }]
        + Array(sizes[(before.count + chosen.count)...]))
    return try pickOne(merged, before.count, Variable(combined))
  }

  private static func pickOne(_ x: Variable, _ axis: Int, _ index: Variable) throws -> Variable {
    let flat = try indexSelect(x, dim: axis, reshape(index, [index.tensor.count]))
    if index.shape.rank == 1 { return flat }
    return try reshape(flat, Array(x.shape[..<axis]) + index.shape.array + Array(x.shape[(axis + 1)...]))
  }
}
