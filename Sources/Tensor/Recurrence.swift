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
    Tensor.move(shares, into: gates)
    Tensor.move(first[0], into: try states.select(axis: 0, index: isReversed ? steps : 0))
    if let memories, kind == .lstm {
      Tensor.move(first[1], into: try memories.select(axis: 0, index: isReversed ? steps : 0))
    }
    let (weight, bias) = (try weight.contiguous(), try bias?.contiguous())
    let sweep = Sweep(kind, trace, weight, steps, count, width, isReversed)
    if dtype == .f32 {
      sweep.forward(Float.self, bias)
    } else {
      sweep.forward(Double.self, bias)
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
    // Activated values become gradients in place, in copies: a second pass may follow.
    var own = trace
    own.gates = try trace.gates.copy()
    if kind == .gru { own.memories = try trace.memories?.copy() }
    let dh = try Tensor.zeros([count, width], weight.dtype)
    let dc = try memory?.copy() ?? Tensor.zeros([count, width], weight.dtype)
    let weight = try weight.contiguous()
    let outputs = try outputs?.contiguous()
    if !dh.isHollow, !own.gates.isHollow {
      let sweep = Sweep(kind, own, weight, steps, count, width, isReversed)
      if weight.dtype == .f32 {
        sweep.backward(Float.self, outputs, dh, dc)
      } else {
        sweep.backward(Double.self, outputs, dh, dc)
      }
    }
    let rows = steps * count
    let shares = kind == .gru ? own.memories ?? own.gates : own.gates
    let flat = try shares.reshaped([rows, shares.shape[2]])
    let before = try origins(trace, isReversed: isReversed).reshaped([rows, width])
    let product = try LinearAlgebra.matmul(flat, before, transposeA: true)
    let bias = hasBias ? try LinearAlgebra.columnSums(flat) : nil
    return (own.gates, product, bias, kind == .lstm ? [dh, dc] : [dh])
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

  init(
    _ kind: RecurrentKind, _ trace: Recurrence.Trace, _ weight: Tensor, _ steps: Int, _ count: Int,
    _ width: Int, _ isReversed: Bool
  ) {
    self.kind = kind
    self.trace = trace
    self.weight = weight.matrix
    self.steps = steps
    self.count = count
    self.width = width
    self.isReversed = isReversed
    grain = max(1, 4096 / max(width, 1))
  }

  func forward<Element: RecurrentElement>(_ type: Element.Type, _ bias: Tensor?) {
    for position in 0..<steps {
      let at = places(position)
      let gates: UnsafeMutablePointer<Element> = row(trace.gates, at.step)
      let before: UnsafeMutablePointer<Element> = row(trace.states, at.before)
      let state = Matrix(base: before, rows: count, columns: width, rowStride: width, columnStride: 1)
      let after: UnsafeMutablePointer<Element> = row(trace.states, at.after)
      if kind == .gru, let memories = trace.memories {
        let shares: UnsafeMutablePointer<Element> = row(memories, at.step)
        Product.matrices(
          state, weight.transposed, into: shares, bias: bias?.raw.assumingMemoryBound(to: Element.self))
        Parallel.forEach(count: count, grain: grain) {
          Element.gruStep(gates, shares, before, after, width, $0)
        }
        continue
      }
      Product.add(state, weight.transposed, to: gates)
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

  /// - Parameters dh, dc: of the last state; in the end those of the first.
  func backward<Element: RecurrentElement>(
    _ type: Element.Type, _ outputs: Tensor?, _ dh: Tensor, _ dc: Tensor
  ) {
    let slope = dh.raw.assumingMemoryBound(to: Element.self)
    let memory = dc.raw.assumingMemoryBound(to: Element.self)
    for position in (0..<steps).reversed() {
      let at = places(position)
      let gates: UnsafeMutablePointer<Element> = row(trace.gates, at.step)
      if let outputs {
        let own: UnsafeMutablePointer<Element> = row(outputs, at.step)
        Element.addRows(own, slope, count * width, 1)
      }
      var shares = gates
      switch kind {
      case .lstm:
        guard let memories = trace.memories, let bent = trace.bent else { return }
        let last: UnsafeMutablePointer<Element> = row(memories, at.before)
        let t: UnsafeMutablePointer<Element> = row(bent, at.step)
        Parallel.forEach(count: count, grain: grain) {
          Element.lstmStepBack(gates, last, t, slope, memory, width, $0)
        }
      case .gru:
        guard let memories = trace.memories else { return }
        shares = row(memories, at.step)
        let (own, before): (UnsafeMutablePointer<Element>, UnsafeMutablePointer<Element>) = (
          shares, row(trace.states, at.before)
        )
        Parallel.forEach(count: count, grain: grain) {
          Element.gruStepBack(gates, own, before, slope, width, $0)
        }
      case .tanh, .relu:
        let after: UnsafeMutablePointer<Element> = row(trace.states, at.after)
        Element.rnnStepBack(after, slope, gates, kind == .tanh, 0..<count * width)
      }
      let size = kind.gateCount * width
      let sums = Matrix(base: shares, rows: count, columns: size, rowStride: size, columnStride: 1)
      if kind == .gru {
        Product.add(sums, weight, to: slope)
      } else {
        Product.matrices(sums, weight, into: slope, bias: nil)
      }
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
}

extension Product {
  /// c += a·b, c contiguous; cut along its longer side.
  fileprivate static func add<Element: NeuralElement>(
    _ a: Matrix, _ b: Matrix, to c: UnsafeMutablePointer<Element>
  ) {
    let size = MemoryLayout<Element>.size
    let (m, n) = (a.rows, b.columns)
    let blocks = max(1, min(8, work(a, b) / blockWork))
    let grain = (max(m, n) + blocks - 1) / blocks
    Parallel.forEach(count: max(m, n), grain: (grain + 15) / 16 * 16) { range in
      let byRows = m >= n
      block(
        byRows ? a.rows(range, size: size) : a, byRows ? b : b.columns(range, size: size),
        into: c + (byRows ? range.lowerBound * n : range.lowerBound), n, adding: true)
    }
  }
}
