import Catalog
import Text

/// The constructors of the recurrent layers.
enum RecurrentBuiltins {
  static let all: [Builtin] = [
    make(
      .rnn,
      Wording(
        "Recurrent layer: each step sees the last step's output", "循环层 (recurrent layer)：每一步都能看到上一步的输出"),
      formula: "h_t = tanh(W_ih x_t + b_ih + W_hh h_{t-1} + b_hh)"),
    make(
      .lstm,
      Wording(
        "Long short-term memory: a recurrent layer with gates and a memory",
        "长短期记忆 (long short-term memory)：带门和记忆的循环层"),
      formula: "c_t = σ(f) c_{t-1} + σ(i) tanh(g); h_t = σ(o) tanh(c_t)"),
    make(
      .gru, Wording("Gated recurrent unit", "门控循环单元 (gated recurrent unit)"),
      formula: "n = tanh(x_n + σ(r) h_n); h_t = (1 - σ(z)) n + σ(z) h_{t-1}"),
  ]

  private static func make(_ cell: RecurrentCell, _ summary: Wording, formula: String) -> Builtin {
    let name = cell.rawValue
    let state = cell == .lstm ? "(h, c)" : "h"
    let descriptor = Descriptor(
      name, .layer, summary, formula: formula,
      parameters: [
        Parameter("input_size", .integer, Wording("features of a step", "每一步的特征数"), aliases: ["in"]),
        Parameter(
          "hidden_size", .integer, Wording("features of the output", "输出的特征数"), aliases: ["out", "hidden"]),
        Parameter(
          "num_layers", .integer, Wording("stacked on each other", "叠放的层数"), default: .number(1),
          aliases: ["layers"]),
        Parameter(
          "nonlinearity", .choice(["tanh", "relu"]), Wording("of the plain cell", "普通循环单元的激活函数"),
          default: .string("tanh")),
        Parameter("bias", .bool, Wording("add learned b", "加上可学习的 b"), default: .bool(true)),
        Parameter("dropout", .number, Wording("between the layers", "层与层之间的失活概率"), default: .number(0)),
        Parameter(
          "bidirectional", .bool, Wording("a second pass from the end", "再从末尾反向走一遍（双向）"),
          default: .bool(false)),
      ],
      returns: Wording(
        "a layer: N×T×input → (N×T×hidden, last \(state))", "层：N×T×input → (N×T×hidden, 最后的 \(state))"),
      examples: [Example("(y, last) = \(name)(3, 5)(zeros(2, 7, 3)); shape(y)", "(2, 7, 5)")],
      notes: Wording(
        """
        Batch first. A first state may follow the sequence. States are layers×N×hidden. layer(x, lengths=[5, 3]) \
        ends each sequence after so many steps: later outputs are 0, and the state is the one at the end, as \
        PyTorch's pack_padded_sequence has it.
        """,
        """
        批量在前。序列后面可以给出初始状态。状态的形状是 层数×N×hidden。\
        layer(x, lengths=[5, 3]) 让每个序列在给定步数后结束：后面的输出为 0，状态是结束处的状态，与 PyTorch 的 pack_padded_sequence 相同。
        """))
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
