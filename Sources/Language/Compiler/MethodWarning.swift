import Catalog
import Syntax
import Text

extension Compiler {
  /// Methods that are there to be called, for what they do.
  static let methodsToCall: Set<String> = ["backward", "step", "zero_grad", "train", "eval"]
}

extension Compiler {
  /// Warns of `x.max(1)`, which looks like an axis to who knows NumPy or PyTorch.
  func noteExtreme(of object: Expression, _ name: String, _ arguments: [CallArgument], at span: Span) {
    guard name == "max" || name == "min", arguments.count == 1, arguments[0].name == nil,
      case .number(let number) = arguments[0].value.kind, (0...3).contains(number), number == number.rounded()
    else { return }
    Hosting.current.warn(
      CallFailure.extremeOfElements(
        String(Sources[object.span.source][object.span]), name, Int(number), at: span))
  }
}

extension CallFailure {
  /// The warning of a method that stands by itself without parentheses.
  static func notCalled(_ expression: Expression, _ name: String, at span: Span) -> Fault {
    let text = Sources[expression.span.source][expression.span]
    return Fault(
      "E0323", Wording("`\(text)` names the method and does not call it", "`\(text)` 只写了方法的名字，没有调用它"),
      at: span,
      severity: .warning, help: [.write("\(text)()")])
  }

  /// The warning of `x == 1` by itself, where `x = 1` is meant.
  static func comparedForNothing(_ left: Expression, _ right: Expression, at span: Span) -> Fault {
    let (left, right) = (Sources[left.span.source][left.span], Sources[right.span.source][right.span])
    return Fault(
      "E0324", Wording("this compares, and nothing uses the result", "这里只做比较，结果没有用到"), at: span,
      severity: .warning,
      help: [Wording("to assign, write `\(left) = \(right)`", "赋值写作 `\(left) = \(right)`")])
  }

  /// The warning of `x.max(1)`.
  static func extremeOfElements(_ text: String, _ name: String, _ number: Int, at span: Span) -> Fault {
    Fault(
      "E0325",
      Wording(
        "this compares each element with the number \(number), and does not go along axis \(number)",
        "这里把每个元素与数 \(number) 比较，而不是沿轴 \(number) 计算"),
      at: span, severity: .warning,
      help: [
        Wording(
          "along an axis: `\(text).\(name)(dim=\(number))`; of each element and the number: `\(name)(\(text), \(number))`",
          "沿轴计算：`\(text).\(name)(dim=\(number))`；逐元素与数比较：`\(name)(\(text), \(number))`")
      ])
  }
}
