import Tensor
import Text

/// What can go wrong with operations and their gradients.
public enum AutogradFailure: Failure {
  case noResult(String)
  case graphReleased(String)
  case changedInPlace(String?, Shape, String)
  case gradientShape(String, Shape, Shape)
  case seedShape(Shape, Shape)
  case notScalar(Shape)
  case nothingRecorded(String?)
  case neitherShape(String, Shape, Shape, result: Shape)
  case incompatible(String, Shape, Shape)
  case axisOutOfRange(Int, rank: Int, String)
  case repeatedAxis([Int], String)
  case wrongElementCount(from: Shape, to: [Int])
  case cannotBroadcast(Shape, to: Shape)
  case wrongRank(String, expected: String, Shape)
  case sizesDiffer(String, Shape, Shape, axis: Int)
  case emptyReduction(String, Shape)
  case wholeNumbers(String, DType)
  case indexOutOfRange(Int, size: Int, String)
  case nothingToJoin(String)
  case tooManyIndices(Int, Shape)
  case maskShape(Shape, Shape)
  case message(code: String, String, help: [String])

  public var fault: Fault {
    switch self {
    case .message(let code, let text, let help): Fault(code, text, help: help)
    case .noResult, .graphReleased, .changedInPlace, .gradientShape, .seedShape, .notScalar, .nothingRecorded:
      gradientFault
    default: shapeFault
    }
  }
}

extension AutogradFailure {
  private var gradientFault: Fault {
    switch self {
    case .graphReleased(let operation):
      Fault(
        "E0441",
        "backward ran through this graph before, and the values of \(operation) it would need were let go",
        help: ["run the forward computation again, or keep them: `backward(retain_graph=true)`"])
    case .changedInPlace(let name, let shape, let operation):
      Fault(
        "E0442",
        "\(name.map { "`\($0)`" } ?? "a tensor of shape \(shape.text)") changed after \(operation) used it, and its old value is needed for the gradient",
        help: ["call backward before the change (`opt.step()`, `x[i] = v`), or compute on a copy"])
    case .gradientShape(let operation, let got, let expected):
      Fault(
        "E0443",
        "the gradient rule of \(operation) gave shape \(got.text) for an input of shape \(expected.text)")
    case .seedShape(let seed, let output):
      Fault("E0444", "the vector has shape \(seed.text), but the result has shape \(output.text)")
    case .notScalar(let shape):
      Fault(
        "E0445", "backward needs a single number to start from, not a tensor of shape \(shape.text)",
        help: ["reduce it first: `mean(x)` or `sum(x)`"])
    case .nothingRecorded(let name):
      Fault(
        "E0446",
        "\(name.map { "`\($0)`" } ?? "this value") depends on no parameter, so there is nothing to differentiate",
        help: ["mark what to differentiate by: `w = param(…)`", "inside `no_grad` nothing is recorded"])
    case .noResult(let operation): Fault("E0447", "\(operation) gave no result")
    default: Fault("E0449", "no gradient")
    }
  }

  private var shapeFault: Fault {
    switch self {
    case .neitherShape(let operation, let a, let b, let result):
      neitherShapeFault(operation, a, b, result)
    case .incompatible(let operation, let a, let b):
      Fault(
        "E0230", "shapes \(a.text) and \(b.text) do not fit together in \(operation)",
        help: ["sizes are compared from the last axis; each must be equal, or 1, or missing"],
        argumentLabels: [(0, a.text), (1, b.text)])
    case .axisOutOfRange(let axis, let rank, let name):
      Fault(
        "E0232", "\(name): there is no axis \(axis) in a tensor of \(rank) \(rank == 1 ? "axis" : "axes")",
        help: rank > 0 ? ["axes count from 0 to \(rank - 1), or from -1 back to -\(rank)"] : [])
    case .repeatedAxis(let axes, let name): Fault("E0233", "\(name): an axis stands twice in \(axes)")
    case .wrongElementCount(let from, let to):
      Fault(
        "E0234",
        "cannot reshape \(from.text), which has \(from.elementCount) elements, to \(Shape.text(to))",
        help: ["one size may be -1: it follows from the others"])
    case .cannotBroadcast(let from, let to):
      Fault(
        "E0235", "shape \(from.text) does not broadcast to \(to.text)",
        help: ["from the last axis on, each size must be 1, missing, or equal to the new one"])
    case .wrongRank(let name, let expected, let got):
      Fault("E0236", "\(name) expects \(expected), not shape \(got.text)")
    case .sizesDiffer(let name, let a, let b, let axis):
      Fault("E0237", "\(name): shapes \(a.text) and \(b.text) differ in axis \(axis)")
    case .emptyReduction(let name, let shape):
      Fault("E0238", "\(name) of no elements (shape \(shape.text)) is not defined")
    case .wholeNumbers(let name, let dtype):
      Fault("E0239", "\(name) wants whole numbers, not \(dtype.name)", help: ["convert them: `cast(x, i64)`"])
    case .indexOutOfRange(let index, let size, let name):
      Fault("E0240", "\(name): index \(index) is outside an axis of size \(size)")
    case .tooManyIndices(let count, let shape):
      Fault("E0249", "\(count) indices for a tensor of shape \(shape.text)")
    case .maskShape(let mask, let shape):
      Fault("E0268", "a mask of shape \(mask.text) does not fit a tensor of shape \(shape.text)")
    case .nothingToJoin(let name): Fault("E0241", "\(name) wants at least one tensor")
    default: Fault("E0229", "these shapes do not fit")
    }
  }

  private func neitherShapeFault(_ operation: String, _ a: Shape, _ b: Shape, _ result: Shape) -> Fault {
    Fault(
      "E0231",
      "\(a.text) against \(b.text): neither has the result's shape \(result.text)",
      notes: ["\(operation) broadcasts one operand to the shape of the other, never both"],
      help: [
        "every element with every other: `outer(a, b)`",
        "the same elements in another shape: `reshape(a, \(b.listed))`",
        "if you mean it: `broadcast_to(a, \(result.listed))`",
      ],
      argumentLabels: [(0, a.text), (1, b.text)])
  }
}

extension Shape {
  /// As users read it: `(4, 1)`, `(4)`, `()`.
  public var text: String { Shape.text(self) }

  /// As users write it: `[4, 1]`.
  var listed: String { "[" + map(String.init).joined(separator: ", ") + "]" }

  static func text(_ sizes: some Sequence<Int>) -> String {
    "(" + sizes.map(String.init).joined(separator: ", ") + ")"
  }
}
