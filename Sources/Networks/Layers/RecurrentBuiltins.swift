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
    let parameters = parameters(cell)
    let descriptor = Descriptor(
      name, .layer, summary, formula: formula, parameters: parameters,
      returns: Wording(
        "a layer: N×T×input → (N×T×hidden, last \(state))", "层：N×T×input → (N×T×hidden, 最后的 \(state))"),
      examples: [Example("(y, last) = \(name)(3, 5)(zeros(2, 7, 3)); shape(y)", "(2, 7, 5)")],
      notes: Wording(
        """
        Batch first, unlike PyTorch's default. A first state may follow the sequence. States are \
        layers·directions×N×hidden. layer(x, lengths=[5, 3]) ends each sequence after so many steps: later outputs are \
        0, and the state is the one at the end, as PyTorch's pack_padded_sequence has it.
        """,
        """
        批量在前，与 PyTorch 的默认不同。序列后面可以给出初始状态。状态的形状是 层数·方向数×N×hidden。\
        layer(x, lengths=[5, 3]) 让每个序列在给定步数后结束：后面的输出为 0，状态是结束处的状态，与 PyTorch 的 pack_padded_sequence 相同。
        """))
    return Builtin(descriptor) { arguments in
      let given = GivenArguments(parameters, arguments)
      var settings = Recurrent.Settings(given["input_size"].int ?? 0, given["hidden_size"].int ?? 0)
      settings.layers = given["num_layers"].int ?? 1
      settings.usesReLU = given["nonlinearity"].string == "relu"
      settings.hasBias = given["bias"].bool ?? true
      settings.isBatchFirst = given["batch_first"].bool ?? true
      settings.dropout = given["dropout"].double ?? 0
      settings.isBidirectional = given["bidirectional"].bool ?? false
      settings.projection = given["proj_size"].int ?? 0
      return .object(try Recurrent(cell, settings))
    }
  }

  /// In PyTorch's order.
  private static func parameters(_ cell: RecurrentCell) -> [Parameter] {
    let nonlinearity = Parameter(
      "nonlinearity", .choice(["tanh", "relu"]), Wording("of the cell", "循环单元的激活函数"), default: .string("tanh")
    )
    let projection = Parameter(
      "proj_size", .integer,
      Wording("the output is mapped to so many features; 0: it is not", "输出映射到这么多个特征；0：不映射"),
      default: .number(0))
    return [
      Parameter("input_size", .integer, Wording("features of a step", "每一步的特征数"), aliases: ["in"]),
      Parameter(
        "hidden_size", .integer, Wording("features of the output", "输出的特征数"), aliases: ["out", "hidden"]),
      Parameter(
        "num_layers", .integer, Wording("stacked on each other", "叠放的层数"), default: .number(1),
        aliases: ["layers"]),
    ] + (cell == .rnn ? [nonlinearity] : []) + [
      Parameter("bias", .bool, Wording("add learned b", "加上可学习的 b"), default: .bool(true)),
      Parameter(
        "batch_first", .bool, Wording("false: sequences are T×N×D", "false：序列的形状是 T×N×D"),
        default: .bool(true)),
      Parameter("dropout", .number, Wording("between the layers", "层与层之间的失活概率"), default: .number(0)),
      Parameter(
        "bidirectional", .bool, Wording("a second pass from the end", "再从末尾反向走一遍（双向）"), default: .bool(false)),
    ] + (cell == .lstm ? [projection] : [])
  }
}
