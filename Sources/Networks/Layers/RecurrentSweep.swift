import Autograd
import Catalog
import Tensor
import Text

/// A recurrent layer over a whole sequence, one direction, in one operation: its gradient of the weights is one
/// large product instead of one per step.
struct RecurrentSweep {
  let kind: RecurrentKind
  let isReversed: Bool

  /// - Parameters:
  ///   - shares: T×N×G·H, the inputs' share of the gates.
  ///   - weight: G·H×H, of the state.
  ///   - bias: G·H, a GRU's of the state's share; elsewhere it is one with the inputs'.
  ///   - first: N×H each.
  /// - Returns: the outputs T×N×H and, of an LSTM, the last memory.
  func run(_ shares: Variable, _ weight: Variable, _ bias: Variable?, _ first: [Variable]) throws
    -> [Variable]
  {
    try Executor.run(
      RecurrentSweep.operation, [shares, weight] + (bias.map { [$0] } ?? []) + first,
      [.int(kind.rawValue), .bool(isReversed), .bool(bias != nil)])
  }

  private static let operation = Operation(
    Descriptor(
      "recurrence", .functional, Wording("a recurrent layer over all steps", "循环层，一次走完所有步"),
      parameters: [
        Parameter("shares", .tensor, Wording(verbatim: "T×N×G·H")),
        Parameter("weight", .tensor, Wording(verbatim: "G·H×H")),
        Parameter("rest", .tensors, Wording("a bias of the state, and the first states", "状态的偏置，以及初始状态")),
        Parameter("kind", .integer), Parameter("reversed", .bool), Parameter("biased", .bool),
      ], returns: Wording("T×N×H, and the last memory", "T×N×H，以及最后的记忆")),
    shape: { types, attributes in
      let (shares, width) = (types[0].shape, types[1].shape[1])
      let outputs = TensorType([shares[0], shares[1], width], types[0].dtype)
      return Setting(attributes).kind == .lstm
        ? [outputs, TensorType([shares[1], width], types[0].dtype)] : [outputs]
    },
    forward: { c in
      let setting = Setting(c.attributes)
      let trace = try Recurrence.forward(
        setting.kind, c.inputs[0], c.inputs[1], bias: setting.hasBias ? c.inputs[2] : nil,
        first: Array(c.inputs.dropFirst(setting.firstState)), isReversed: setting.isReversed)
      if c.isRecording {
        c.saved.tensors = [trace.states, trace.gates] + [trace.memories, trace.bent].compactMap { $0 }
      }
      let outputs = try Recurrence.outputs(trace, isReversed: setting.isReversed)
      guard setting.kind == .lstm, let memories = trace.memories else { return [outputs] }
      return [outputs, try memories.select(axis: 0, index: setting.isReversed ? 0 : memories.shape[0] - 1)]
    },
    gradient: .rule { c in
      let setting = Setting(c.attributes)
      let gradients = c.outputGradients
      guard gradients.contains(where: { $0 != nil }) else { return [] }
      if Executor.isRecordingEnabled {
        return try Gradients.pulledBack(
          gradients, through: setting.steps, at: c.inputs, wanted: c.inputs.indices.map(c.needs))
      }
      let saved = c.saved
      let trace = Recurrence.Trace(
        states: saved[0], gates: saved[1], memories: saved.count > 2 ? saved[2] : nil,
        bent: saved.count > 3 ? saved[3] : nil)
      let found = try Recurrence.backward(
        setting.kind, trace, c.input(1).tensor, outputs: gradients[0]?.tensor,
        memory: gradients.count > 1 ? gradients[1]?.tensor : nil, hasBias: setting.hasBias,
        isReversed: setting.isReversed)
      return ([found.shares, found.weight] + (found.bias.map { [$0] } ?? []) + found.first)
        .map { Variable($0) }
    })
}

/// The attributes of a sweep.
private struct Setting {
  let kind: RecurrentKind
  let isReversed: Bool
  let hasBias: Bool

  init(_ attributes: [Attribute]) {
    var (kind, isReversed, hasBias) = (RecurrentKind.tanh, false, false)
    if case .int(let value) = attributes[0] { kind = RecurrentKind(rawValue: value) ?? .tanh }
    if case .bool(let value) = attributes[1] { isReversed = value }
    if case .bool(let value) = attributes[2] { hasBias = value }
    (self.kind, self.isReversed, self.hasBias) = (kind, isReversed, hasBias)
  }

  /// The input that holds the first state.
  var firstState: Int { hasBias ? 3 : 2 }

  /// The same results step by step, of operations that can be differentiated to any order.
  func steps(_ inputs: [Variable]) throws -> [Variable] {
    let (cell, usesReLU): (RecurrentCell, Bool) =
      switch kind {
      case .lstm: (.lstm, false)
      case .gru: (.gru, false)
      case .tanh: (.rnn, false)
      case .relu: (.rnn, true)
      }
    var state = Array(inputs.dropFirst(firstState))
    var outputs: [Variable] = []
    let count = inputs[0].shape[0]
    for position in 0..<count {
      let share = try Ops.select(inputs[0], dim: 0, index: isReversed ? count - 1 - position : position)
      let own = try Ops.linear(state[0], inputs[1], hasBias ? inputs[2] : nil)
      state = try cell.step(share, own, state, usesReLU: usesReLU)
      outputs.append(state[0])
    }
    let all = try Ops.stack(isReversed ? outputs.reversed() : outputs, dim: 0)
    return kind == .lstm ? [all, state[1]] : [all]
  }
}
