import Autograd
import Catalog
import Tensor
import Text

/// Recurrent layers over N×T×D: plain, LSTM and GRU; several layers, one or both directions.
///
/// Gives (outputs N×T×H·directions, last state); the state has shape (layers·directions)×N×H, of an LSTM (h, c).
public final class Recurrent: Module {
  public struct Settings {
    public var inputs: Int
    public var hidden: Int
    public var layers = 1
    public var hasBias = true
    public var dropout = 0.0
    public var isBidirectional = false
    public var usesReLU = false
    /// Of an LSTM: the size its output is mapped to; 0: the output is the hidden state itself.
    public var projection = 0
    /// Sequences are N×T×D; else T×N×D.
    public var isBatchFirst = true

    /// Features of an output.
    var features: Int { projection > 0 ? projection : hidden }

    public init(_ inputs: Int, _ hidden: Int) {
      self.inputs = inputs
      self.hidden = hidden
    }
  }

  private let cell: RecurrentCell
  private let settings: Settings
  /// One per layer and direction, the directions of a layer side by side.
  private let passes: [RecurrentPass]
  private let dropping: Dropout?

  init(_ cell: RecurrentCell, _ settings: Settings) throws {
    try Sizes.positive([settings.inputs, settings.hidden], cell.rawValue)
    try Sizes.layers(settings.layers, cell.rawValue)
    guard settings.projection >= 0, settings.projection < settings.hidden else {
      throw NetworkFailure.projection(settings.projection, hidden: settings.hidden)
    }
    self.cell = cell
    self.settings = settings
    var passes: [RecurrentPass] = []
    let directions = settings.isBidirectional ? 2 : 1
    for layer in 0..<settings.layers {
      let inputs = layer == 0 ? settings.inputs : settings.features * directions
      for direction in 0..<directions {
        passes.append(
          try RecurrentPass(
            cell, inputs, settings, suffix: "_l\(layer)" + (direction == 1 ? "_reverse" : ""),
            isReversed: direction == 1))
      }
    }
    self.passes = passes
    dropping = settings.dropout > 0 ? try Dropout(settings.dropout) : nil
    super.init(kind: cell.rawValue)
  }

  public override var parameters: [(name: String, variable: Variable)] { passes.flatMap(\.parameters) }
  public override var arity: Int? { nil }

  public override var readable: [(name: String, value: Argument)] {
    [
      ("input_size", Sizes.argument(settings.inputs)), ("hidden_size", Sizes.argument(settings.hidden)),
      ("num_layers", Sizes.argument(settings.layers)), ("batch_first", .bool(settings.isBatchFirst)),
      ("dropout", .number(settings.dropout)), ("bidirectional", .bool(settings.isBidirectional)),
      ("proj_size", Sizes.argument(settings.projection)),
    ] + (cell == .rnn ? [("nonlinearity", .string(settings.usesReLU ? "relu" : "tanh"))] : [])
  }

  public override var detail: String {
    "\(settings.inputs), \(settings.hidden)" + (settings.layers > 1 ? ", num_layers=\(settings.layers)" : "")
      + (settings.isBidirectional ? ", bidirectional=true" : "")
      + (settings.projection > 0 ? ", proj_size=\(settings.projection)" : "")
      + (settings.isBatchFirst ? "" : ", batch_first=false")
  }

  private lazy var form = Descriptor(
    kind, .layer, .empty,
    parameters: [
      Parameter("x", .tensor, Wording(verbatim: "N×T×D"), aliases: ["input"]),
      Parameter(
        "state", .any, Wording("the first state", "初始状态"), default: Argument.none, aliases: ["hx"]),
      Parameter(
        "lengths", .any, Wording("how many steps of each sequence count", "每个序列有多少步计入"),
        default: Argument.none),
    ])

  public override var callDescriptor: Descriptor? { form }

  /// Takes the sequence and, if given, the first state.
  public override func evaluate(_ arguments: [Argument]) throws -> Argument {
    try evaluate(arguments, lengths: .none)
  }

  /// With `lengths`, each sequence ends after so many steps: later outputs are 0, the last state is the one at its
  /// end, and the pass from the end begins there, as PyTorch does with packed sequences.
  public override func evaluate(named arguments: [Argument]) throws -> Argument {
    try evaluate(arguments[1].isNone ? [arguments[0]] : [arguments[0], arguments[1]], lengths: arguments[2])
  }

