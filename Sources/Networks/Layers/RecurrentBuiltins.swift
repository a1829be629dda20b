import Catalog

/// The constructors of the recurrent layers.
enum RecurrentBuiltins {
  static let all: [Builtin] = [
    make(
      .rnn, "Recurrent layer (循环层): each step sees the last step's output",
      formula: "h_t = tanh(W_ih x_t + b_ih + W_hh h_{t-1} + b_hh)"),
    make(
      .lstm, "Long short-term memory (长短期记忆): a recurrent layer with gates and a memory",
      formula: "c_t = σ(f) c_{t-1} + σ(i) tanh(g); h_t = σ(o) tanh(c_t)"),
    make(
      .gru, "Gated recurrent unit (门控循环单元)",
      formula: "n = tanh(x_n + σ(r) h_n); h_t = (1 - σ(z)) n + σ(z) h_{t-1}"),
  ]

  private static func make(_ cell: RecurrentCell, _ summary: String, formula: String) -> Builtin {
    let name = cell.rawValue
    let state = cell == .lstm ? "(h, c)" : "h"
    let descriptor = Descriptor(
      name, .layer, summary, formula: formula,
      parameters: [
        Parameter("input_size", .integer, "features of a step", aliases: ["in"]),
        Parameter("hidden_size", .integer, "features of the output", aliases: ["out", "hidden"]),
        Parameter("num_layers", .integer, "stacked on each other", default: .number(1), aliases: ["layers"]),
        Parameter("nonlinearity", .choice(["tanh", "relu"]), "of the plain cell", default: .string("tanh")),
        Parameter("bias", .bool, "add learned b", default: .bool(true)),
        Parameter("dropout", .number, "between the layers", default: .number(0)),
        Parameter("bidirectional", .bool, "a second pass from the end", default: .bool(false)),
      ],
      returns: "a layer: N×T×input → (N×T×hidden, last \(state))",
      examples: [Example("(y, last) = \(name)(3, 5)(zeros(2, 7, 3)); shape(y)", "(2, 7, 5)")],
      notes: """
        Batch first. A first state may follow the sequence. States are layers×N×hidden. layer(x, lengths=[5, 3]) \
        ends each sequence after so many steps: later outputs are 0, and the state is the one at the end, as \
        PyTorch's pack_padded_sequence has it.
        """)
    return Builtin(descriptor) { arguments in
      var settings = Recurrent.Settings(arguments[0].int ?? 0, arguments[1].int ?? 0)
      settings.layers = arguments[2].int ?? 1
      settings.usesReLU = arguments[3].string == "relu"
      settings.hasBias = arguments[4].bool ?? true
      settings.dropout = arguments[5].double ?? 0
      settings.isBidirectional = arguments[6].bool ?? false
      return .object(try Recurrent(cell, settings))
    }
  }
}
