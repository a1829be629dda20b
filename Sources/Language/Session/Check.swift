import Catalog
import Syntax
import Text

/// What a static check knows of a callable.
struct CheckedParameters {
  var names: [String]
  /// Other accepted spellings.
  var aliases: [String] = []
  var required: Int
  /// nil: any number.
  var maximum: Int?
  /// What is taken when the first argument is a number, if that makes a difference.
  var layer: [CheckedParameters] = []

  init(names: [String], aliases: [String] = [], required: Int, maximum: Int?) {
    self.names = names
    self.aliases = aliases
    self.required = required
    self.maximum = maximum
  }

  init(_ descriptor: Descriptor) {
    let parameters = descriptor.parameters
    self.init(
      names: parameters.map(\.name), aliases: parameters.flatMap(\.aliases),
      required: descriptor.category == .activation
        ? 0 : parameters.filter { $0.fallback == nil && !$0.variadic }.count,
      maximum: parameters.contains(where: \.variadic) ? nil : parameters.count)
  }

  /// Takes the arguments of either.
  mutating func accept(_ other: CheckedParameters) {
    aliases += other.names.filter { !names.contains($0) } + other.aliases
    required = min(required, other.required)
    if let most = maximum { maximum = other.maximum.map { max($0, most) } }
  }
}

extension Value {
  var checkedParameters: CheckedParameters? {
    switch tag {
    case Tag.function: return reference(FunctionObject.self).prototype.checked
    case Tag.model: return reference(ModelObject.self).prototype.initializer.checked
    case Tag.builtin:
      let builtin = reference(BuiltinObject.self)
      let meanings = builtin.meanings
      guard var checked = meanings.first.map(CheckedParameters.init) else { return nil }
      // A number as first argument builds the layer: it is the data of no operation with a layer.
      if meanings.count > 1, builtin.isLayerConstructor { checked.layer = [CheckedParameters(meanings[0])] }
      for meaning in meanings.dropFirst() { checked.accept(CheckedParameters(meaning)) }
      return checked
    default: return nil
    }
  }
}

extension Prototype {
  fileprivate var checked: CheckedParameters {
    CheckedParameters(
      names: parameters.map(\.name), required: parameters.filter { !$0.isOptional }.count,
      maximum: parameters.count)
  }
}

extension Session {
  /// Syntax, unknown names, arity and argument names, and then, of a session without variables, what a run on shapes
  /// alone finds: no data is read, nothing is printed, written or drawn.
  ///
  /// - Parameter cells: the first line of each cell, ascending; an error is told for each at most. Empty: there is
  ///   one cell.
  public func check(_ source: Source, cells: [Int] = []) -> [Fault] {
    let (block, faults) = Parser.parse(source)
    if faults.contains(where: { $0.severity == .error }) { return faults }
    var checker = Checker(known: knownNames) { self.parameters(of: $0) }
    checker.check(program: block)
    guard globals.userSlots.isEmpty else { return faults + checker.faults }
    let found = ShapeCheck.faults(in: block, known: checker.faults, cells: cells, host: host)
    return faults + (checker.faults + found).inOrder
  }

  /// The same of the cells of a session, each a source of its own, in the order in which they run. What the session
  /// has without their doing may be anything.
  public func check(cells: [Source]) -> [Fault] {
    let parsed = cells.map { Parser.parse($0) }
    let faults = parsed.flatMap(\.1)
    if faults.contains(where: { $0.severity == .error }) { return faults }
    guard let span = parsed.first?.0.span else { return [] }
    let block = Block(parsed.flatMap(\.0.statements), span)
    var checker = Checker(known: knownNames) { self.parameters(of: $0) }
    checker.check(program: block)
    let given = Set(globals.userSlots.map(globals.name)).subtracting(Names(block).assigned)
    let found = ShapeCheck.faults(in: block, known: checker.faults, given: given, host: host)
    return cells.flatMap { cell in
      (faults + checker.faults + found).filter { $0.span?.source == cell.id }.inOrder
    }
  }
}

extension [Fault] {
  /// By their places, those without one last.
  fileprivate var inOrder: [Fault] {
    enumerated().sorted { a, b in
      let (x, y) = (a.element.span?.start ?? Int.max, b.element.span?.start ?? Int.max)
      return x == y ? a.offset < b.offset : x < y
    }.map(\.element)
  }
}
