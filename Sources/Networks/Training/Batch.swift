import Autograd
import Catalog
import Tensor

/// What one step of training sees.
struct Batch {
  /// The model's arguments; usually one tensor.
  var inputs: [Argument]
  var target: Argument
  var count: Int
}

/// Data for `fit` and `evaluate`: a dataset, a pair (x, y), or ready-made batches.
enum TrainingData {
  case samples(any SampleSource)
  /// Several inputs or targets of a sample share the first axis.
  case arrays(inputs: [Tensor], targets: [Tensor], isTuple: Bool)
  /// Anything that gives (x, y) pairs, each a batch.
  case stream(count: Int?, start: () throws -> () throws -> Argument?)

  init(_ argument: Argument, _ caller: String) throws {
    switch argument {
    case .object(let source as any SampleSource): self = .samples(source)
    case .object(let elements as any ElementProviding):
      self = .stream(count: elements.elementCount, start: elements.makeElementIterator)
    case .tuple(let items) where items.count == 2: self = try TrainingData.pair(items, caller)
    case .list(let items): self = try TrainingData.list(items, caller)
    case .record(let fields) where fields.count == 2:
      self = try TrainingData.pair(fields.map(\.value), caller)
    default: throw NetworkFailure.notTrainingData(caller, got: argument.kindInWords)
    }
  }

  /// Samples; nil for ready-made batches.
  var sampleCount: Int? {
    switch self {
    case .samples(let source): source.sampleCount
    case .arrays(let inputs, _, _): inputs.first?.shape.first
    case .stream: nil
    }
  }

  /// Batches of a pass; nil when unknown.
  func batchCount(_ size: Int) -> Int? {
    if case .stream(let count, _) = self { return count }
    return sampleCount.map { ($0 + size - 1) / size }
  }

  /// One pass over the data.
  /// - Parameter shuffle: nil keeps the order.
  func pass(_ size: Int, shuffle: RandomGenerator?) throws -> () throws -> Batch? {
    if case .stream(_, let start) = self { return try TrainingData.streamPass(start) }
    guard let count = sampleCount, count > 0 else { throw NetworkFailure.noSamples }
    // A single batch of everything is the same in any order.
    if count <= size, case .arrays(let inputs, let targets, let isTuple) = self {
      var done = false
      return {
        if done { return nil }
        done = true
        return TrainingData.batch(inputs, targets, isTuple, count)
      }
    }
    let order = try shuffle.map { try $0.permutation(count).ints } ?? Array(0..<count)
    var start = 0
    return {
      guard start < count else { return nil }
      let indices = Array(order[start..<min(start + size, count)])
      start += size
      return try self.batch(at: indices)
    }
  }

  private func batch(at indices: [Int]) throws -> Batch? {
    switch self {
    case .samples(let source):
      let (inputs, targets) = try source.samples(at: indices)
      return Batch(
        inputs: [.object(Variable(inputs))], target: .object(Variable(targets)), count: indices.count)
    case .arrays(let inputs, let targets, let isTuple):
      return TrainingData.batch(
        try inputs.map { try Rows.gather($0, indices) }, try targets.map { try Rows.gather($0, indices) },
        isTuple, indices.count)
    case .stream: return nil
    }
  }

  private static func batch(_ inputs: [Tensor], _ targets: [Tensor], _ isTuple: Bool, _ count: Int) -> Batch {
    let values = targets.map { Argument.object(Variable($0)) }
    return Batch(
      inputs: inputs.map { .object(Variable($0)) }, target: isTuple ? .tuple(values) : values[0], count: count
    )
  }

  private static func streamPass(
    _ start: () throws -> () throws -> Argument?
  ) throws -> () throws -> Batch? {
    let next = try start()
    return {
      // Batches of a dataset come as plain tensors.
      guard let element = try next()?.recorded else { return nil }
      guard let items = element.items, items.count == 2, let x = items[0].firstVariable else {
        throw NetworkFailure.notABatch(got: element.kindInWords)
      }
      return Batch(inputs: items[0].items ?? [items[0]], target: items[1], count: x.shape.first ?? 1)
    }
  }

  private static func pair(_ items: [Argument], _ caller: String) throws -> TrainingData {
    let inputs = try tensors(items[0], caller)
    let targets = try tensors(items[1], caller)
    let counts = (inputs + targets).map { $0.shape.first ?? 0 }
    guard let first = counts.first, counts.allSatisfy({ $0 == first }) else {
      throw NetworkFailure.sampleCounts(counts)
    }
    return .arrays(inputs: inputs, targets: targets, isTuple: items[1].items != nil)
  }

  private static func tensors(_ argument: Argument, _ caller: String) throws -> [Tensor] {
    let variables = (argument.items ?? [argument]).compactMap(\.variable)
    guard !variables.isEmpty, variables.count == (argument.items?.count ?? 1),
      variables.allSatisfy({ $0.shape.rank > 0 })
    else { throw NetworkFailure.notTrainingData(caller, got: argument.kindInWords) }
    return variables.map(\.tensor)
  }

  /// `[x, y]` is the pair; a list of pairs is a list of batches.
  private static func list(_ items: [Argument], _ caller: String) throws -> TrainingData {
    if items.count == 2, items.allSatisfy({ $0.variable != nil }) { return try pair(items, caller) }
    guard !items.isEmpty, items.allSatisfy({ $0.items?.count == 2 }) else {
      throw NetworkFailure.notTrainingData(caller, got: TypeNoun.one("list"))
    }
    return .stream(count: items.count) {
      var index = 0
      return {
        guard index < items.count else { return nil }
        index += 1
        return items[index - 1]
      }
    }
  }
}

/// Rows of a tensor along its first axis.
enum Rows {
  static func gather(_ tensor: Tensor, _ indices: [Int]) throws -> Tensor {
    let source = try tensor.contiguous()
    var shape = source.shape
    shape[0] = indices.count
    let result = try Tensor(empty: shape, source.dtype, hollow: source.isHollow)
    if result.isHollow { return result }
    let bytes = source.shape[0] == 0 ? 0 : source.count / source.shape[0] * source.dtype.size
    for (row, index) in indices.enumerated() {
      (result.raw + row * bytes).copyMemory(from: source.raw + index * bytes, byteCount: bytes)
    }
    return result
  }

  /// Parts one below the other; all but the first axis agree.
  static func stack(_ parts: [Tensor]) throws -> Tensor? {
    guard let first = parts.first else { return nil }
    guard parts.count > 1 else { return first }
    var shape = first.shape
    shape[0] = parts.reduce(0) { $0 + $1.shape[0] }
    let result = try Tensor(empty: shape, first.dtype, hollow: parts.contains(where: \.isHollow))
    var offset = 0
    for part in parts {
      guard part.shape.dropFirst().elementsEqual(first.shape.dropFirst()), part.dtype == first.dtype else {
        throw NetworkFailure.outputsDiffer(first.shape.array, part.shape.array)
      }
      if result.isHollow { continue }
      let dense = try part.contiguous()
      let bytes = dense.count * dense.dtype.size
      (result.raw + offset).copyMemory(from: dense.raw, byteCount: bytes)
      offset += bytes
    }
    return result
  }
}
