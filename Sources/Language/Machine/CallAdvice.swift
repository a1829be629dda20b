import Catalog
import Networks
import Tensor
import Text

// What to write instead of an argument that does not fit.
extension Advice {
  static func unknownArgument(_ name: String, of function: String, among valid: [String]) -> [Wording] {
    if name == "requires_grad" {
      return [Wording("a tensor that gathers gradients is made by `param(x)`", "需要梯度的张量用 `param(x)` 建立")]
    }
    if name == "device" { return [onProcessor] }
    if function == "print" {
      return [
        Wording(
          "write what you want into one string: `print(f\"{a}, {b}\")`", "把要写的放进一个字符串：`print(f\"{a}, {b}\")`")
      ]
    }
    return argument(name, among: valid).map { [.didYouMean(["`\($0)`"])] } ?? []
  }

  /// For a shape with other axes than the annotated `[N, 64]`.
  static func rank(_ annotation: String, got: Shape) -> [Wording] {
    let sizes = annotation.dropFirst().dropLast().split(separator: ",").map { item in
      Int(item.filter { !$0.isWhitespace })
    }
    let isOneSample = zip(sizes.dropFirst(), got.array).allSatisfy { $0 == nil || $0 == $1 }
    if got.rank + 1 == sizes.count, isOneSample {
      return [Wording("the batch axis is missing: `unsqueeze(x, 0)`", "缺少批量轴：`unsqueeze(x, 0)`")]
    }
    let rest = got.array.dropFirst()
    guard sizes.count == 2, rest.count > 1, let wanted = sizes[1], rest.reduce(1, *) == wanted else {
      return []
    }
    let product = rest.map(String.init).joined(separator: "·")
    return [
      Wording("\(product) = \(wanted): `flatten(x)` joins them", "\(product) = \(wanted)：`flatten(x)` 把它们合并")
    ]
  }

  /// They give functions.
  static let functionsOfFunctions: Set = ["grad", "hessian", "jacobian", "value_and_grad"]

  /// For an argument that must be there and is not.
  static func missing(_ argument: String, of function: String) -> [Wording] {
    if Registry.shared.builtins[function]?.descriptor.category == .loss {
      return [
        Wording(
          "to name the loss itself, write no parentheses: `loss=\(function)`",
          "要给出损失函数本身就不写括号：`loss=\(function)`")
      ]
    }
    return function == "summary" ? [.write("summary(net, input=[1, 28, 28])")] : []
  }

  /// For an argument of the wrong kind.
  static func kind(of argument: String, of function: String, _ got: Wording) -> [Wording] {
    if got.english == "none", ["prediction", "x", "input", "model"].contains(argument) { return [noValue] }
    if argument == "x", got.english == "a model" { return [Sequential.advice] }
    if function == "save", argument == "path" {
      return [
        Wording(
          "what is saved comes first: `save(net, \"m.safetensors\")`",
          "要保存的写在前面：`save(net, \"m.safetensors\")`")
      ]
    }
    if argument == "dtype" { return [Wording("write it without quotes: `dtype=f32`", "不写引号：`dtype=f32`")] }
    if ["cat", "stack"].contains(function), argument == "dim" {
      return [Wording("the tensors are one list: `\(function)([a, b])`", "张量放在一个列表里：`\(function)([a, b])`")]
    }
    if argument == "lr", got.english == "a model" {
      return [
        Wording("the model comes first: `\(function)(net, lr=0.001)`", "模型写在前面：`\(function)(net, lr=0.001)`")
      ]
    }
    return []
  }

  /// For a list that must be a tensor, or hold tensors, and cannot.
  static func list(_ flaw: ListFlaw, as argument: String) -> [Wording] {
    if argument == "target", case .noNumber(_, "string") = flaw {
      return [
        Wording(
          "labels are numbers from 0: `map(names, n -> classes.index(n))` turns names into them",
          "标签是从 0 数起的数：`map(names, n -> classes.index(n))` 把名字变成数")
      ]
    }
    return [flaw.advice(for: argument)]
  }

  /// For a list beside an arithmetic operator.
  static func noTensor(_ flaw: ListFlaw) -> Wording {
    Wording("this list is no tensor: \(flaw.wording)", "这个列表不是张量：\(flaw.wording)")
  }
}
