import Catalog
import Text

/// What models, optimizers, schedules and what training leaves offer as members.
public enum NetworkMembers {
  public static let all = model + layer + optimizer + group + schedule + history + summary + watch

  static let model = [
    Member(
      method: "train", of: "model",
      Wording(
        "training mode: dropout drops, batch_norm measures its batch", "训练模式：dropout 起作用，batch_norm 用当前批量的统计量"
      ),
      [
        Parameter(
          "mode", .bool, Wording("false is the same as eval()", "false 等同于 eval()"), default: .bool(true))
      ],
      returns: Wording("the model", "模型本身"), examples: [Example("linear(2, 1).train().training", "true")]),
    Member(
      method: "eval", of: "model",
      Wording(
        "evaluation mode: dropout passes all, batch_norm uses its running mean",
        "测试模式：dropout 不丢弃，batch_norm 用滑动平均"),
      returns: Wording("the model", "模型本身"), examples: [Example("linear(2, 1).eval().training", "false")]),
    Member(
      property: "training", of: "model",
      Wording("whether it is in training mode; can be set", "是否处于训练模式；可以赋值")),
    Member(
      property: "parameters", of: "model",
      Wording("its parameters in order, as params gives them", "按顺序排列的参数，与 params 相同"),
      examples: [Example("len(linear(2, 1).parameters)", "2")]),
    Member(
      property: "named_parameters", of: "model",
      Wording("a record of its parameters by dotted names", "以带点的名字列出参数的记录"),
      examples: [Example("keys(linear(2, 1).named_parameters)", "[\"weight\", \"bias\"]")]),
    Member(
      property: "state_dict", of: "model",
      Wording(
        "a record of parameters and buffers, as save writes them: the tensors themselves, which go on changing",
        "参数和缓冲区的记录，与 save 写出的相同：是张量本身，会随训练改变")),
    Member(property: "children", of: "model", Wording("the layers and models right within it", "直接包含的层和模型")),
    Member(
      property: "history", of: "model",
      Wording("what its last fit recorded; none before", "最近一次 fit 的训练记录；之前为 none")),
    Member(method: "zero_grad", of: "model", Wording("forgets the gradients of its parameters", "清除各参数的梯度")),
    Member(
      method: "float", of: "model", Wording("its numbers as f32", "把它的数转成 f32"),
      returns: Wording("the model", "模型本身")),
    Member(
      method: "double", of: "model", Wording("its numbers as f64", "把它的数转成 f64"),
      returns: Wording("the model", "模型本身")),
    Member(
      method: "to", of: "model", Wording("its numbers in a dtype", "把它的数转成一种数据类型"),
      [Parameter("dtype", .dtype)],
      returns: Wording("the model", "模型本身"),
      examples: [Example("linear(2, 1).to(f64).weight.dtype", "f64")]),
  ]

  static let optimizer = [
    Member(
      property: "lr", of: "optimizer", Wording("the learning rate; can be set", "学习率；可以赋值"),
      examples: [Example("sgd(linear(2, 1), lr=0.1).lr", "0.1")]),
    Member(
      method: "step", of: "optimizer",
      Wording("moves every parameter against its gradient, once", "让每个参数沿梯度的反方向走一步")),
    Member(
      method: "zero_grad", of: "optimizer",
      Wording("forgets the gradients, before the next backward()", "在下一次 backward() 之前清除梯度")),
    Member(property: "parameters", of: "optimizer", Wording("the parameters it moves", "它更新的参数")),
    Member(
      property: "groups", of: "optimizer",
      Wording("its groups of parameters, each with a rate of its own", "参数组，各有自己的学习率")),
    Member(
      property: "state", of: "optimizer",
      Wording("a record of what it keeps for each parameter", "它为每个参数保存的状态（记录）")),
    Member(property: "steps", of: "optimizer", Wording("how many steps it has made", "走过的步数")),
  ]

  static let group = [
    Member(property: "params", of: "group", Wording("the parameters of the group", "组里的参数")),
    Member(property: "lr", of: "group", Wording("the group's learning rate; can be set", "该组的学习率；可以赋值")),
    Member(
      property: "weight_decay", of: "group", Wording("the group's weight decay; can be set", "该组的权重衰减；可以赋值")),
    Member(property: "momentum", of: "group", Wording("the group's momentum; can be set", "该组的动量；可以赋值")),
    Member(property: "betas", of: "group", Wording("the group's β₁ and β₂; can be set", "该组的 β₁ 和 β₂；可以赋值")),
    Member(property: "eps", of: "group", Wording("the group's ε; can be set", "该组的 ε；可以赋值")),
  ]

  static let schedule = [
    Member(
      method: "step", of: "schedule", Wording("sets the rate for the next step or epoch", "设定下一步或下一轮的学习率"),
      [
        Parameter(
          "metric", .number, Wording("what plateau_lr watches", "plateau_lr 监视的指标"), default: Argument.none)
      ]),
    Member(property: "lr", of: "schedule", Wording("the rate at present", "当前的学习率")),
    Member(property: "steps", of: "schedule", Wording("how often step was called", "step 调用过的次数")),
  ]

  static let history = [
    Member(
      property: "loss", of: "history",
      Wording("the loss of each epoch; so are the metrics, by their names", "每轮的损失；各指标也按名字列出")),
    Member(
      property: "steps", of: "history",
      Wording("a record of the loss and the rate of each step", "每一步的损失和学习率（记录）")),
    Member(property: "epochs", of: "history", Wording("how many epochs were run", "训练的轮数")),
    Member(property: "rate", of: "history", Wording("samples a second", "每秒处理的样本数")),
    Member(property: "interrupted", of: "history", Wording("whether the run was broken off", "训练是否被中断")),
  ]

  static let summary = [
    Member(
      property: "parameters", of: "summary", Wording("how many numbers the model learns and holds", "模型参数的总数")
    ),
    Member(property: "trainable", of: "summary", Wording("how many of them are not frozen", "其中未冻结的个数")),
    Member(
      property: "flops", of: "summary",
      Wording("operations for one input, 2 for a multiply-add", "一个输入的运算次数，一次乘加算 2")),
    Member(property: "layers", of: "summary", Wording("a record for each row of the table", "表中每一行的记录")),
  ]

  static let watch = [
    Member(property: "layers", of: "watch", Wording("the names of the layers it records", "被记录的各层的名字")),
    Member(property: "steps", of: "watch", Wording("how many steps it has recorded", "已记录的步数")),
    Member(method: "stop", of: "watch", Wording("records nothing from here on", "不再记录")),
  ]
}

extension [Member] {
  var names: [String] { map(\.name) }
}