  private func evaluate(_ arguments: [Argument], lengths: Argument) throws -> Argument {
    guard (1...3).contains(arguments.count), let given = arguments[0].variable else {
      throw NetworkFailure.expectsOneTensor(kind, got: arguments)
    }
    let shape = given.shape.array
    guard shape.count == 2 || shape.count == 3, shape.last == settings.inputs,
      shape[shape.count - 2] > 0
    else {
      throw SizeOrigin.fault(
        .sequenceInput("\(kind)(\(detail))", features: settings.inputs, got: shape), given,
        axis: shape.count - 1, of: self)
    }
    let isSingle = shape.count == 2
    let isTurned = !settings.isBatchFirst && !isSingle
    let x = isSingle ? try Ops.unsqueeze(given, 0) : isTurned ? try Ops.transpose(given, 0, 1) : given
    let ends = try SequenceLengths(lengths, kind, sequences: x.shape[0], steps: x.shape[1])
    let (outputs, states) = try run(
      x, try initial(arguments, batch: x.shape[0], isSingle: isSingle), ends)
    return try result(isTurned ? try Ops.transpose(outputs, 0, 1) : outputs, states, isSingle: isSingle)
  }

  public override func flops(input: [Int], output: [Int]) -> Int {
    let steps = Sizes.product(Array(input.dropLast()))
    return passes.reduce(0) { $0 + 2 * steps * $1.weightCount }
  }

  private func run(
    _ x: Variable, _ initial: [[Variable]], _ lengths: SequenceLengths?
  ) throws -> (Variable, [[Variable]]) {
    var y = x
    var states: [[Variable]] = []
    let directions = settings.isBidirectional ? 2 : 1
    for layer in 0..<settings.layers {
      if layer > 0, let dropping {
        dropping.isTraining = isTraining
        y = try dropping.forward(y)
      }
      var outputs: [Variable] = []
      for direction in 0..<directions {
        let index = layer * directions + direction
        let (output, state) = try passes[index].run(y, initial[index], lengths)
        outputs.append(output)
        states.append(state)
      }
      y = outputs.count == 1 ? outputs[0] : try Ops.concatenate(outputs, dim: 2)
    }
    return (y, states)
  }

  /// Per pass the cell's states: zeros, or what the caller gave.
  private func initial(_ arguments: [Argument], batch: Int, isSingle: Bool) throws -> [[Variable]] {
    var given = arguments.dropFirst().filter { !$0.isNone }
    if given.count == 1, let items = given[given.startIndex].items { given = items }
    let sizes = cell == .lstm ? [settings.features, settings.hidden] : [settings.features]
    guard !given.isEmpty else {
      let zeros = try sizes.map {
        Variable(try Tensor.zeros(try Shape.checked([batch, $0]), passes[0].dtype))
      }
      return passes.map { _ in zeros }
    }
    let states = try given.enumerated().map { index, argument in
      let size = sizes[min(index, sizes.count - 1)]
      let expected = isSingle ? [passes.count, size] : [passes.count, batch, size]
      guard let state = argument.variable, state.shape.array == expected else {
        throw NetworkFailure.stateShape(kind, expected: expected, got: argument.variable?.shape.array ?? [])
      }
      return isSingle ? try Ops.unsqueeze(state, 1) : state
    }
    guard states.count == cell.stateCount else {
      throw NetworkFailure.expectsOneTensor(kind, got: arguments)
    }
    return try passes.indices.map { index in try states.map { try Ops.select($0, dim: 0, index: index) } }
  }

  private func result(_ outputs: Variable, _ states: [[Variable]], isSingle: Bool) throws -> Argument {
    let last = try (0..<cell.stateCount).map { part in
      let stacked = try Ops.stack(states.map { $0[part] }, dim: 0)
      return Argument.object(isSingle ? try Ops.squeeze(stacked, [1]) : stacked)
    }
    let sequence = isSingle ? try Ops.squeeze(outputs, [0]) : outputs
    return .tuple([.object(sequence), last.count == 1 ? last[0] : .tuple(last)])
  }
}
