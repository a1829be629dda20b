import Tensor
import Text

/// What can go wrong with derivatives of functions.
enum TransformFailure: Failure {
  case noArguments(String, String)
  case argument(String, Int, String)
  case resultIsNoTensor(String, String)
  case notScalar(String, String, Shape)
  case vectorShape(String, got: Shape, expected: Shape)
  case notElementwise(String, from: Shape, to: Shape)
  case vectorCount(String, got: Int, expected: Int)

  var fault: Fault {
    switch self {
    case .noArguments(let transform, let name):
      Fault(
        "E0457", "\(transform) of `\(name)`: there is no argument to differentiate by",
        help: ["call it as the function itself: `\(transform)(f)(1, 2)`"])
    case .argument(let transform, let index, let what):
      Fault(
        "E0458",
        "\(transform) differentiates with respect to numbers and tensors, but argument \(index + 1) is \(what)",
        help: [
          "let a function of the tensors alone capture the rest: `\(transform)(w -> f(w, other))`",
          "the gradients of a model's parameters come from `loss.backward()`",
        ])
    case .resultIsNoTensor(let transform, let name):
      Fault("E0452", "\(transform) needs `\(name)` to give a number or a tensor")
    case .notScalar(let transform, let name, let shape):
      Fault(
        "E0453", "\(transform) needs a single number, but `\(name)` gives a tensor of shape \(shape.text)",
        help: ["reduce it: `\(transform)(x -> sum(f(x)))`", "for every output apart: `jacobian(f)`"])
    case .vectorShape(let transform, let got, let expected):
      Fault("E0454", "\(transform): the vector has shape \(got.text), but it must have \(expected.text)")
    case .notElementwise(let name, let from, let to):
      Fault(
        "E0455",
        "`\(name)'` is the derivative element by element, but `\(name)` turns shape \(from.text) into \(to.text)",
        help: ["`grad(f)` for one number from a tensor, `jacobian(f)` for a tensor from a tensor"])
    case .vectorCount(let transform, let got, let expected):
      Fault("E0456", "\(transform): \(got) vectors for \(expected) arguments")
    }
  }
}
