import Autograd
import Catalog
import Text

/// Follows the calls of modules, so that an error inside a model can be told with the layers that ran before it.
public final class LayerTrace {
  /// Told of every call while set.
  @exclusivity(unchecked) nonisolated(unsafe) public static var current: LayerTrace?

  private var rows: [[String]] = []
  private var names: [ObjectIdentifier: String] = [:]
  private var depth = 0
  /// Calls within a layer are its own affair.
  private var layerDepth = 0
  /// The innermost module that failed is known.
  private var hasFailed = false
  private var failure: Wording?

  public init() {}

  /// The layers of the model call that failed last, as a table; nil when none did since this was asked.
  public func takeFailure() -> Wording? {
    defer { failure = nil }
    return failure
  }

  @inline(__always)
  static func follow(_ module: Module, _ body: () throws -> Variable) rethrows -> Variable {
    guard let current else { return try body() }
    return try current.follow(module, body) { $0 }
  }

  @inline(__always)
  static func follow(_ module: Module, _ body: () throws -> Argument) rethrows -> Argument {
    guard let current else { return try body() }
    return try current.follow(module, body, \.firstVariable)
  }

  private func follow<T>(
    _ module: Module, _ body: () throws -> T, _ output: (T) -> Variable?
  ) rethrows -> T {
    if depth == 0 { begin(module) }
    let isLayer = module.children.isEmpty
    depth += 1
    layerDepth += isLayer ? 1 : 0
    defer {
      depth -= 1
      layerDepth -= isLayer ? 1 : 0
    }
    do {
      let result = try body()
      if isLayer, layerDepth == 1 { add(module, output(result).map { Shapes.text($0.shape.array) } ?? "") }
      return result
    } catch {
      if !hasFailed, layerDepth <= 1 {
        hasFailed = true
        if depth > 1 { add(module, "✗") }
      }
      if depth == 1, !rows.isEmpty { failure = table() }
      throw error
    }
  }

  private func begin(_ root: Module) {
    rows = []
    hasFailed = false
    names = [:]
    for (name, module) in root.namedModules { names[ObjectIdentifier(module)] = name }
  }

  private func add(_ module: Module, _ output: String) {
    let name = names[ObjectIdentifier(module)] ?? ""
    let title = name.isEmpty || name == module.kind ? module.kind : "\(name) (\(module.kind))"
    rows.append([title, output, Digits.grouped(module.parameterCount)])
  }

  private func table() -> Wording {
    let english = TextTable.table(["layer", "output", "parameters"], rows, leftColumns: 2).text
    let chinese = TextTable.table(["层", "输出", "参数"], rows, leftColumns: 2).text
    return Wording("the layers up to here:\n\(english)", "到此为止的各层：\n\(chinese)")
  }
}
