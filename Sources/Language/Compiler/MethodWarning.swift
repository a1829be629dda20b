import Syntax
import Text

extension Compiler {
  /// Methods that are there to be called, for what they do.
  static let methodsToCall: Set<String> = ["backward", "step", "zero_grad", "train", "eval"]
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
}
