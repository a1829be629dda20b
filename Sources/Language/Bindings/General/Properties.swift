import Catalog
import Text

/// The properties of the language's own types.
enum Properties {
  static let all = tensor + range + function + error

  static let tensor = [
    Member(
      property: "T", of: "tensor", Wording("its transpose: the last two axes swapped", "转置：交换最后两个轴"),
      examples: [Example("[[1, 2], [3, 4]].T", "[[1, 3], [2, 4]]")]),
    Member(
      property: "shape", of: "tensor", Wording("the sizes of its axes", "各轴的大小"),
      examples: [Example("zeros(2, 3).shape", "(2, 3)")]),
    Member(
      property: "dtype", of: "tensor", Wording("the type of its elements", "元素的数据类型"),
      examples: [Example("zeros(2).dtype", "f32")]),
    Member(
      property: "ndim", of: "tensor", Wording("how many axes it has", "轴数"),
      examples: [Example("zeros(2, 3).ndim", "2")]),
    Member(
      property: "grad", of: "tensor",
      Wording(
        "what backward() left; none before. Can be set to none", "backward() 留下的梯度；之前为 none。可以赋值为 none"),
      examples: [Example("w = param(3); (w^2).backward(); w.grad", "6")]),
    Member(
      property: "requires_grad", of: "tensor",
      Wording("whether gradients flow to it; can be set", "是否求它的梯度；可以赋值"),
      examples: [Example("param(3).requires_grad", "true")]),
  ]

  static let range = [
    Member(
      property: "from", of: "range", Wording("the first end", "起点"),
      examples: [Example("(1..9 by 2).from", "1")]),
    Member(
      property: "to", of: "range", Wording("the last end, which belongs to it", "终点，包含在内"),
      examples: [Example("(1..9 by 2).to", "9")]),
    Member(
      property: "step", of: "range", Wording("from one number to the next", "步长"),
      examples: [Example("(1..9 by 2).step", "2")]),
  ]

  static let function = [
    Member(
      property: "name", of: "function", Wording("its name", "它的名字"),
      examples: [Example("sin.name", "\"sin\"")])
  ]

  static let error = [
    Member(property: "message", of: "error", Wording("what went wrong, as a string", "出了什么错（字符串）")),
    Member(
      property: "code", of: "error", Wording("the code that `dls explain` takes", "`dls explain` 所用的代码")),
  ]
}
