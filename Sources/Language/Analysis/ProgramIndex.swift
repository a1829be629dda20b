import Syntax
import Text

/// Where the names of a program are bound and where they are used, by the scopes of the compiler; for editors.
/// Total: a program with errors is indexed as far as it makes sense.
public struct ProgramIndex {
  public struct Symbol {
    public enum Kind { case variable, parameter, shapeLetter, function, model, field, method }

    public internal(set) var name: String
    public internal(set) var kind: Kind
    /// The index of the scope that holds it.
    public internal(set) var scope: Int
    /// The name where it is first bound.
    public internal(set) var span: Span
    /// The whole of what binds it first: a function with its body, a statement, a parameter.
    public internal(set) var whole: Span
    /// `f(x, y=1)` of a function, a method or a model; empty for others.
    public internal(set) var signature = ""
    /// The parameters of a function, method or model, and the members of a model, as indices of symbols.
    public internal(set) var parameters: [Int] = []
    public internal(set) var members: [Int] = []
    /// How often it is bound.
    public internal(set) var bindings = 0
    /// What it is bound to, when that happens once.
    var value: Expression?
  }

  /// A name in the text.
  public struct Occurrence {
    public enum Role: Equatable {
      case read, binding
      /// The name of a named argument, with the name of what is called; empty when that is no name.
      case argument(of: String)
      /// After a dot.
      case member
    }

    public internal(set) var name: String
    public internal(set) var span: Span
    public internal(set) var role: Role
    public internal(set) var scope: Int
    /// nil: a builtin, a name of another file, or nobody knows.
    public internal(set) var symbol: Int?
  }

  public struct Scope {
    public internal(set) var parent: Int?
    public internal(set) var span: Span
    public internal(set) var names: [String: Int] = [:]
    /// Declared with `global`.
    var globals: Set<String> = []
  }

  public let source: Source
  public let tree: Block
  public internal(set) var symbols: [Symbol] = []
  /// The first is that of the whole program.
  public internal(set) var scopes: [Scope] = []
  /// In the order of the text.
  public internal(set) var occurrences: [Occurrence] = []
  /// The files that `use` names.
  public internal(set) var uses: [(path: String, span: Span)] = []

  public init(_ source: Source) {
    self.source = source
    tree = Parser.parse(source).0
    var builder = IndexBuilder(source, tree)
    builder.build()
    symbols = builder.symbols
    scopes = builder.scopes
    occurrences = builder.occurrences.sorted { $0.span.start < $1.span.start }
    uses = builder.uses
  }

  /// The name at a UTF-8 offset, its end included.
  public func occurrence(at offset: Int) -> Occurrence? {
    let first = occurrences.firstIndex(from: { $0.span.end >= offset })
    guard occurrences.indices.contains(first) else { return nil }
    // Between two names that touch, the later is meant.
    let touching = occurrences[first...].prefix(2).filter { $0.span.start <= offset && offset <= $0.span.end }
    return touching.last
  }

  /// The innermost scope around a UTF-8 offset.
  public func scope(at offset: Int) -> Int {
    var best = 0
    for (index, scope) in scopes.enumerated()
    where scope.span.start <= offset && offset <= scope.span.end {
      if scope.span.end - scope.span.start <= scopes[best].span.end - scopes[best].span.start { best = index }
    }
    return best
  }

  /// The symbol that a name means in a scope.
  public func resolve(_ name: String, in scope: Int) -> Int? {
    var current: Int? = scope
    while let index = current {
      if scopes[index].globals.contains(name) { return scopes[0].names[name] }
      if let symbol = scopes[index].names[name] { return symbol }
      current = scopes[index].parent
    }
    return nil
  }

  /// Every symbol that can be named in a scope, the nearest first.
  public func visible(in scope: Int) -> [Int] {
    var seen: Set<String> = []
    var result: [Int] = []
    var current: Int? = scope
    while let index = current {
      for (name, symbol) in scopes[index].names.sorted(by: { $0.value < $1.value })
      where seen.insert(name).inserted {
        result.append(symbol)
      }
      current = scopes[index].parent
    }
    return result
  }

  /// Whether a scope is another or lies in it.
  public func isScope(_ inner: Int, inside outer: Int) -> Bool {
    var current: Int? = inner
    while let index = current {
      if index == outer { return true }
      current = scopes[index].parent
    }
    return false
  }

  /// What a symbol is bound to, as far as the text tells: the name of the builtin or model whose call gave it.
  public func maker(of symbol: Int) -> String? {
    guard symbols[symbol].bindings == 1, let value = symbols[symbol].value else { return nil }
    guard case .call(let callee, _) = value.kind, case .name(let name) = callee.kind else { return nil }
    return name
  }

  /// The fields of the record that a symbol is bound to.
  public func recordFields(of symbol: Int) -> [String] {
    guard let value = symbols[symbol].value, case .record(let fields) = value.kind else { return [] }
    return fields.map(\.name)
  }
}

extension Array {
  /// The first index from which on `isLate` holds; it must not hold before it.
  func firstIndex(from isLate: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isLate(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
