import Autograd
import Tensor

/// What a recurrent layer computes at each step. Gates lie side by side in PyTorch's order.
enum RecurrentCell: String {
  case rnn, lstm, gru

  var gateCount: Int {
    switch self {
    case .rnn: 1
    case .lstm: 4
    case .gru: 3
    }
  }

  var stateCount: Int { self == .lstm ? 2 : 1 }

  /// - Parameters:
  ///   - x: the input's share of the gates, N×(gates·H).
  ///   - h: the last output's share, likewise.
  func step(_ x: Variable, _ h: Variable, _ state: [Variable], usesReLU: Bool) throws -> [Variable] {
    let hidden = x.shape[1] / gateCount
    switch self {
    case .rnn:
      let sum = try Ops.add(x, h)
      return [usesReLU ? try Ops.relu(sum) : try Ops.tanh(sum)]
    case .lstm:
      // Input, forget, cell, output.
      let gates = try Ops.split(try Ops.add(x, h), size: hidden, dim: 1)
      let kept = try Ops.multiply(try Ops.sigmoid(gates[1]), state[1])
      let written = try Ops.multiply(try Ops.sigmoid(gates[0]), try Ops.tanh(gates[2]))
      let memory = try Ops.add(kept, written)
      return [try Ops.multiply(try Ops.sigmoid(gates[3]), try Ops.tanh(memory)), memory]
    case .gru:
      // Reset, update, new.
      let fromX = try Ops.split(x, size: hidden, dim: 1)
      let fromH = try Ops.split(h, size: hidden, dim: 1)
      let reset = try Ops.sigmoid(try Ops.add(fromX[0], fromH[0]))
      let update = try Ops.sigmoid(try Ops.add(fromX[1], fromH[1]))
      let new = try Ops.tanh(try Ops.add(fromX[2], try Ops.multiply(reset, fromH[2])))
      return [try Ops.add(new, try Ops.multiply(update, try Ops.subtract(state[0], new)))]
    }
  }
}

/// One layer in one direction, with its parameters under PyTorch's names.
final class RecurrentPass {
  let parameters: [(name: String, variable: Variable)]
  private let cell: RecurrentCell
  private let usesReLU: Bool
  private let isReversed: Bool
  private let inputWeight: Variable
  private let stateWeight: Variable
  private let inputBias: Variable?
  private let stateBias: Variable?
  /// Of an LSTM: maps the hidden state to a smaller output.
  private let projection: Variable?

  init(
    _ cell: RecurrentCell, _ inputs: Int, _ settings: Recurrent.Settings, suffix: String, isReversed: Bool
  ) throws {
    let hidden = settings.hidden
    let hasBias = settings.hasBias
    self.cell = cell
    usesReLU = settings.usesReLU
    self.isReversed = isReversed
    let rows = cell.gateCount * hidden
    // All are uniform in ±1/√H, whatever their own fan-in.
    inputWeight = try Initialization.standard([rows, inputs], fanIn: hidden)
    stateWeight = try Initialization.standard([rows, settings.features], fanIn: hidden)
    inputBias = hasBias ? try Initialization.standard([rows], fanIn: hidden) : nil
    stateBias = hasBias ? try Initialization.standard([rows], fanIn: hidden) : nil
    projection =
      settings.projection > 0
      ? try Initialization.standard([settings.projection, hidden], fanIn: hidden) : nil
    var named = [("weight_ih" + suffix, inputWeight), ("weight_hh" + suffix, stateWeight)]
    if let inputBias { named.append(("bias_ih" + suffix, inputBias)) }
    if let stateBias { named.append(("bias_hh" + suffix, stateBias)) }
    if let projection { named.append(("weight_hr" + suffix, projection)) }
    parameters = named.map { (name: $0.0, variable: $0.1) }
  }

  var dtype: DType { inputWeight.dtype }
  var weightCount: Int {
    inputWeight.tensor.count + stateWeight.tensor.count + (projection?.tensor.count ?? 0)
  }

  /// - Parameter lengths: nil: every step of every sequence counts.
  /// - Returns: N×T×H and the last states.
  func run(
    _ x: Variable, _ initial: [Variable], _ lengths: SequenceLengths?
  ) throws -> (Variable, [Variable]) {
    if lengths == nil, projection == nil { return try sweep(x, initial) }
    // The inputs' share of all steps at once is one large product.
    let shares = try Steps.split(try Ops.linear(x, inputWeight, inputBias))
    let nothing = lengths == nil ? nil : try Ops.zeros(like: initial[0])
    var outputs: [Variable] = []
    var state = initial
    for position in shares.indices {
      let step = isReversed ? shares.count - 1 - position : position
      var next = try cell.step(
        shares[step], try Ops.linear(state[0], stateWeight, stateBias), state, usesReLU: usesReLU)
      if let projection { next[0] = try Ops.linear(next[0], projection) }
      if let nothing, let counts = try lengths?.mask(at: step) {
        state = try zip(next, state).map { try Ops.select(counts, $0, $1) }
        outputs.append(try Ops.select(counts, next[0], nothing))
      } else {
        state = next
        outputs.append(next[0])
      }
    }
    return (try Ops.stack(isReversed ? outputs.reversed() : outputs, dim: 1), state)
  }

  /// Where every step counts and is an output.
  private func sweep(_ x: Variable, _ initial: [Variable]) throws -> (Variable, [Variable]) {
    let kind: RecurrentKind =
      switch cell {
      case .lstm: .lstm
      case .gru: .gru
      case .rnn: usesReLU ? .relu : .tanh
      }
    // Steps first: each is one piece of memory then.
    let steps = try Ops.transpose(x, 0, 1)
    // Where the state's bias stands in no product of gates, it is one with the inputs'.
    let isInner = kind == .gru
    let outer = try inputBias.flatMap { own in try isInner ? own : stateBias.map { try Ops.add(own, $0) } }
    let results = try RecurrentSweep(kind: kind, isReversed: isReversed).run(
      try Ops.linear(steps, inputWeight, outer), stateWeight, isInner ? stateBias : nil, initial)
    let last = try Ops.select(results[0], dim: 0, index: isReversed ? 0 : x.shape[1] - 1)
    return (try Ops.transpose(results[0], 0, 1), [last] + results.dropFirst())
  }
}
