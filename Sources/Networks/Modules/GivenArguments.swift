import Catalog

/// The bound arguments of a builtin with many parameters, by name.
struct GivenArguments {
  private let arguments: [String: Argument]

  init(_ parameters: [Parameter], _ arguments: [Argument]) {
    self.arguments = Dictionary(
      zip(parameters.map(\.name), arguments), uniquingKeysWith: { first, _ in first })
  }

  subscript(_ name: String) -> Argument { arguments[name] ?? .none }
}
