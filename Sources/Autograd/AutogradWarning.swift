import Catalog
import Text

/// What is no error, but hardly meant.
enum AutogradWarning {
  /// A parameter is changed by a gradient that adds up from change to change.
  static func forgottenGradient(of parameter: Variable) -> Fault {
    let name = Hosting.current.name(of: parameter) ?? parameter.name
    return Fault(
      "E0451",
      Wording(
        "the gradient of \(name.map { "`\($0)`" } ?? "a parameter") was not cleared after the last change, so gradients add up",
        "\(name.map { "`\($0)` " } ?? "某个参数")上次改变之后没有清除梯度，梯度会累加起来"), severity: .warning,
      help: [
        Wording(
          "clear it once a step, before backward(): `\(name ?? "w").grad = none`",
          "每一步在 backward() 之前清除一次：`\(name ?? "w").grad = none`")
      ])
  }
}
