import Text

/// What can go wrong with tensors.
public enum TensorFailure: Failure {
  case rankTooHigh(Int)
  case negativeSize([Int])
  case tooManyElements([Int])
  case outOfMemory(Int)
  case axisOutOfRange(axis: Int, rank: Int)
  case repeatedAxis([Int])
  case notBroadcastable(operation: String, Shape, Shape)
  case cannotBroadcast(Shape, to: Shape)
  case cannotReshape(Shape, to: [Int])
  case cannotInferSize(Shape, [Int])
  case badPermutation([Int], rank: Int)
  case indexOutOfRange(index: Int, size: Int, axis: Int)
  case zeroStep
  case dtypesDiffer(operation: String, DType, DType)
  case unsupported(operation: String, DType)
  case divisionByZero(operation: String)
  case negativeExponent
  case emptyReduction(operation: String, Shape)
  case cannotSqueeze(axis: Int, size: Int)
  case countMismatch(values: Int, Shape)
  case notWhole(Double)
  case notIndices(operation: String, DType)
  case shapesDiffer(operation: String, Shape, Shape)
  case invalid(operation: String, Wording)

  public var fault: Fault {
    switch self {
    case .rankTooHigh, .negativeSize, .tooManyElements, .outOfMemory: limitFault
    case .notBroadcastable, .cannotBroadcast, .cannotReshape, .cannotInferSize, .badPermutation,
      .cannotSqueeze, .countMismatch, .shapesDiffer:
      shapeFault
    case .dtypesDiffer, .unsupported, .divisionByZero, .negativeExponent, .notIndices, .notWhole: valueFault
    default: indexFault
    }
  }

  private var limitFault: Fault {
    switch self {
    case .rankTooHigh(let rank):
      Fault(
        "E0210",
        Wording(
          "a tensor has at most \(Shape.maximumRank) axes, not \(rank)",
          "张量最多有 \(Shape.maximumRank) 个轴，而不是 \(rank) 个"))
    case .negativeSize(let sizes):
      Fault("E0211", Wording("a size cannot be negative: \(sizes)", "大小不能是负数：\(sizes)"))
    case .tooManyElements(let sizes):
      Fault(
        "E0901",
        Wording(
          "a tensor of shape \(shapeText(sizes)) has more elements than memory can hold",
          "形状为 \(shapeText(sizes)) 的张量元素太多，内存放不下"))
    case .outOfMemory(let bytes):
      Fault(
        "E0901",
        Wording("not enough memory for a tensor of \(byteText(bytes))", "内存不够，放不下 \(byteText(bytes)) 的张量"),
        notes: [Wording("\(byteText(Memory.available)) are available", "现在可用 \(byteText(Memory.available))")])
    default: Fault("E0210", Wording("this tensor cannot be made", "无法创建这个张量"))
    }
  }

  private var shapeFault: Fault {
    switch self {
    case .notBroadcastable(let operation, let a, let b):
      Fault(
        "E0203",
        Wording(
          "\(operation): shapes \(a.text) and \(b.text) do not fit",
          "\(operation)：形状 \(a.text) 与 \(b.text) 不匹配"),
        notes: [
          Wording(
            "compared from the last axis, sizes must be equal or one of them 1", "从最后一个轴起逐轴比较：大小要相等，或者其中一个是 1"
          )
        ])
    case .cannotBroadcast(let shape, let target):
      Fault(
        "E0204",
        Wording(
          "a tensor of shape \(shape.text) cannot be broadcast to \(target.text)",
          "形状为 \(shape.text) 的张量不能广播成 \(target.text)"),
        notes: [
          Wording(
            "compared from the last axis, each size must be equal to the target's or 1",
            "从最后一个轴起逐轴比较：每个大小要与目标相等，或者是 1")
        ])
    case .cannotReshape(let shape, let sizes):
      Fault(
        "E0205",
        Wording(
          "a tensor of shape \(shape.text) has \(shape.elementCount) elements and cannot become \(shapeText(sizes))",
          "形状为 \(shape.text) 的张量有 \(shape.elementCount) 个元素，不能变成 \(shapeText(sizes))"))
    case .cannotInferSize(let shape, let sizes):
      Fault(
        "E0205",
        Wording(
          "the size -1 in \(sizes) cannot be inferred for a tensor of shape \(shape.text)",
          "无法由形状 \(shape.text) 推出 \(sizes) 中 -1 的大小"),
        notes: [
          Wording(
            "one size may be -1, and the others must divide the \(shape.elementCount) elements",
            "可以有一个大小写成 -1，其余大小之积要能整除 \(shape.elementCount) 个元素")
        ])
    case .badPermutation(let axes, let rank):
      Fault(
        "E0206", Wording("\(axes) is not an order of the \(rank) axes", "\(axes) 不是这 \(rank) 个轴的一个排列"),
        help: [
          Wording(
            "name each of 0 to \(Swift.max(rank - 1, 0)) once", "0 到 \(Swift.max(rank - 1, 0)) 每个轴恰好写一次")
        ])
    case .cannotSqueeze(let axis, let size):
      Fault(
        "E0207",
        Wording(
          "axis \(axis) has size \(size); only an axis of size 1 can be squeezed",
          "轴 \(axis) 的大小是 \(size)；只有大小为 1 的轴才能用 squeeze 去掉"))
    case .countMismatch(let values, let shape):
      Fault(
        "E0208",
        Wording(
          "\(values) values do not fill shape \(shape.text), which has \(shape.elementCount) elements",
          "\(values) 个值填不满形状 \(shape.text)：它有 \(shape.elementCount) 个元素"))
    case .shapesDiffer(let operation, let a, let b):
      Fault(
        "E0209",
        Wording(
          "\(operation): shapes \(a.text) and \(b.text) must agree",
          "\(operation)：形状 \(a.text) 与 \(b.text) 必须一致"))
    default: Fault("E0209", Wording("these shapes must agree", "这些形状必须一致"))
    }
  }

