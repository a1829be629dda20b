import Syntax
import Text

/// Turns a syntax tree into prototypes, with every name resolved to a register, a captured box, a field or a
/// slot of the session's globals.
final class Compiler {
  let globals: Globals
  /// For a run on shapes alone: what hangs on each condition and loop is noted.
  let tracksShapes: Bool
  var scope: Scope

  /// Code tells ``VariableNames`` what it calls its tensors.
  var tellsNames = false

  init(globals: Globals, tracksShapes: Bool = false) {
    self.globals = globals
    self.tracksShapes = tracksShapes
    scope = Scope(.session, parent: nil)
  }

  /// One top-level statement, which gives its value.
  /// - Throws: a fault for what only the compiler notices (`break` outside a loop, too deep a nesting).
  func compile(_ statement: Statement) throws -> Prototype {
    scope = Scope(.session, parent: nil)
    let target = scope.temporary()
    try compile(statement, to: target)
    scope.builder.emit(.returnValue, target, at: statement.span)
    return try finish(name: "", parameters: [], span: statement.span)
  }

  /// Guards the native stack against deep trees.
  func nested<T>(_ span: Span, _ body: () throws -> T) throws -> T {
    guard NativeStack.hasRoom else { throw CompileFailure.tooDeep(span) }
    return try body()
  }

  func finish(name: String, parameters: [CompiledParameter], span: Span) throws -> Prototype {
    guard scope.builder.registerCount < 60_000 else { throw CompileFailure.tooLarge(span) }
    scope.builder.locals = scope.locals
    return Prototype(scope.builder, name: name, parameters: parameters, span: span)
  }

  var code: CodeBuilder { scope.builder }

  /// Compiles with temporaries that are free again afterwards.
  func temporarily<T>(_ body: () throws -> T) rethrows -> T {
    let mark = scope.mark
    defer { scope.mark = mark }
    return try body()
  }

  func global(_ name: String) -> Int {
    let index = globals.slot(of: name)
    code.globals.insert(index)
    return index
  }
}

/// What the compiler refuses.
enum CompileFailure: Failure {
  case tooDeep(Span)
  case tooLarge(Span)
  case outsideLoop(String, Span)
  case outsideFunction(Span)
  case badTarget(Span)
  case missing(Span)
  case positionalAfterNamed(Span)
  case repeatedArgument(String, Span)

  var fault: Fault {
    switch self {
    case .tooDeep(let span):
      Fault(
        "E0903", Wording("this is nested too deeply", "嵌套太深"), at: span,
        help: [Wording("name the parts and build it up step by step", "给各部分起名字，一步一步组合起来")])
    case .tooLarge(let span):
      Fault("E0904", Wording("this function or list is too large to compile", "这个函数或列表太大，无法编译"), at: span)
    case .outsideLoop(let word, let span):
      Fault("E0310", Wording("`\(word)` stands outside a loop", "`\(word)` 不在循环里"), at: span)
    case .outsideFunction(let span):
      Fault("E0311", Wording("`return` stands outside a function", "`return` 不在函数里"), at: span)
    case .badTarget(let span):
      Fault("E0312", Wording("this cannot be assigned to", "这里不能赋值"), at: span)
    case .missing(let span):
      Fault("E0100", Wording("an expression is missing here", "这里缺少表达式"), at: span)
    case .positionalAfterNamed(let span):
      Fault(
        "E0313", Wording("an argument by position follows one by name", "按位置的参数放在了按名字的参数之后"), at: span,
        help: [Wording("put the arguments without a name first", "把没有名字的参数放在前面")])
    case .repeatedArgument(let name, let span):
      Fault("E0314", Wording("`\(name)` is given twice", "`\(name)` 给了两次"), at: span)
    }
  }
}
