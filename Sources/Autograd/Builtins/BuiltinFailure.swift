import Text

/// What can go wrong in calls of tensor builtins.
enum BuiltinFailure: Failure {
  case expected(String, Int)
  case notWhole(Double)
  case emptyRange(Double, Double, Double)
  case einsum(String, String)
  case extraArgument(String)

  var fault: Fault {
    switch self {
    case .expected(let what, let index): Fault("E0358", "argument \(index + 1) must be \(what)")
    case .notWhole(let value): Fault("E0359", "a whole number is wanted, not \(value)")
    case .emptyRange(let start, let end, let step):
      Fault("E0246", "arange cannot go from \(start) to \(end) by \(step)")
    case .einsum(let equation, let why):
      Fault(
        "E0247", "einsum \"\(equation)\": \(why)",
        help: ["one letter for each axis: `einsum(\"ij,jk->ik\", a, b)` is the matrix product"])
    case .extraArgument(let name):
      Fault("E0352", "\(name) takes either a second tensor or dim=, not both")
    }
  }
}
