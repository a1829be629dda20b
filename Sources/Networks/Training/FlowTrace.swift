import Autograd
import Catalog

/// How the values of one forward pass came about: by layers, and by what the program does between them.
final class FlowTrace {
  private typealias Step = NetworkDescription.Step
  // What has more is no picture any more.
  private static let mostSteps = 600

  private var steps: [Step] = []
  /// The step that made a variable; nil for what does not come from the input.
  private var makers: [ObjectIdentifier: Int?] = [:]
  /// Keeps variables alive, so that identities stay distinct.
  private var kept: [Variable] = []

  func start(_ input: Variable) { note(.input, [], [input]) }

  /// - Parameter outputs: the shape is that of the first.
  func add(_ maker: NetworkDescription.Step.Maker, _ input: Variable?, _ outputs: [Variable]) {
    note(maker, input.flatMap(step(of:)).map { [$0] } ?? [], outputs)
  }

  /// The steps that lead to the outputs; empty when the input reaches none, or by too many steps.
  func steps(to outputs: [Variable]) -> [NetworkDescription.Step] {
    var stack = outputs.compactMap(step(of:))
    guard !stack.isEmpty, steps.count <= FlowTrace.mostSteps else { return [] }
    var isUsed = [Bool](repeating: false, count: steps.count)
    while let next = stack.popLast() {
      guard !isUsed[next] else { continue }
      isUsed[next] = true
      stack += steps[next].sources
    }
    return isUsed[0] ? renumbered(isUsed) : []
  }

  private func renumbered(_ isUsed: [Bool]) -> [Step] {
    var places = [Int](repeating: 0, count: steps.count)
    var result: [Step] = []
    for (index, step) in steps.enumerated() where isUsed[index] {
      places[index] = result.count
      result.append(Step(step.maker, sources: step.sources.map { places[$0] }, shape: step.shape))
    }
    return result
  }

  private func note(_ maker: NetworkDescription.Step.Maker, _ sources: [Int], _ outputs: [Variable]) {
    for output in outputs {
      makers[ObjectIdentifier(output)] = steps.count
      kept.append(output)
    }
    steps.append(Step(maker, sources: sources, shape: Array(outputs[0].shape.array.dropFirst())))
  }

  /// Depth first without recursion: a loop in `forward` may be long.
  private func step(of variable: Variable) -> Int? {
    var stack = [variable]
    while let next = stack.last {
      if makers[ObjectIdentifier(next)] != nil {
        stack.removeLast()
        continue
      }
      let inputs = next.node?.inputs ?? []
      let open = inputs.filter { makers[ObjectIdentifier($0)] == nil }
      if open.isEmpty {
        resolve(next, inputs)
        stack.removeLast()
      } else {
        stack += open
      }
    }
    return makers[ObjectIdentifier(variable)] ?? nil
  }

  /// Branches that meet and activations are steps of their own; what else has one source counts as that.
  private func resolve(_ variable: Variable, _ inputs: [Variable]) {
    var sources: [Int] = []
    for input in inputs {
      if let maker = makers[ObjectIdentifier(input)] ?? nil, !sources.contains(maker) {
        sources.append(maker)
      }
    }
    guard let node = variable.node, let first = sources.first else {
      makers.updateValue(nil, forKey: ObjectIdentifier(variable))
      kept.append(variable)
      return
    }
    if sources.count > 1 {
      note(.operation(node.operation.symbol), sources, [variable])
    } else if NetworkDescription.activations.contains(node.operation.name) {
      note(.operation(node.operation.name), sources, [variable])
    } else {
      makers[ObjectIdentifier(variable)] = first
      kept.append(variable)
    }
  }
}
