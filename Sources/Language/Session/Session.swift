import Autograd
import Catalog
import Figures
import Glibc
import Networks
import Syntax
import Tensor
import Text

/// A running program: its variables outlive each cell, file or line that is run in it.
public final class Session {
  let machine: Machine
  let globals: Globals
  let host: any Host
  /// Files brought in by `use`, by their real path.
  private var used: Set<String> = []

  /// What `print` writes.
  public var output: (String) -> Void {
    get { machine.output }
    set { machine.output = newValue }
  }

  /// Called for each statement that carries `#=>`, nested ones too. nil: expectations are comments, except that an
  /// expected error that is raised does not end the run.
  public var onExpectation: ((Expectation, ExpectationOutcome) -> Void)? {
    didSet { connectExpectations() }
  }

  /// Called when a figure is shown: as the value of a top-level expression, or by `print`.
  public var onFigure: (Figure) -> Void {
    get { machine.onFigure ?? { _ in } }
    set { machine.onFigure = newValue }
  }

  /// The whole of which the sources that are run are parts: errors tell of names that it defines further down.
  public var program: Source?

  /// - Parameter arguments: what a script finds in `args`.
  public init(host: any Host, arguments: [String] = []) {
    globals = Globals(builtins: Registry.shared.globals())
    machine = Machine(globals: globals)
    self.host = PlacingHost(host, machine)
    Hosting.current = self.host
    machine.output = { text in
      fputs(text, stdout)
      fflush(stdout)
    }
    globals.preset("args", owned: Value(list: arguments.map { Value($0) }))
    globals.preset("quick", owned: Value(host.isQuick))
    machine.useHandler = { [unowned self] path, span in try self.use(path, span) }
  }

  deinit { globals.clear() }

  /// Runs a cell, a file or a line.
  ///
  /// - Throws: a ``Failure`` with its place and the calls that led there; ``Interrupted`` after Ctrl-C;
  ///   ``ExitRequest`` after `exit`.
  @discardableResult
  public func run(_ source: Source) throws -> CellResult {
    let (block, faults) = Parser.parse(source)
    if let fault = faults.first(where: { $0.severity == .error }) { throw fault }
    for fault in faults { host.warn(fault) }
    do {
      return try run(block)
    } catch let fault as Fault where fault.code == "E0301" {
      throw fault.explained(by: program.map { Parser.parse($0).0 } ?? block)
    }
  }

  private func run(_ block: Block) throws -> CellResult {
    Hosting.current = host
    Machine.current = machine
    VariableNames.current = { [weak self] in self?.namedTensors ?? [] }
    let recording = Executor.isRecordingEnabled
    defer { Executor.record(recording) }
    var result = CellResult()
    for (index, statement) in block.statements.enumerated() {
      let isLast = index == block.statements.count - 1
      let value = try execute(statement)
      defer { value.release() }
      noteMethod(value, of: statement)
      guard statement.isExpression, !statement.isSilent else { continue }
      if let figure = value.figure {
        result.figures.append(figure)
        onFigure(figure)
      } else if isLast, value.tag != Tag.none {
        result.display = value.rich
        result.table = value.table
        // What is too deep to hand out can still be shown.
        result.value = try? value.argument
      }
    }
    return result
  }

  /// Warns of `opt.step`, which names a method and does not call it.
  private func noteMethod(_ value: Value, of statement: Statement) {
    guard case .expression(let expression) = statement.kind,
      case .field(_, let name, let span) = expression.kind,
      Compiler.methodsToCall.contains(name), value.callable != nil
    else { return }
    host.warn(CallFailure.notCalled(expression, name, at: span))
  }

  func execute(_ statement: Statement) throws -> Value {
    do {
      let compiler = Compiler(globals: globals, tracksShapes: machine.shapeRun != nil)
      let prototype = try compiler.compile(statement)
      return try machine.run(prototype)
    } catch let raised as Raised {
      throw raised.underlying
    }
  }

  // `use`

  private func use(_ path: String, _ span: Span) throws {
    let folder = Sources[span.source].name.folder
    let full = path.hasPrefix("/") || folder.isEmpty ? path : folder + "/" + path
    let real = realpath(full, nil).map { pointer in
      defer { free(pointer) }
      return String(cString: pointer)
    }
    guard used.insert(real ?? full).inserted else { return }
    let source: Source
    do {
      source = Sources.add(name: full, text: try TextFile.read(full))
    } catch {
      used.remove(real ?? full)
      throw error
    }
    guard NativeStack.hasRoom else { throw LimitFailure.tooDeep }
    do {
      let (block, faults) = Parser.parse(source)
      if let fault = faults.first(where: { $0.severity == .error }) { throw fault }
      for statement in block.statements { try execute(statement).release() }
    } catch {
      used.remove(real ?? full)
      throw error
    }
  }

  private func connectExpectations() {
    guard let onExpectation else {
      machine.onExpectation = nil
      return
    }
    machine.onExpectation = { statement in
      guard let expectation = statement.site.expectation else { return }
      if let fault = statement.fault {
        onExpectation(expectation, .failed(fault))
      } else if let value = statement.value {
        onExpectation(expectation, .value(display: value.shown, (try? value.argument) ?? .none))
      }
    }
  }

  /// The user's tensors and the parameters of models, by the names that reach them.
  private var namedTensors: [(name: String, variable: Variable)] {
    globals.userSlots.flatMap { slot -> [(name: String, variable: Variable)] in
      let (name, value) = (globals.name(of: slot), globals.slots[slot])
      if name == "ans" { return [] }
      if value.tag == Tag.tensor { return [(name, value.reference(Variable.self))] }
      guard let module = value.module else { return [] }
      return module.namedModules.flatMap { inner in
        let path = inner.name.isEmpty ? name : "\(name).\(inner.name)"
        return inner.module.parameters.map { ("\(path).\($0.name)", $0.variable) }
      }
    }
  }

