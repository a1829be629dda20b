import Syntax
import Text

/// Walks a tree once, scope by scope. What a scope binds is known before its statements are looked at, so a name
/// resolves the same wherever it stands.
struct IndexBuilder {
  let source: Source
  private let tree: Block
  var symbols: [ProgramIndex.Symbol] = []
  var scopes: [ProgramIndex.Scope] = []
  var occurrences: [ProgramIndex.Occurrence] = []
  var uses: [(path: String, span: Span)] = []
  var current = 0
  /// Names whose meaning depends on what something else turns out to be.
  var pending: [PendingName] = []
  private let pieces: [(start: Int, end: Int, class: TokenClass)]

  init(_ source: Source, _ tree: Block) {
    self.source = source
    self.tree = tree
    pieces = highlight(source.text).filter { $0.class == .name || $0.class == .function }
  }

  mutating func build() {
    scopes = [ProgramIndex.Scope(parent: nil, span: Span(0, source.text.utf8.count, in: source.id))]
    var names = Names(tree).assigned
    tree.forEachStatement { if case .global(let global) = $0.kind { names += global } }
    for name in names { declare(name, .variable) }
    add(tree)
    settlePending()
  }

  // MARK: - Symbols

  /// Makes a symbol of the current scope; the place comes with its first binding.
  @discardableResult
  mutating func declare(_ name: String, _ kind: ProgramIndex.Symbol.Kind) -> Int {
    if let known = scopes[current].names[name] { return known }
    let nowhere = Span(0, 0, in: source.id)
    symbols.append(
      ProgramIndex.Symbol(name: name, kind: kind, scope: current, span: nowhere, whole: nowhere))
    scopes[current].names[name] = symbols.count - 1
    return symbols.count - 1
  }

  func resolve(_ name: String) -> Int? {
    var scope: Int? = current
    while let index = scope {
      if scopes[index].globals.contains(name) { return scopes[0].names[name] }
      if let symbol = scopes[index].names[name] { return symbol }
      scope = scopes[index].parent
    }
    return nil
  }

  mutating func note(
    _ name: String, _ span: Span, _ role: ProgramIndex.Occurrence.Role, _ symbol: Int?
  ) {
    guard span.end > span.start else { return }
    occurrences.append(
      ProgramIndex.Occurrence(name: name, span: span, role: role, scope: current, symbol: symbol))
  }

  /// A place where a name gets a value.
  @discardableResult
  mutating func bind(
    _ name: String, at span: Span, whole: Span, as kind: ProgramIndex.Symbol.Kind? = nil,
    value: Expression? = nil
  ) -> Int? {
    let symbol = resolve(name)
    note(name, span, .binding, symbol)
    guard let symbol else { return nil }
    symbols[symbol].bindings += 1
    if symbols[symbol].bindings == 1 {
      symbols[symbol].span = span
      symbols[symbol].whole = whole
      symbols[symbol].value = value
      if let kind { symbols[symbol].kind = kind }
    } else {
      symbols[symbol].value = nil
    }
    return symbol
  }

  mutating func inScope(_ span: Span, _ body: (inout IndexBuilder) -> Void) {
    scopes.append(ProgramIndex.Scope(parent: current, span: span))
    let outer = current
    current = scopes.count - 1
    body(&self)
    current = outer
  }

  /// The place of a name that the tree keeps none of, between two offsets.
  func place(of name: String, from start: Int, to end: Int) -> Span? {
    var index = pieces.firstIndex(from: { $0.start >= start })
    while pieces.indices.contains(index), pieces[index].end <= end {
      let span = Span(pieces[index].start, pieces[index].end, in: source.id)
      if normalizedName(String(source[span])) == name { return span }
      index += 1
    }
    return nil
  }

  // MARK: - Functions and models

  mutating func add(_ function: FunctionBody, named symbol: Int?) {
    let names = Names(function)
    inScope(function.span) { index in
      index.scopes[index.current].globals = names.global
      for parameter in function.parameters { index.declare(parameter.name, .parameter) }
      for letter in Names.letters(function) { index.declare(letter, .shapeLetter) }
      for name in names.assigned where !names.global.contains(name) { index.declare(name, .variable) }
      let parameters = index.add(function.parameters)
      if let symbol, index.symbols[symbol].bindings == 1 { index.symbols[symbol].parameters = parameters }
      index.add(function.body)
    }
  }

  mutating func add(_ parameters: [FunctionParameter]) -> [Int] {
    var result: [Int] = []
    for parameter in parameters {
      let end = parameter.fallback?.span.end ?? parameter.span.end
      let whole = Span(parameter.span.start, end, in: source.id)
      if let symbol = bind(parameter.name, at: parameter.span, whole: whole, value: parameter.fallback) {
        result.append(symbol)
      }
      for item in parameter.shape ?? [] {
        switch item {
        case .letter(let letter, let span):
          if let symbol = resolve(letter), symbols[symbol].bindings > 0 {
            note(letter, span, .read, symbol)
          } else {
            bind(letter, at: span, whole: span)
          }
        case .computed(let size): add(size)
        case .size: break
        }
      }
      if let fallback = parameter.fallback { add(fallback) }
    }
    return result
  }

  mutating func add(_ model: ModelDefinition, whole: Span) {
    let symbol = bind(model.name, at: model.nameSpan, whole: whole, as: .model)
    let names = Names(model.initializer)
    inScope(whole) { index in
      let members = index.current
      for field in Names.fields(of: model) { index.declare(field, .field) }
      index.scopes[members].globals = names.global
      let parameters = index.add(model.parameters)
      for method in [model.forward] + model.methods {
        if let name = method.name, let place = method.nameSpan {
          index.declare(name, .method)
          index.bindFunction(name, method, at: place)
        }
      }
      if let symbol {
        let end = model.initializer.span.start
        index.symbols[symbol].signature = index.head(from: model.nameSpan.start, to: end)
        index.symbols[symbol].parameters = parameters
      }
      index.inScope(model.initializer.span) { index in
        for name in names.assigned where !names.global.contains(name) {
          if index.scopes[members].names[name] == nil { index.declare(name, .variable) }
        }
        index.add(model.initializer)
      }
      for method in [model.forward] + model.methods {
        index.add(method, named: method.name.flatMap { index.scopes[members].names[$0] })
      }
      if let symbol { index.symbols[symbol].members = index.scopes[members].names.values.sorted() }
    }
  }

  @discardableResult
  mutating func bindFunction(_ name: String, _ function: FunctionBody, at place: Span) -> Int? {
    let kind: ProgramIndex.Symbol.Kind? = resolve(name).map {
      symbols[$0].kind == .method ? .method : .function
    }
    let symbol = bind(name, at: place, whole: function.span, as: kind)
    if let symbol, symbols[symbol].bindings == 1 {
      symbols[symbol].signature = head(from: place.start, to: function.body.span.start)
    }
    return symbol
  }

  /// `f(x, y=1)`: what stands before the body, without its `=` or `{`.
  private func head(from start: Int, to end: Int) -> String {
    var text = source.slice(start, end)
    while let last = text.last, last.isWhitespace || last == "=" || last == "{" { text.removeLast() }
    return String(text)
  }
}
