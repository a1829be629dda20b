import Autograd
import Catalog
import Tensor
import Text

/// What `watch(model)` gathers while the model runs: per layer and step, activations and gradients.
///
/// Everything is taken from samples of a few thousand values, so watching costs little.
public final class Watch: WatchProviding {
  public private(set) var layers: [WatchedLayer] = []
  private let model: Module
  private let modules: [Module]
  private var observers: [ModuleObserver] = []
  private var pendingMeans: [Double?]
  private var pendingDeviations: [Double?]
  private var step = 0

  private static let sampleLimit = 2048
  @exclusivity(unchecked) nonisolated(unsafe) private static var active: [WeakWatch] = []

  private struct WeakWatch { weak var watch: Watch? }

  public init(_ model: Module) {
    self.model = model
    let leaves = model.namedModules.filter { $0.module.children.isEmpty }
    modules = leaves.map(\.module)
    layers = leaves.map { WatchedLayer(name: $0.name.isEmpty ? $0.module.kind : $0.name) }
    pendingMeans = leaves.map { _ in nil }
    pendingDeviations = leaves.map { _ in nil }
    for (index, module) in modules.enumerated() {
      let observer = ModuleObserver { [weak self] _, _, output in self?.record(output, of: index) }
      module.observers.append(observer)
      observers.append(observer)
    }
    Watch.active.removeAll { $0.watch == nil }
    Watch.active.append(WeakWatch(watch: self))
  }

  deinit { stop() }

  /// Stops watching; what was gathered stays.
  public func stop() {
    for (module, observer) in zip(modules, observers) { module.observers.removeAll { $0 === observer } }
    observers = []
  }

  /// Called by every optimizer before it moves the parameters.
  static func recordGradients() throws {
    guard !active.isEmpty else { return }
    for entry in active { try entry.watch?.recordStep() }
  }

  private func record(_ output: Variable, of index: Int) {
    // Evaluation passes are not steps of training.
    guard Executor.isRecordingEnabled, modules[index].isTraining else { return }
    let values = Watch.sample([output.tensor])
    layers[index].activations = values
    layers[index].activationShape = output.shape.array
    let (mean, deviation) = Watch.moments(values)
    pendingMeans[index] = mean
    pendingDeviations[index] = deviation
  }

  private func recordStep() throws {
    guard !observers.isEmpty, modules.contains(where: Watch.hasGradient) else { return }
    step += 1
    for (index, module) in modules.enumerated() {
      let gradients = module.parameters.compactMap { $0.variable.gradient?.tensor }
      layers[index].steps.append(Double(step))
      layers[index].activationMeans.append(pendingMeans[index] ?? .nan)
      layers[index].activationDeviations.append(pendingDeviations[index] ?? .nan)
      guard !gradients.isEmpty else { continue }
      layers[index].gradientNorms.append(try GradientClipping.norm(gradients))
      layers[index].gradients = Watch.sample(gradients)
    }
  }

  private static func hasGradient(_ module: Module) -> Bool {
    module.parameters.contains { $0.variable.gradient != nil }
  }

  /// Evenly spread values, at most ``sampleLimit``.
  private static func sample(_ tensors: [Tensor]) -> [Double] {
    let total = tensors.reduce(0) { $0 + $1.count }
    // Odd, so that it does not run along one column of an image.
    let stride = max(1, total / sampleLimit) | 1
    var values: [Double] = []
    values.reserveCapacity(min(total, sampleLimit) + tensors.count)
    for tensor in tensors {
      guard tensor.dtype.isFloating, let dense = try? tensor.contiguous() else { continue }
      for index in Swift.stride(from: 0, to: dense.count, by: stride) {
        values.append(dense.dtype == .f32 ? Double(dense.f32[index]) : dense.f64[index])
      }
    }
    return values
  }

  private static func moments(_ values: [Double]) -> (mean: Double, deviation: Double) {
    guard !values.isEmpty else { return (.nan, .nan) }
    let mean = values.reduce(0, +) / Double(values.count)
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
    return (mean, variance.squareRoot())
  }
}

extension Watch: MemberProviding {
  public var memberNames: [String] { NetworkMembers.watch.names }

  public func member(_ name: String) throws -> Argument? {
    switch name {
    case "layers": return .list(layers.map { .string($0.name) })
    case "steps": return .number(Double(step))
    case "stop":
      return .function(
        Closure("stop", arity: 0) { [self] _ in
          stop()
          return .none
        })
    default: return nil
    }
  }

  public func setMember(_ name: String, to value: Argument) throws -> Bool { false }
}

extension Watch: TableProviding {
  public var typeName: String { "watch" }

  public var displayText: String { displayTable?.text ?? "" }

  public var displayTable: DisplayTable? {
    let rows = layers.map { layer in
      [
        layer.name, layer.activationShape.isEmpty ? "" : Shapes.text(layer.activationShape),
        layer.activationMeans.last.map(Digits.short) ?? "",
        layer.activationDeviations.last.map(Digits.short) ?? "",
        layer.gradientNorms.last.map(Digits.short) ?? "",
      ]
    }
    return TextTable.table(
      [
        Wording("layer", "层").text, Wording("output", "输出").text, Wording("mean", "均值").text,
        Wording("deviation", "标准差").text, Wording("gradient norm", "梯度范数").text,
      ], rows, leftColumns: 2)
  }
}

/// Shapes as the language shows them.
enum Shapes {
  static func text(_ shape: [Int]) -> String { shapeText(shape) }
}