  // The session from outside

  /// Assigns a variable: `ans`, `out`.
  public func bind(_ name: String, to argument: Argument) throws {
    globals.set(name, owned: try Value(argument, machine))
  }

  /// The user's variables in the order in which they were first mentioned.
  public var variables: [(name: String, type: String, display: String)] {
    globals.userSlots.map { slot in
      let value = globals.slots[slot]
      return (globals.name(of: slot), value.typeName, value.brief)
    }
  }

  /// The value of a variable; nil when it has none.
  public func value(of name: String) -> Argument? { try? globals.value(of: name)?.argument }

  /// Fixes every random number from here on.
  public func seed(_ seed: UInt64) { RandomGenerator.shared.seed(seed) }

  /// What `?name` shows; nil when unknown.
  public func help(_ name: String) -> String? {
    if let text = memberHelp(name) { return text }
    if globals.isBuiltin(name), let text = Reference.text(name) { return text }
    guard let value = globals.value(of: name) else { return Reference.text(name) }
    let place: Span
    switch value.tag {
    case Tag.function: place = value.reference(FunctionObject.self).prototype.span
    case Tag.model:
      let span = value.reference(ModelObject.self).prototype.span
      place = Sources[span.source].lines(around: span)
    default: return "\(name): \(value.typeName)\n\n\(value.rich)"
    }
    let source = Sources[place.source]
    let line = source.line(of: place.start)
    var lines = [String(source[place])]
    var above = line - 1
    while above > 0, source.line(above).hasPrefix("#") {
      lines.insert(String(source.line(above)), at: 0)
      above -= 1
    }
    return "\(value.shown)   (\(source.name), line \(line))\n\n" + lines.joined(separator: "\n")
  }

  /// `x.item`, `net.fc1`: what a member of a variable is.
  private func memberHelp(_ path: String) -> String? {
    guard let dot = path.lastIndex(of: ".") else { return nil }
    let (owner, name) = (
      path[..<dot].split(separator: ".").map(String.init), String(path[path.index(after: dot)...])
    )
    guard let first = owner.first, var value = globals.value(of: first)?.copied() else { return nil }
    defer { value.release() }
    for part in owner.dropFirst() {
      guard let member = try? machine.memberIfAny(value, part) else { return nil }
      value.release()
      value = member
    }
    if let text = Reference.text(of: name, type: value.typeName) { return text }
    guard let member = try? machine.memberIfAny(value, name) else { return nil }
    defer { member.release() }
    return "\(path): \(member.typeName)\n\n\(member.rich)"
  }

  /// The stops of the walk through what a piece of code records, as texts.
  public func steps(of code: String) throws -> [String] {
    let result = try run(Sources.add(name: "explain", text: "explain(\(code))"))
    guard case .object(let walk as Walkthrough)? = result.value else { return [] }
    return walk.steps
  }

  /// Brings back a builtin that a variable hides; false when there is no builtin of that name.
  public func unshadow(_ name: String) -> Bool { globals.unshadow(name) }

  /// - Parameter expression: `net.conv1`, whose members are wanted; nil: names of the top level.
  func completionCandidates(of expression: String?) -> [String] {
    guard let expression else {
      return Array(Set(globals.names.filter { globals.value(of: $0) != nil } + globals.builtinNames))
    }
    let path = expression.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard var value = globals.value(of: path[0])?.copied() else { return [] }
    defer { value.release() }
    for name in path.dropFirst() {
      guard let member = try? machine.memberIfAny(value, name) else { return [] }
      value.release()
      value = member
    }
    return machine.memberNames(value)
  }

  /// The user's variables.
  var ownNames: [String] { globals.userSlots.map { globals.name(of: $0) } }

  /// Builtins that variables hide.
  public var shadowedNames: [String] { ownNames.filter { globals.builtin($0) != nil } }

  /// Names that mean something at the top level.
  public var knownNames: Set<String> { Set(completionCandidates(of: nil)) }

  /// The parameters of a callable, for `check`; nil when it is none or they vary.
  func parameters(of name: String) -> CheckedParameters? { globals.value(of: name)?.checkedParameters }
}

/// What running a cell gave.
public struct CellResult {
  /// The value of the last expression as text; nil when there is nothing to show.
  public var display: String?
  /// The same as a table, where it is one.
  public var table: DisplayTable?
  public var value: Argument?
  /// Figures that were the value of a top-level expression, in order.
  public var figures: [Figure] = []
}

public enum ExpectationOutcome {
  case value(display: String, Argument)
  case failed(Fault)
}

extension Statement {
  /// Has a value to show.
  fileprivate var isExpression: Bool {
    switch kind {
    case .expression, .noGrad, .try: true
    default: false
    }
  }
}

extension String {
  /// Everything before the last slash; empty without one.
  fileprivate var folder: String {
    guard let slash = lastIndex(of: "/") else { return "" }
    return slash == startIndex ? "/" : String(self[..<slash])
  }
}

extension Source {
  /// Whole lines, with the brace that closes on the line after.
  fileprivate func lines(around span: Span) -> Span {
    let (first, last) = (line(of: span.start), line(of: span.end))
    let closes = line(last + 1).allSatisfy { $0 == "}" || $0 == " " } && last < lineCount
    let end = closes ? last + 1 : last
    return Span(start(ofLine: first), start(ofLine: end) + line(end).utf8.count, in: span.source)
  }
}
