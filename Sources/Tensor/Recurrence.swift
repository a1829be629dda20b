import CKernels

/// The kinds of recurrent cells; gates lie side by side in PyTorch's order.
public enum RecurrentKind: Int {
  /// With tanh or, not bending, max(·, 0).
  case tanh, relu
  case lstm, gru

  public var gateCount: Int {
    switch self {
    case .tanh, .relu: 1
    case .lstm: 4
    case .gru: 3
    }
  }
}

/// A recurrent layer over a whole sequence, one direction.
public enum Recurrence {
  /// What the gradient needs.
  public struct Trace {
    /// (T+1)×N×H: the outputs, and the first state before them (behind them, in reverse).
    public var states: Tensor
    /// T×N×G·H, after the activations.
    public var gates: Tensor
    /// LSTM: (T+1)×N×H, the memories as the states are kept. GRU: T×N×G·H, the state's shares of the gates.
    public var memories: Tensor?
    /// LSTM: T×N×H, tanh of the memories.
    public var bent: Tensor?

    public init(states: Tensor, gates: Tensor, memories: Tensor?, bent: Tensor?) {
      self.states = states
      self.gates = gates
      self.memories = memories
      self.bent = bent
    }
  }

  /// - Parameters:
  ///   - shares: T×N×G·H, the inputs' part of the gates with all biases that are added outside of products.
  ///   - weight: G·H×H, of the state.
  ///   - bias: G·H, the GRU's of the state, which stands inside a product; nil: none.
  ///   - first: N×H, the first output, and an LSTM's first memory.
  public static func forward(
    _ kind: RecurrentKind, _ shares: Tensor, _ weight: Tensor, bias: Tensor?, first: [Tensor],
    isReversed: Bool
  ) throws -> Trace {
    let (steps, count, width) = (shares.shape[0], shares.shape[1], weight.shape[1])
    let isHollow = ([shares, weight] + first).contains(where: \.isHollow)
    let dtype = shares.dtype
    let states = try Tensor(empty: [steps + 1, count, width], dtype, hollow: isHollow)
    let gates = try Tensor(empty: shares.shape, dtype, hollow: isHollow)
    let memories: Tensor? =
      switch kind {
      case .lstm: try Tensor(empty: states.shape, dtype, hollow: isHollow)
      case .gru: try Tensor(empty: shares.shape, dtype, hollow: isHollow)
      case .tanh, .relu: nil
      }
    let bent = kind == .lstm ? try Tensor(empty: [steps, count, width], dtype, hollow: isHollow) : nil
    let trace = Trace(states: states, gates: gates, memories: memories, bent: bent)
    if isHollow { return trace }
    Tensor.move(first[0], into: try states.select(axis: 0, index: isReversed ? steps : 0))
    if let memories, kind == .lstm {
      Tensor.move(first[1], into: try memories.select(axis: 0, index: isReversed ? steps : 0))
    }
    let (shares, weight, bias) = (try shares.contiguous(), try weight.contiguous(), try bias?.contiguous())
    let sweep = Sweep(kind, trace, weight, isReversed)
    if dtype == .f32 {
      sweep.forward(Float.self, shares, bias)
    } else {
      sweep.forward(Double.self, shares, bias)
    }
    return trace
  }

  /// The outputs T×N×H, a view.
  public static func outputs(_ trace: Trace, isReversed: Bool) throws -> Tensor {
    let steps = trace.gates.shape[0]
    return try trace.states.slice(axis: 0, start: isReversed ? 0 : 1, stop: isReversed ? steps : steps + 1)
  }

  /// The states that the steps began with, T×N×H, a view.
  static func origins(_ trace: Trace, isReversed: Bool) throws -> Tensor {
    let steps = trace.gates.shape[0]
    return try trace.states.slice(axis: 0, start: isReversed ? 1 : 0, stop: isReversed ? steps + 1 : steps)
  }

  /// Gradients of `shares`, `weight`, `bias` and `first`.
  /// - Parameters:
  ///   - outputs: of the outputs, T×N×H; nil: none.
  ///   - memory: of an LSTM's last memory; nil: none.
  public static func backward(
    _ kind: RecurrentKind, _ trace: Trace, _ weight: Tensor, outputs: Tensor?, memory: Tensor?,
    hasBias: Bool, isReversed: Bool
  ) throws -> (shares: Tensor, weight: Tensor, bias: Tensor?, first: [Tensor]) {
    let (steps, count, width) = (trace.gates.shape[0], trace.gates.shape[1], weight.shape[1])
    let isHollow = weight.isHollow || trace.gates.isHollow
    let sums = try Tensor(empty: trace.gates.shape, weight.dtype, hollow: isHollow)
    let inner = kind == .gru ? try Tensor(empty: sums.shape, weight.dtype, hollow: isHollow) : sums
    let dh = try Tensor.zeros([count, width], weight.dtype)
    let dc = try memory?.copy() ?? Tensor.zeros([count, width], weight.dtype)
    let weight = try weight.contiguous()
    let outputs = try outputs?.contiguous()
    if !isHollow, !dh.isHollow {
      let sweep = Sweep(kind, trace, weight, isReversed)
      if weight.dtype == .f32 {
        sweep.backward(Float.self, outputs, dh, dc, sums, inner)
      } else {
        sweep.backward(Double.self, outputs, dh, dc, sums, inner)
      }
    }
    let rows = steps * count
    let flat = try inner.reshaped([rows, inner.shape[2]])
    let before = try origins(trace, isReversed: isReversed).reshaped([rows, width])
    let product = try LinearAlgebra.matmul(flat, before, transposeA: true)
    let bias = hasBias ? try LinearAlgebra.columnSums(flat) : nil
    return (sums, product, bias, kind == .lstm ? [dh, dc] : [dh])
  }
}

