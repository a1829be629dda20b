import Catalog
import Tensor
import Text

/// What is done to samples when they are fetched.
enum Transform {
  /// (x - mean) / deviation. Several values: one per channel, the axis before the last two, or the last axis where
  /// there are fewer.
  static func normalized(
    _ x: Tensor, _ mean: [Double], _ deviation: [Double], hasBatchAxis: Bool
  ) throws -> Tensor {
    let source = x.dtype.isFloating ? x : try x.cast(to: .f32)
    let centre = try channelwise(mean, source, hasBatchAxis)
    let spread = try channelwise(deviation, source, hasBatchAxis)
    return try Tensor.binary(.divide, Tensor.binary(.subtract, source, centre), spread)
  }

  /// Mean and standard deviation of each channel, as `normalized` takes them; a channel of equal values is divided by 1.
  static func moments(_ x: Tensor, hasBatchAxis: Bool) throws -> (mean: [Double], deviation: [Double]) {
    if x.isHollow { return ([0], [1]) }
    let source = x.dtype.isFloating ? x : try x.cast(to: .f32)
    let isImage = x.rank - (hasBatchAxis ? 1 : 0) >= 3
    let channel = isImage ? x.rank - 3 : x.rank > 1 ? x.rank - 1 : nil
    let axes = (0..<x.rank).filter { $0 != channel }
    let variance = try Tensor.variance(source, axes: axes, correction: 0).doubles
    return (
      try source.reduce(.mean, axes: axes).doubles, variance.map { $0 > 0 ? $0.squareRoot() : 1 }
    )
  }

  private static func channelwise(_ values: [Double], _ x: Tensor, _ hasBatchAxis: Bool) throws -> Tensor {
    if values.count == 1 { return try .scalar(values[0], x.dtype) }
    let isImage = x.rank - (hasBatchAxis ? 1 : 0) >= 3
    let channels = isImage ? x.shape[x.rank - 3] : x.shape.last ?? 1
    guard values.count == channels else {
      throw DatasetFailure.badSetting(
        function: "normalize",
        reason: Wording(
          "\(values.count) values do not fit \(channels) channels", "\(values.count) 个值与 \(channels) 个通道不符"))
    }
    return try Tensor.from(values, isImage ? [channels, 1, 1] : [channels]).cast(to: x.dtype)
  }

  /// The function on each sample, without a batch axis. With two parameters it gets and gives (input, target).
  static func map(_ function: any Callable, _ x: inout Tensor, _ y: inout Tensor) throws {
    var inputs: [Tensor] = []
    var targets: [Tensor] = []
    for index in 0..<(x.shape.first ?? 0) {
      let input = try x.select(axis: 0, index: index)
      guard function.arity == 2 else {
        inputs.append(try tensor(function.call([.object(input)]), function))
        continue
      }
      let result = try function.call([.object(input), .object(try y.select(axis: 0, index: index))])
      guard case .tuple(let pair) = result, pair.count == 2 else {
        throw DatasetFailure.wrongData(
          function: "map over a dataset",
          expected: Wording("a function of (x, y) that gives a pair (x, y)", "由 (x, y) 给出一对 (x, y) 的函数"),
          got: Wording("another", "别的函数"))
      }
      inputs.append(try tensor(pair[0], function))
      targets.append(try tensor(pair[1], function))
    }
    if !inputs.isEmpty { x = try stacked(inputs) }
    if !targets.isEmpty { y = try stacked(targets) }
  }

  private static func stacked(_ samples: [Tensor]) throws -> Tensor {
    try Tensor.concatenate(samples.map { try $0.unsqueezed(0) }, axis: 0)
  }

  private static func tensor(_ argument: Argument, _ function: any Callable) throws -> Tensor {
    if let tensor = argument.tensor { return tensor }
    throw DatasetFailure.wrongData(
      function: "map over a dataset",
      expected: Wording("a function that gives a tensor or a number", "给出张量或数的函数"),
      got: argument.kindInWords)
  }
}
