import Autograd
import Catalog
import Tensor
import Text

/// What a training run measured, per step and per epoch.
public final class History {
  /// Loss of every step.
  public private(set) var stepLosses: [Double] = []
  public private(set) var stepRates: [Double] = []
  /// Per epoch, in order of first appearance: `loss`, `accuracy`, `val_loss`…
  public private(set) var epochs: [(name: String, values: [Double])] = []
  /// Samples per second over the whole run.
  public internal(set) var rate = 0.0
  /// Ended by Ctrl-C.
  public internal(set) var wasInterrupted = false

  public init() {}

  func addStep(_ loss: Double, _ rate: Double) {
    stepLosses.append(loss)
    stepRates.append(rate)
  }

  func addEpoch(_ metrics: [(name: String, value: Double)]) {
    for (name, value) in metrics {
      if let index = epochs.firstIndex(where: { $0.name == name }) {
        epochs[index].values.append(value)
      } else {
        epochs.append((name, [value]))
      }
    }
  }

  /// Puts back what a checkpoint holds.
  func restore(_ tensors: [(name: String, tensor: Tensor)]) {
    for (name, tensor) in tensors where tensor.dtype.isFloating {
      switch name {
      case "steps.loss": stepLosses = tensor.doubles
      case "steps.lr": stepRates = tensor.doubles
      default: if name.hasPrefix("epochs.") { epochs.append((String(name.dropFirst(7)), tensor.doubles)) }
      }
    }
  }

  /// As if more epochs of more steps had measured the same as the one that ran.
  func extend(epochs count: Int, steps: Int) {
    let count = min(count, 100_000)
    for index in epochs.indices {
      epochs[index].values = Array(repeating: epochs[index].values.last ?? 0, count: count)
    }
    let total = min(count * min(steps, 100_000), 1_000_000)
    stepLosses = Array(repeating: stepLosses.last ?? 0, count: total)
    stepRates = Array(repeating: stepRates.last ?? 0, count: total)
  }

  public var epochCount: Int { epochs.first?.values.count ?? 0 }
}

extension History: SeriesProviding {
  public var series: [Series] {
    let steps = (0..<stepLosses.count).map { Double($0 + 1) }
    var result = [Series(name: "loss", x: steps, y: stepLosses, unit: "step")]
    for (name, values) in epochs where name != "loss" || values.count > 1 {
      result.append(
        Series(
          name: name, x: (0..<values.count).map { Double($0 + 1) }, y: values, unit: "epoch",
          rises: Metric.rises(name)))
    }
    return result
  }
}

extension History: MemberProviding {
  public var memberNames: [String] {
    epochs.map(\.name) + NetworkMembers.history.names.filter { name in !epochs.contains { $0.name == name } }
  }

  public func member(_ name: String) throws -> Argument? {
    if let found = epochs.first(where: { $0.name == name }) { return try History.tensor(found.values) }
    switch name {
    case "loss": return try History.tensor(stepLosses)
    case "steps":
      return .record([("loss", try History.tensor(stepLosses)), ("lr", try History.tensor(stepRates))])
    case "epochs": return .number(Double(epochCount))
    case "rate": return .number(rate)
    case "interrupted": return .bool(wasInterrupted)
    default: return nil
    }
  }

  public func setMember(_ name: String, to value: Argument) throws -> Bool { false }

  private static func tensor(_ values: [Double]) throws -> Argument {
    if Hollow.isOn { return .object(Variable(try .hollow([values.count]))) }
    return .object(Variable(try Tensor.from(values.map(Float.init), [values.count])))
  }
}

extension History: TableProviding {
  public var typeName: String { "history" }
  public var displayText: String {
    displayTable?.text
      ?? Wording("history of \(stepLosses.count) steps", "\(stepLosses.count) 步的训练记录").text
  }

  /// A row per epoch; of a long run the first and the last ones.
  public var displayTable: DisplayTable? {
    guard epochCount > 0 else { return nil }
    let header = [Wording("epoch", "轮").text] + epochs.map(\.name)
    var rows: [[String]] = []
    for epoch in 0..<epochCount {
      if epochCount > 20, epoch == 10 { rows.append(header.map { _ in "…" }) }
      if epochCount > 20, (10..<epochCount - 9).contains(epoch) { continue }
      rows.append(
        ["\(epoch + 1)"] + epochs.map { epoch < $0.values.count ? Digits.short($0.values[epoch]) : "" })
    }
    return TextTable.table(header, rows)
  }
}
