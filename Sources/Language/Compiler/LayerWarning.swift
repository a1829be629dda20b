import Catalog
import Syntax
import Text

extension Compiler {
  /// Warns of a layer with parameters that would be new each time: built in `forward`, or built and applied at
  /// once in a function.
  func noteLayer(_ constructor: Expression, _ settings: [CallArgument], isApplied: Bool, at span: Span) {
    guard case .name(let name) = constructor.kind, Compiler.layersWithParameters.contains(name),
      case .global = scope.place(of: name), globals.isBuiltin(name)
    else { return }
    switch scope.kind {
    case .session: return
    case .function: guard isApplied else { return }
    case .model(let code): guard code > 0 else { return }
    }
    // The functional form takes data first: `linear(x, weight)`.
    if let first = settings.first, first.name == nil {
      guard case .number = first.value.kind else { return }
    }
    let place =
      if case .model = scope.kind {
        Wording("in forward", "在 forward 中")
      } else {
        Wording("each time the function is called", "在每次调用函数时")
      }
    Hosting.current.warn(
      Fault(
        "E0322",
        Wording(
          "this \(name) is built \(place): its parameters are new each time and learn nothing",
          "这个 \(name) \(place)新建：参数每次都是新的，学不到东西"),
        at: span, severity: .warning,
        help: [Wording("build it once, outside, and call it here", "在外面建一次，在这里调用它")]))
  }

  private static let layersWithParameters: Set<String> = [
    "linear", "conv2d", "conv_transpose2d", "batch_norm", "layer_norm", "group_norm", "embedding", "rnn",
    "lstm",
    "gru", "attention", "transformer_encoder",
  ]
}