/// Steps over the buffers of a trace.
private struct Sweep {
  private let kind: RecurrentKind
  private let trace: Recurrence.Trace
  private let weight: Matrix
  private let steps: Int
  private let count: Int
  private let width: Int
  private let isReversed: Bool
  /// Rows of a cell's elementwise part that are worth a thread's while.
  private let grain: Int

  init(_ kind: RecurrentKind, _ trace: Recurrence.Trace, _ weight: Tensor, _ isReversed: Bool) {
    self.kind = kind
    self.trace = trace
    self.weight = weight.matrix
    self.isReversed = isReversed
    (steps, count, width) = (trace.gates.shape[0], trace.gates.shape[1], weight.shape[1])
    grain = max(1, 4096 / max(width, 1))
  }

  func forward<Element: RecurrentElement>(_ type: Element.Type, _ inputs: Tensor, _ bias: Tensor?) {
    for position in 0..<steps {
      let at = places(position)
      let gates: UnsafeMutablePointer<Element> = row(trace.gates, at.step)
      let given: UnsafeMutablePointer<Element> = row(inputs, at.step)
      let before: UnsafeMutablePointer<Element> = row(trace.states, at.before)
      let after: UnsafeMutablePointer<Element> = row(trace.states, at.after)
      if kind == .gru, let memories = trace.memories {
        let shares: UnsafeMutablePointer<Element> = row(memories, at.step)
        Product.matrices(
          matrix(before, width), weight.transposed, into: shares,
          bias: bias?.raw.assumingMemoryBound(to: Element.self))
        Parallel.forEach(count: count, grain: grain) {
          Element.gruStep(given, gates, shares, before, after, width, $0)
        }
        continue
      }
      Product.matrices(
        matrix(before, width), weight.transposed, into: gates, bias: given, biasStep: kind.gateCount * width)
      if kind == .lstm, let memories = trace.memories, let bent = trace.bent {
        let (c, last): (UnsafeMutablePointer<Element>, UnsafeMutablePointer<Element>) = (
          row(memories, at.after), row(memories, at.before)
        )
        let t: UnsafeMutablePointer<Element> = row(bent, at.step)
        Parallel.forEach(count: count, grain: grain) {
          Element.lstmStep(gates, last, c, t, after, width, $0)
        }
      } else {
        Element.rnnStep(gates, after, kind == .tanh, 0..<count * width)
      }
    }
  }

  /// - Parameters:
  ///   - dh: of the last state; in the end that of the first. The same for `dc`.
  ///   - sums: gets those of the gates' sums.
  ///   - inner: a GRU's gets those of the state's shares; elsewhere it is `sums`.
  func backward<Element: RecurrentElement>(
    _ type: Element.Type, _ outputs: Tensor?, _ dh: Tensor, _ dc: Tensor, _ sums: Tensor, _ inner: Tensor
  ) {
    let slope = dh.raw.assumingMemoryBound(to: Element.self)
    let memory = dc.raw.assumingMemoryBound(to: Element.self)
    for position in (0..<steps).reversed() {
      let at = places(position)
      if let outputs {
        let own: UnsafeMutablePointer<Element> = row(outputs, at.step)
        Element.addRows(own, slope, count * width, 1)
      }
      let gates: UnsafeMutablePointer<Element> = row(trace.gates, at.step)
      let found: UnsafeMutablePointer<Element> = row(sums, at.step)
      let share: UnsafeMutablePointer<Element> = row(inner, at.step)
      switch kind {
      case .lstm:
        guard let memories = trace.memories, let bent = trace.bent else { return }
        let last: UnsafeMutablePointer<Element> = row(memories, at.before)
        let t: UnsafeMutablePointer<Element> = row(bent, at.step)
        Parallel.forEach(count: count, grain: grain) {
          Element.lstmStepBack(gates, last, t, slope, memory, found, width, $0)
        }
      case .gru:
        guard let memories = trace.memories else { return }
        let own: UnsafeMutablePointer<Element> = row(memories, at.step)
        let before: UnsafeMutablePointer<Element> = row(trace.states, at.before)
        // A GRU has no memory: its place holds what of the slope skips the gates.
        Parallel.forEach(count: count, grain: grain) {
          Element.gruStepBack(gates, own, before, slope, memory, found, share, width, $0)
        }
      case .tanh, .relu:
        let after: UnsafeMutablePointer<Element> = row(trace.states, at.after)
        Element.rnnStepBack(after, slope, found, kind == .tanh, 0..<count * width)
      }
      Product.matrices(
        matrix(share, kind.gateCount * width), weight, into: slope, bias: kind == .gru ? memory : nil,
        biasStep: width)
    }
  }

  /// Of the step taken at a position: where its gates, the state before and the state after stand.
  private func places(_ position: Int) -> (step: Int, before: Int, after: Int) {
    isReversed
      ? (steps - 1 - position, steps - position, steps - 1 - position) : (position, position, position + 1)
  }

  private func row<Element>(_ tensor: Tensor, _ index: Int) -> UnsafeMutablePointer<Element> {
    tensor.raw.assumingMemoryBound(to: Element.self) + index * tensor.shape[1] * tensor.shape[2]
  }

  private func matrix<Element>(_ base: UnsafeMutablePointer<Element>, _ columns: Int) -> Matrix {
    Matrix(base: base, rows: count, columns: columns, rowStride: columns, columnStride: 1)
  }
}
