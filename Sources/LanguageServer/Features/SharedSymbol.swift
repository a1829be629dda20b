import Language

/// A symbol with all its occurrences: in its document alone, or, for a global, in all that run in one session.
struct SharedSymbol {
  struct Place {
    var document: Document
    var occurrences: [ProgramIndex.Occurrence]
  }

  let symbol: ProgramIndex.Symbol
  /// The document that binds it.
  let home: Document
  private(set) var places: [Place] = []

  init?(at offset: Int, in document: Document, _ workspace: Workspace) {
    guard case .symbol(let index, let home)? = Meaning.at(offset, in: document, workspace) else { return nil }
    self.home = home
    symbol = home.index.symbols[index]
    let isGlobal = symbol.scope == 0
    let owner = SharedSymbol.function(of: index, in: home)
    let isShared = isGlobal || owner.map { home.index.symbols[$0].scope == 0 } ?? false
    guard isShared else {
      places = [Place(document: home, occurrences: home.index.occurrences.filter { $0.symbol == index })]
      return
    }
    let ownerName = owner.map { home.index.symbols[$0].name }
    for other in SharedSymbol.group(of: ownerName ?? symbol.name, home, workspace) {
      let found = other.index.occurrences.filter { occurrence in
        if occurrence.name != symbol.name { return false }
        if other === home, occurrence.symbol == index { return true }
        if isGlobal { return SharedSymbol.isGlobal(occurrence, in: other) }
        return other !== home && occurrence.symbol == nil
          && occurrence.role == .argument(of: ownerName ?? "")
      }
      if !found.isEmpty { places.append(Place(document: other, occurrences: found)) }
    }
  }

  /// The function that has a parameter.
  private static func function(of parameter: Int, in document: Document) -> Int? {
    document.index.symbols.firstIndex { $0.parameters.contains(parameter) }
  }

  private static func isGlobal(_ occurrence: ProgramIndex.Occurrence, in document: Document) -> Bool {
    guard occurrence.role == .read || occurrence.role == .binding else { return false }
    return occurrence.symbol.map { document.index.symbols[$0].scope == 0 } ?? true
  }

  /// The documents in which a global of this name is one variable: those that bind it or use one that does.
  private static func group(of name: String, _ home: Document, _ workspace: Workspace) -> [Document] {
    var known = workspace.all
    if !known.contains(where: { $0 === home }) { known.append(home) }
    let closures = known.map { workspace.closure(of: $0) }
    var group = [home]
    var count = 0
    while count != group.count {
      count = group.count
      let binders = group.filter { $0.index.scopes[0].names[name] != nil }
      for closure in closures where closure.contains(where: { used in binders.contains { $0 === used } }) {
        for member in closure where !group.contains(where: { $0 === member }) { group.append(member) }
      }
    }
    return group
  }
}
