import Tensor
import Text

/// What can go wrong with derivatives of functions.
enum TransformFailure: Failure {
  case noArguments(String, String)
  case argument(String, Int, Wording)
  case resultIsNoTensor(String, String)
  case notScalar(String, String, Shape)
  case vectorShape(String, got: Shape, expected: Shape)
  case notElementwise(String, from: Shape, to: Shape)
  case vectorCount(String, got: Int, expected: Int)

  var fault: Fault {
    switch self {
    case .noArguments(let transform, let name):
      Fault(
        "E0457",
        Wording(
          "\(transform) of `\(name)`: there is no argument to differentiate by",
          "对 `\(name)` 求 \(transform)：没有可以求导的自变量"),
        help: [
          transform == "graph"
            ? Wording("give the arguments too: `graph(f, 1, 2)`", "同时给出自变量：`graph(f, 1, 2)`")
            : Wording(
              "call it as the function itself: `\(transform)(f)(1, 2)`",
              "像调用函数本身那样给出自变量：`\(transform)(f)(1, 2)`")
        ])
    case .argument(let transform, let index, let what):
      Fault(
        "E0458",
        Wording(
          "\(transform) differentiates with respect to numbers and tensors, but argument \(index + 1) is \(what)",
          "\(transform) 只能对数和张量求导，但第 \(index + 1) 个参数是\(what)"),
        help: [
          Wording(
            "let a function of the tensors alone capture the rest: `\(transform)(w -> f(w, other))`",
            "用一个只以张量为自变量的函数，其余的由它捕获：`\(transform)(w -> f(w, other))`"),
          Wording(
            "the gradients of a model's parameters come from `loss.backward()`",
            "模型参数的梯度由 `loss.backward()` 求得"),
        ])
    case .resultIsNoTensor(let transform, let name):
      Fault(
        "E0452",
        Wording(
          "\(transform) needs `\(name)` to give a number or a tensor", "\(transform) 要求 `\(name)` 的结果是数或张量"))
    case .notScalar(let transform, let name, let shape):
      Fault(
        "E0453",
        Wording(
          "\(transform) needs a single number, but `\(name)` gives a tensor of shape \(shape.text)",
          "\(transform) 需要一个数，但 `\(name)` 给出的是形状为 \(shape.text) 的张量"),
        help: [
          Wording("reduce it: `\(transform)(x -> sum(f(x)))`", "先归约成一个数：`\(transform)(x -> sum(f(x)))`"),
          Wording("for every output apart: `jacobian(f)`", "要每个输出各自的导数：`jacobian(f)`"),
        ])
    case .vectorShape(let transform, let got, let expected):
      Fault(
        "E0454",
        Wording(
          "\(transform): the vector has shape \(got.text), but it must have \(expected.text)",
          "\(transform)：向量的形状是 \(got.text)，但应为 \(expected.text)"))
    case .notElementwise(let name, let from, let to):
      Fault(
        "E0455",
        Wording(
          "`\(name)'` is the derivative element by element, but `\(name)` turns shape \(from.text) into \(to.text)",
          "`\(name)'` 是逐元素的导数，但 `\(name)` 把形状 \(from.text) 变成了 \(to.text)"),
        help: [
          Wording(
            "`grad(f)` for one number from a tensor, `jacobian(f)` for a tensor from a tensor",
            "由张量得一个数用 `grad(f)`，由张量得张量用 `jacobian(f)`")
        ])
    case .vectorCount(let transform, let got, let expected):
      Fault(
        "E0456",
        Wording(
          "\(transform): \(got) vectors for \(expected) arguments",
          "\(transform)：给了 \(got) 个向量，但有 \(expected) 个自变量"))
    }
  }
}