  private var valueFault: Fault {
    switch self {
    case .dtypesDiffer(let operation, let a, let b):
      Fault(
        "E0220",
        Wording(
          "\(operation): dtypes \(a.name) and \(b.name) differ", "\(operation)：数据类型 \(a.name) 与 \(b.name) 不同"),
        help: [Wording("convert one of them with cast", "用 cast 转换其中一个")])
    case .unsupported(let operation, let dtype):
      Fault(
        "E0221",
        Wording(
          "\(operation) is not defined for \(dtype.name) tensors", "\(operation) 不适用于 \(dtype.name) 张量"),
        help: [Wording("cast to f32 first", "先转换成 f32：`cast(x, f32)`")])
    case .divisionByZero(let operation):
      Fault(
        "E0222", Wording("\(operation): whole numbers cannot be divided by zero", "\(operation)：整数不能除以零"),
        help: [
          Wording("floating numbers give inf or nan: `cast(x, f32)`", "浮点数给出 inf 或 nan：`cast(x, f32)`")
        ])
    case .negativeExponent:
      Fault(
        "E0223",
        Wording("`^`: a whole-number tensor cannot be raised to a negative power", "`^`：整数张量不能取负数次幂"),
        help: [Wording("cast the base to f32", "先把底数转换成 f32：`cast(x, f32)`")])
    case .notIndices(let operation, let dtype):
      Fault(
        "E0224",
        Wording(
          "\(operation): indices must be whole numbers (i64), not \(dtype.name)",
          "\(operation)：下标必须是整数 (i64)，而不是 \(dtype.name)"))
    case .notWhole(let value):
      Fault("E0225", Wording("a whole number is needed here, not \(value)", "这里需要整数，而不是 \(value)"))
    default: Fault("E0221", Wording("this operation is not defined for these values", "这个运算不适用于这些值"))
    }
  }

  private var indexFault: Fault {
    switch self {
    case .axisOutOfRange(let axis, let rank):
      rank == 0
        ? Fault("E0212", Wording("a 0-d tensor has no axis \(axis)", "0 维张量没有轴 \(axis)"))
        : Fault(
          "E0212",
          Wording(
            "axis \(axis) is out of range for a tensor of \(rank) axes (\(-rank) to \(rank - 1))",
            "张量有 \(rank) 个轴，轴 \(axis) 超出范围（\(-rank) 到 \(rank - 1)）"))
    case .repeatedAxis(let axes):
      Fault("E0213", Wording("an axis is named twice in \(axes)", "\(axes) 中有一个轴写了两次"))
    case .indexOutOfRange(let index, let size, let axis):
      Fault(
        "E0214",
        size == 0
          ? Wording("index \(index) is out of range: axis \(axis) is empty", "下标 \(index) 超出范围：轴 \(axis) 是空的")
          : Wording(
            "index \(index) is out of range for axis \(axis) of size \(size) (\(-size) to \(size - 1))",
            "下标 \(index) 超出范围：轴 \(axis) 的大小是 \(size)（\(-size) 到 \(size - 1)）"))
    case .zeroStep:
      Fault("E0215", Wording("the step of a slice cannot be 0", "切片的步长不能是 0"))
    case .emptyReduction(let operation, let shape):
      Fault(
        "E0216",
        Wording(
          "\(operation) of no elements: the shape is \(shape.text)", "\(operation) 没有元素可算：形状是 \(shape.text)"))
    case .invalid(let operation, let reason):
      Fault("E0217", Wording("\(operation): \(reason)", "\(operation)：\(reason)"))
    default: Fault("E0217", Wording("this operation is not defined for these values", "这个运算不适用于这些值"))
    }
  }
}

private func byteText(_ bytes: Int) -> String {
  let units = ["bytes", "KB", "MB", "GB", "TB", "PB", "EB"]
  var value = Double(bytes)
  var unit = 0
  while value >= 1000, unit < units.count - 1 {
    value /= 1000
    unit += 1
  }
  if unit == 0 { return "\(bytes) bytes" }
  let tenths = Int((value * 10).rounded())
  return tenths >= 1000 || tenths % 10 == 0
    ? "\(tenths / 10) \(units[unit])" : "\(tenths / 10).\(tenths % 10) \(units[unit])"
}
