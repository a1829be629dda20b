import Catalog
import Tensor
import Text

/// What data functions take: a dataset, tensors that share their first axis, or a tensor.
enum Supply {
  case dataset(Dataset)
  case source(any SampleSource)
  /// (x, y)
  case pair(Tensor, Tensor)
  case tensor(Tensor)

  init(_ argument: Argument, _ function: String) throws {
    switch argument {
    case .object(let dataset as Dataset): self = .dataset(dataset)
    case .object(let source as any SampleSource): self = .source(source)
    case .object(let tensor as Tensor) where tensor.rank > 0: self = .tensor(tensor)
    case .tuple(let items) where items.count == 2, .list(let items) where items.count == 2:
      guard let x = items[0].tensor, let y = items[1].tensor, x.rank > 0, y.rank > 0 else {
        throw DatasetFailure.wrongData(
          function: function, expected: Wording("a dataset or a pair (x, y) of tensors", "数据集或一对张量 (x, y)"),
          got: argument.kindInWords)
      }
      guard x.shape[0] == y.shape[0] else {
        throw DatasetFailure.wrongData(
          function: function, expected: Wording("x and y of as many samples", "样本数相同的 x 和 y"),
          got: Wording("\(x.shape[0]) and \(y.shape[0])", "\(x.shape[0]) 和 \(y.shape[0])"))
      }
      self = .pair(x, y)
    default:
      throw DatasetFailure.wrongData(
        function: function, expected: Wording("a dataset or a pair (x, y) of tensors", "数据集或一对张量 (x, y)"),
        got: argument.kindInWords)
    }
  }

  var count: Int {
    switch self {
    case .dataset(let dataset): dataset.sampleCount
    case .source(let source): source.sampleCount
    case .pair(let x, _), .tensor(let x): x.shape[0]
    }
  }

  /// The samples with these indices, as the same kind of data.
  func choosing(_ indices: [Int], _ function: String) throws -> Argument {
    switch self {
    case .dataset(let dataset): return .object(dataset.choosing(indices))
    case .source(let source):
      let (x, y) = try source.samples(at: indices)
      return .tuple([.object(x), .object(y)])
    case .pair(let x, let y): return .tuple([.object(try x.rows(indices)), .object(try y.rows(indices))])
    case .tensor(let x): return .object(try x.rows(indices))
    }
  }

  /// One batch, as `for (x, y) in batches(…)` sees it.
  func batch(at indices: [Int]) throws -> Argument {
    switch self {
    case .dataset(let dataset): return try Supply.source(dataset).batch(at: indices)
    default: return try choosing(indices, "batches")
    }
  }
}
