import Catalog
import Syntax
import Text

/// `x.max(dim=1)` or `max(x, dim=1)`, whose values PyTorch pairs with their places.
private struct ExtremeCall {
  let name: String
  /// The texts of the data and the axis.
  let data: String
  let axis: String
  let isMethod: Bool
  /// `, keepdim=true`
  let rest: String

  /// `x.argmax(dim=1)`
  func text(_ function: String) -> String {
    isMethod ? "\(data).\(function)(dim=\(axis)\(rest))" : "\(function)(\(data), dim=\(axis)\(rest))"
  }
}

extension Compiler {
  /// Warns of `(v, i) = x.max(dim=1)`, which takes the values apart.
  func noteExtremeUnpacked(_ pattern: Pattern, _ value: Expression) {
    guard case .tuple(let parts, _) = pattern, parts.count == 2, let call = extreme(value) else { return }
    let names = parts.map { part in if case .name(let name, _) = part { name } else { "" } }
    guard !names.contains("") else { return }
    // PyTorch's median tells the place too, which here no function does.
    let place = ["max": "argmax", "min": "argmin"][call.name]
    let lines = [(names[0], call.name), (names[1], place)].compactMap { name, function in
      function.flatMap { name == "_" ? nil : "`\(name) = \(call.text($0))`" }
    }
    Hosting.current.warn(
      Fault(
        "E0326",
        Wording(
          "\(call.name) along an axis gives the values alone: two names take its first axis apart",
          "沿轴的 \(call.name) 只给出值：两个名字会把结果的第一个轴拆开"),
        at: value.span, severity: .warning,
        help: lines.isEmpty
          ? []
          : [
            Wording(
              "write \(lines.joined(separator: " and "))", "写作 \(lines.joined(separator: " 和 "))")
          ]))
  }

  private func extreme(_ value: Expression) -> ExtremeCall? {
    guard case .call(let callee, var arguments) = value.kind else { return nil }
    let (name, data): (String, Expression)
    switch callee.kind {
    case .field(let object, let method, _): (name, data) = (method, object)
    case .name(let function):
      guard case .global = scope.place(of: function), globals.isBuiltin(function),
        let first = arguments.first,
        first.name == nil
      else { return nil }
      arguments.removeFirst()
      (name, data) = (function, first.value)
    default: return nil
    }
    guard ["max", "min", "median"].contains(name),
      let axis = arguments.firstIndex(where: { ["dim", "axis"].contains($0.name ?? "") || $0.isBareAxis }),
      // Of `x.max(1)` there is another warning.
      arguments[axis].name != nil || name == "median" || !callee.isField
    else { return nil }
    let rest = arguments.filter { $0.name == "keepdim" }.map { ", keepdim=" + text($0.value) }.joined()
    return ExtremeCall(
      name: name, data: text(data), axis: text(arguments[axis].value), isMethod: callee.isField, rest: rest)
  }

  private func text(_ expression: Expression) -> String {
    String(Sources[expression.span.source][expression.span])
  }
}

extension CallArgument {
  /// A small whole number by position: `1`.
  fileprivate var isBareAxis: Bool {
    guard name == nil, case .number(let number) = value.kind else { return false }
    return (0...3).contains(number) && number == number.rounded()
  }
}

extension Expression {
  fileprivate var isField: Bool { if case .field = kind { true } else { false } }
}
