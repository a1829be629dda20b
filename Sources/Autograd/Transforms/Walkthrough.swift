import Catalog
import Tensor
import Text

/// A walk through a recorded computation, forward and back, one node at a time.
public final class Walkthrough: Displayable {
  /// One node on the way there, or on the way back. Several lines.
  public let forward: [String]
  public let backward: [String]
  private let gradients: [String]

  public var typeName: String { "walkthrough" }

  public var displayText: String {
    ([Wording("forward", "前向").text] + forward.map(Walkthrough.indented) + [Walkthrough.backwardHeading]
      + backward.map(Walkthrough.indented) + [Walkthrough.gradientHeading]
      + gradients.map(Walkthrough.indented))
      .joined(separator: "\n")
  }

  /// Every stop of the walk with its heading.
  public var steps: [String] {
    let ways = [(Wording("forward", "前向").text, forward), (Wording("backward", "反向").text, backward)]
    return ways.flatMap { way, stops in
      stops.enumerated().map { "\(way) \($0 + 1)/\(stops.count)\n\(Walkthrough.indented($1))" }
    } + [Walkthrough.gradientHeading + "\n" + gradients.map(Walkthrough.indented).joined(separator: "\n")]
  }

  private static var backwardHeading: String {
    Wording("backward: δ is the gradient that arrives at the node", "反向：δ 是到达该节点的梯度").text
  }

  private static var gradientHeading: String { Wording("gradients", "梯度").text }

  private static func indented(_ text: String) -> String {
    text.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
  }

  init(_ entries: [GraphWalk.Entry], outputName: String) {
    var writer = WalkWriter(entries, outputName: outputName)
    forward = entries.indices.filter { !entries[$0].isInput || entries.count == 1 }.map(writer.forward)
    backward = entries.indices.reversed().filter { !entries[$0].isInput }.map { writer.backward($0) }
    gradients = writer.leafGradients
  }
}

private struct WalkWriter {
  private let entries: [GraphWalk.Entry]
  private let outputName: String
  /// How later nodes refer to an entry.
  private var names: [String] = []
  /// What each entry computes, in terms of the names before it.
  private var formulas: [String] = []
  /// How many shares of its gradient an entry still waits for, and their sum so far.
  private var waiting: [Int]
  private var gathered: [Tensor?]

  init(_ entries: [GraphWalk.Entry], outputName: String) {
    self.entries = entries
    self.outputName = outputName
    waiting = entries.map { _ in 0 }
    gathered = entries.map { _ in nil }
    for (index, entry) in entries.enumerated() {
      let formula =
        entry.isInput ? entry.label : WalkText.formula(entry.label, entry.sources.map { names[$0] })
      formulas.append(formula)
      let isLast = index == entries.count - 1
      names.append(
        entry.isInput
          ? entry.label
          : entry.name ?? (isLast ? outputName : formula.count <= 24 ? formula : "v\(index + 1)"))
      for (source, share) in zip(entry.sources, entry.shares) where share != nil { waiting[source] += 1 }
    }
  }

  /// `d = y - t = 0.8 - 1 = -0.2`
  func forward(_ index: Int) -> String {
    let entry = entries[index]
    var parts = names[index] == formulas[index] ? [] : [names[index]]
    parts.append(formulas[index])
    let operands = entry.sources.map { entries[$0].value }
    if !entry.isInput, operands.allSatisfy(WalkText.isSmall) {
      let numbers = WalkText.formula(entry.label, operands.map(WalkText.long))
      if numbers != formulas[index] { parts.append(numbers) }
    }
    parts.append(WalkText.long(entry.value))
    return parts.joined(separator: " = ")
  }

  /// The node with the gradient that arrives, then a line for each operand.
  mutating func backward(_ index: Int) -> String {
    let entry = entries[index]
    guard let delta = entry.gradient else {
      return names[index] + "   " + Wording("no gradient arrives", "没有梯度到达").text
    }
    var lines = ["\(heading(index))   δ = \(derivative(names[index])) = \(WalkText.long(delta))"]
    for (place, (source, share)) in zip(entry.sources, entry.shares).enumerated() {
      guard let share else { continue }
      lines.append("  " + line(index, place, source, share, delta))
    }
    return lines.joined(separator: "\n")
  }

  private func heading(_ index: Int) -> String {
    names[index] == formulas[index] ? names[index] : "\(names[index]) = \(formulas[index])"
  }

  /// `∂L/∂w = x·δ = 0.5·(-0.2) = -0.1`
  private mutating func line(_ index: Int, _ place: Int, _ source: Int, _ share: Tensor, _ delta: Tensor)
    -> String
  {
    let entry = entries[index]
    let operands = entry.sources.map { entries[$0].value }
    var parts = [derivative(names[source])]
    let symbols = LocalDerivative.Terms(
      operands: entry.sources.map { WalkText.wrapped(names[$0]) }, result: WalkText.wrapped(names[index]),
      delta: "δ")
    if let local = LocalDerivative.of(entry.operation?.name ?? "", operand: place) {
      parts.append(local.text(symbols))
      let terms = operands + [entry.value, delta]
      if local.isNumeric, terms.allSatisfy(WalkText.isSmall) {
        let numbers = LocalDerivative.Terms(
          operands: operands.map(WalkText.operand), result: WalkText.operand(entry.value),
          delta: WalkText.operand(delta))
        let text = local.text(numbers)
        if text != WalkText.wrapped(WalkText.long(share)), text != WalkText.long(share) { parts.append(text) }
      }
    } else {
      parts += general(entry, place, symbols, share, delta)
    }
    parts.append(WalkText.long(share))
    return parts.joined(separator: " = ") + soFar(source, share)
  }

  /// Of an operation without a formula: its derivative by name, and as the number it must be.
  private func general(
    _ entry: GraphWalk.Entry, _ place: Int, _ symbols: LocalDerivative.Terms, _ share: Tensor, _ delta: Tensor
  ) -> [String] {
    let name = entry.label
    let local =
      entry.sources.count == 1 ? "\(name)'(\(symbols.operands[0]))" : "∂\(name)/∂\(symbols.operands[place])"
    guard share.count == 1, delta.count == 1, delta.item != 0 else { return ["\(local)·δ"] }
    let factor = WalkText.wrapped(WalkText.number(share.item / delta.item))
    return ["\(local)·δ", "\(factor)·\(WalkText.operand(delta))"]
  }

  /// Where several paths lead to a value: the sum of what has come so far.
  private mutating func soFar(_ source: Int, _ share: Tensor) -> String {
    let before = gathered[source]
    let sum = before.flatMap { try? Tensor.binary(.add, $0, share) } ?? share
    gathered[source] = sum
    waiting[source] -= 1
    if before == nil, waiting[source] == 0 { return "" }
    let text = WalkText.long(sum)
    return waiting[source] > 0
      ? Wording(", so far \(text)", "，目前为 \(text)").text : Wording(", in all \(text)", "，总计 \(text)").text
  }

  private func derivative(_ name: String) -> String { "∂\(outputName)/∂\(WalkText.wrapped(name))" }

  /// What has come to the inputs in the end; constants have none.
  var leafGradients: [String] {
    entries.indices.filter { entries[$0].isInput }.compactMap { index in
      entries[index].gradient.map { "\(derivative(names[index])) = \(WalkText.long($0))" }
    }
  }
}
