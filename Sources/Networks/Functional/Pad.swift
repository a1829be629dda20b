import Autograd
import Catalog
import Tensor
import Text

/// `pad`: an operation for constants, and beside it the other things that may stand around a tensor.
enum Pad {
  static let builtin = Builtin(
    Descriptor(
      "pad", .shape,
      Wording(
        "Puts a constant around a tensor, or what its border says; negative sizes cut off",
        "在张量四周填充常数，或按边界填充；负的大小表示切掉"),
      parameters: [
        Parameter("x", .tensor, aliases: ["input"]),
        Parameter(
          "pad", .integers,
          Wording(
            "before and after, the last axis first: [left, right, top, bottom]", "之前与之后，从最后一个轴开始：[左, 右, 上, 下]"
          )),
        Parameter("value", .number, Wording("what to fill in", "填充的值"), default: .number(0)),
        Parameter(
          "mode", .choice(["constant", "reflect", "replicate", "circular"]),
          Wording(
            "what stands around: the value, the mirror image, the border, the other side",
            "四周填什么：常数、镜像、边界值、对侧"),
          default: .string("constant")),
      ], returns: Wording("x with the padded axes longer", "x，填充的轴变长"),
      examples: [
        Example("pad([1, 2], [1, 2])", "[0, 1, 2, 0, 0]"),
        Example("pad([1, 2, 3], [2, 1], mode=\"reflect\")", "[3, 2, 1, 2, 3, 2]"),
        Example("pad([1, 2, 3], [-1, 1])", "[2, 3, 0]"),
      ],
      notes:
        Wording(
          "As in PyTorch, one number pads every side of the last two axes alike when there are two or more.",
          "与 PyTorch 相同：有两个或更多轴时，一个数表示最后两个轴的每一侧都填充这么多。"))
  ) { arguments in
    guard let x = arguments[0].variable else {
      throw NetworkFailure.expectsTensors("pad", got: arguments[0].kindInWords)
    }
    let sizes = arguments[1].ints ?? []
    let value = arguments[2].double ?? 0
    let mode = arguments[3].string.flatMap(PaddingMode.init)
    if mode == nil, sizes.allSatisfy({ $0 >= 0 }) { return .object(try Ops.pad(x, sizes, value: value)) }
    let (before, after) = try Ops.padding(sizes, of: x.shape)
    var result = x
    for axis in x.shape.indices where before[axis] < 0 || after[axis] < 0 {
      let size = x.shape[axis]
      let (start, stop) = (max(0, -before[axis]), size + min(0, after[axis]))
      guard start <= stop else { throw NetworkFailure.padding(sizes, got: x.shape.array) }
      result = try Ops.slice(result, dim: axis, start: start, stop: stop)
    }
    let (more, rest) = (before.map { max(0, $0) }, after.map { max(0, $0) })
    return .object(
      try mode?.extend(result, before: more, after: rest)
        ?? Ops.pad(result, before: more, after: rest, value: value))
  }
}
