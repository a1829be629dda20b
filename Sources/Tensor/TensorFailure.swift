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
  case invalid(operation: String, String)

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
      Fault("E0210", "a tensor has at most \(Shape.maximumRank) axes, not \(rank)")
    case .negativeSize(let sizes):
      Fault("E0211", "a size cannot be negative: \(sizes)")
    case .tooManyElements(let sizes):
      Fault("E0901", "a tensor of shape \(sizes) has more elements than memory can hold")
    case .outOfMemory(let bytes):
      Fault(
        "E0901", "not enough memory for a tensor of \(byteText(bytes))",
        notes: ["\(byteText(Memory.available)) are available"])
    default: Fault("E0210", "\(self)")
    }
  }

  private var shapeFault: Fault {
    switch self {
    case .notBroadcastable(let operation, let a, let b):
      Fault(
        "E0203", "\(operation): shapes \(a) and \(b) do not fit",
        notes: ["compared from the last axis, sizes must be equal or one of them 1"])
    case .cannotBroadcast(let shape, let target):
      Fault(
        "E0204", "a tensor of shape \(shape) cannot be broadcast to \(target)",
        notes: ["compared from the last axis, each size must be equal to the target's or 1"])
    case .cannotReshape(let shape, let sizes):
      Fault(
        "E0205",
        "a tensor of shape \(shape) has \(shape.elementCount) elements and cannot become \(sizes)")
    case .cannotInferSize(let shape, let sizes):
      Fault(
        "E0205", "the size -1 in \(sizes) cannot be inferred for a tensor of shape \(shape)",
        notes: ["one size may be -1, and the others must divide the \(shape.elementCount) elements"])
    case .badPermutation(let axes, let rank):
      Fault(
        "E0206", "\(axes) is not an order of the \(rank) axes",
        help: ["name each of 0 to \(Swift.max(rank - 1, 0)) once"])
    case .cannotSqueeze(let axis, let size):
      Fault("E0207", "axis \(axis) has size \(size); only an axis of size 1 can be squeezed")
    case .countMismatch(let values, let shape):
      Fault("E0208", "\(values) values do not fill shape \(shape), which has \(shape.elementCount) elements")
    case .shapesDiffer(let operation, let a, let b):
      Fault("E0209", "\(operation): shapes \(a) and \(b) must agree")
    default: Fault("E0209", "\(self)")
    }
  }

  private var valueFault: Fault {
    switch self {
    case .dtypesDiffer(let operation, let a, let b):
      Fault(
        "E0220", "\(operation): dtypes \(a.name) and \(b.name) differ",
        help: ["convert one of them with cast"])
    case .unsupported(let operation, let dtype):
      Fault("E0221", "\(operation) is not defined for \(dtype.name) tensors", help: ["cast to f32 first"])
    case .divisionByZero(let operation):
      Fault("E0222", "\(operation): whole numbers cannot be divided by zero")
    case .negativeExponent:
      Fault(
        "E0223", "power: a whole-number tensor cannot be raised to a negative power",
        help: ["cast the base to f32"])
    case .notIndices(let operation, let dtype):
      Fault("E0224", "\(operation): indices must be whole numbers (i64), not \(dtype.name)")
    case .notWhole(let value):
      Fault("E0225", "a whole number is needed here, not \(value)")
    default: Fault("E0221", "\(self)")
    }
  }

  private var indexFault: Fault {
    switch self {
    case .axisOutOfRange(let axis, let rank):
      rank == 0
        ? Fault("E0212", "a 0-d tensor has no axis \(axis)")
        : Fault(
          "E0212", "axis \(axis) is out of range for a tensor of \(rank) axes (\(-rank) to \(rank - 1))")
    case .repeatedAxis(let axes):
      Fault("E0213", "an axis is named twice in \(axes)")
    case .indexOutOfRange(let index, let size, let axis):
      Fault(
        "E0214",
        size == 0
          ? "index \(index) is out of range: axis \(axis) is empty"
          : "index \(index) is out of range for axis \(axis) of size \(size) (\(-size) to \(size - 1))")
    case .zeroStep:
      Fault("E0215", "the step of a slice cannot be 0")
    case .emptyReduction(let operation, let shape):
      Fault("E0216", "\(operation) of no elements: the shape is \(shape)")
    case .invalid(let operation, let reason):
      Fault("E0217", "\(operation): \(reason)")
    default: Fault("E0217", "\(self)")
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
