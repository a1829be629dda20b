import Catalog
import Tensor
import Text

/// A supervised data set: samples of inputs and targets, a choice of them, and what is done to inputs when they are
/// fetched.
public final class Dataset: SampleSource {
  public let name: String
  public let split: String
  /// Names of the classes that the targets number; empty when they number none.
  public let classes: [String]
  let inputs: Values
  let targets: Values
  /// The file or folder it was read from, or how it came to be.
  let source: Wording
  /// Of a text, whose characters the samples number.
  let vocabulary: Vocabulary?
  /// Which samples of the store these are; nil: all.
  let chosen: [Int]?
  let steps: [Step]

  /// One value per sample.
  enum Values {
    /// Bytes, given as f32 of [0, 1].
    case pixels(Pixels)
    case tensor(Tensor)
    /// i64
    case windows(Windows)

    var count: Int {
      switch self {
      case .pixels(let pixels): pixels.count
      case .tensor(let tensor): tensor.shape.first ?? 0
      case .windows(let windows): windows.count
      }
    }

    var sampleShape: [Int] {
      switch self {
      case .pixels(let pixels): pixels.shape
      case .tensor(let tensor): Array(tensor.shape.dropFirst())
      case .windows(let windows): [windows.length]
      }
    }

    var dtype: DType {
      switch self {
      case .pixels: .f32
      case .tensor(let tensor): tensor.dtype
      case .windows: .i64
      }
    }

    func samples(at places: [Int]) throws -> Tensor {
      switch self {
      case .pixels(let pixels): try pixels.samples(at: places)
      case .tensor(let tensor): try tensor.rows(places)
      case .windows(let windows): try windows.samples(at: places)
      }
    }
  }

  enum Step {
    /// (x - mean) / deviation, per channel or one for all.
    case normalize(mean: [Double], deviation: [Double])
    /// On each input, or on each (input, target).
    case function(any Callable)
  }

  init(
    name: String, split: String, inputs: Values, targets: Values, classes: [String] = [],
    source: Wording = Dataset.made, vocabulary: Vocabulary? = nil, chosen: [Int]? = nil, steps: [Step] = []
  ) {
    self.name = name
    self.split = split
    self.inputs = inputs
    self.targets = targets
    self.classes = classes
    self.source = source
    self.vocabulary = vocabulary
    self.chosen = chosen
    self.steps = steps
  }

  public var sampleCount: Int { chosen?.count ?? inputs.count }

  static let made = Wording("made by the program", "由程序生成")

  /// As stored; a mapped function may give another shape.
  public var inputShape: [Int] {
    guard hasFunctions, sampleCount > 0, let first = try? samples(at: [0])
    else { return inputs.sampleShape }
    return Array(first.inputs.shape.dropFirst())
  }

  private var hasFunctions: Bool { steps.contains { if case .function = $0 { true } else { false } } }

  public func samples(at indices: [Int]) throws -> (inputs: Tensor, targets: Tensor) {
    if Hollow.isOn, hasFunctions, indices.count > 1 {
      // One sample tells the shape of all.
      let (x, y) = try samples(at: [indices[0]])
      return (try x.hollow(rows: indices.count), try y.hollow(rows: indices.count))
    }
    let places = try indices.map { index in
      let position = try Tensor.normalized(index: index, size: sampleCount, axis: 0)
      return chosen?[position] ?? position
    }
    var rest = steps[...]
    var x: Tensor
    if case .pixels(let pixels) = inputs, case .normalize(let mean, let deviation)? = rest.first {
      rest = rest.dropFirst()
      x = try pixels.samples(at: places, mean: mean.map(Float.init), deviation: deviation.map(Float.init))
    } else {
      x = try inputs.samples(at: places)
    }
    var y = try targets.samples(at: places)
    for step in rest { try apply(step, &x, &y) }
    return (x, y)
  }

  /// Of every sample; the inputs are fetched only where a function makes targets of them.
  func allTargets() throws -> Tensor {
    if hasFunctions { return try samples(at: Array(0..<sampleCount)).targets }
    if chosen == nil, case .tensor(let tensor) = targets { return try tensor.copy() }
    return try targets.samples(at: chosen ?? Array(0..<sampleCount))
  }

  /// The same store with other samples of this one.
  func choosing(_ indices: [Int]) -> Dataset {
    let places = indices.map { chosen?[$0] ?? $0 }
    return Dataset(
      name: name, split: split, inputs: inputs, targets: targets, classes: classes,
      source: source, vocabulary: vocabulary, chosen: places, steps: steps)
  }

  func adding(_ step: Step) -> Dataset {
    Dataset(
      name: name, split: split, inputs: inputs, targets: targets, classes: classes,
      source: source, vocabulary: vocabulary, chosen: chosen, steps: steps + [step])
  }

  private func apply(_ step: Step, _ x: inout Tensor, _ y: inout Tensor) throws {
    switch step {
    case .normalize(let mean, let deviation):
      x = try Transform.normalized(x, mean, deviation, hasBatchAxis: true)
    case .function(let function): try Transform.map(function, &x, &y)
    }
  }
}

extension Tensor {
  /// The slices along the first axis with these indices.
  func rows(_ indices: [Int]) throws -> Tensor {
    try indexSelect(axis: 0, indices: .from(indices.map(Int64.init), [indices.count]))
  }
}
