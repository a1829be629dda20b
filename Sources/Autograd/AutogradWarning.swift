import Catalog
import Text

/// What is no error, but hardly meant.
enum AutogradWarning {
  /// A parameter was changed by its gradient, which the next pass adds to.
  static func forgottenGradient(of parameter: Variable) -> Fault {
    let name = Hosting.current.name(of: parameter) ?? parameter.name
    return Fault(
      "E0451",
      Wording(
        "\(name.map { "`\($0)`" } ?? "a parameter") changed since its gradient was computed, and backward() adds to that gradient",
        "\(name.map { "`\($0)`" } ?? "某个参数") 在算出梯度之后改变过，而 backward() 会把新梯度加到旧梯度上"), severity: .warning,
      help: [
        Wording(
          "clear it once a step, before backward(): `\(name ?? "w").grad = none`",
          "每一步在 backward() 之前清除一次：`\(name ?? "w").grad = none`")
      ])
  }
}
