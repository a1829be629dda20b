import CMachine
import Syntax
import Text

/// A compiled function (or top-level statement): instructions and what they refer to. Immutable and immortal:
/// the machine keeps every prototype, so running code needs no counting.
final class Prototype {
  let name: String
  /// Nil for a lambda or a statement.
  let parameters: [CompiledParameter]
  let requiredCount: Int
  let registerCount: Int
  let spans: [Span]
  /// Operand and argument places, by instruction.
  let sites: [Site]
  let handlers: [Handler]
  /// By the instruction that jumps; of code for a run on shapes.
  let branches: [Int: Branch]
  let loops: [LoopRegion]
  let captures: [Capture]
  let captureNames: [String]
  /// The local variables and their registers.
  let locals: [(name: String, register: Int)]
  let definitions: [LocalDefinition]
  let functions: [Prototype]
  let models: [ModelPrototype]
  /// Globals the code reads or calls, for reachability.
  let globals: [Int]
  /// Whose captures the code reads: 0 a closure's, or 1 + the code of a model.
  let captureOwner: Int
  /// False for a top-level statement.
  let isFunction: Bool
  let span: Span
  /// Raw copies for the machine.
  let code: UnsafeMutablePointer<Code>

  init(_ builder: CodeBuilder, name: String, parameters: [CompiledParameter], span: Span) {
    self.name = name
    self.parameters = parameters
    requiredCount = parameters.prefix { !$0.isOptional }.count
    registerCount = builder.registerCount
    spans = builder.spans
    sites = builder.sites
    captureOwner = builder.captureOwner
    isFunction = builder.isFunction
    handlers = builder.handlers
    branches = builder.branches
    loops = builder.loops
    captures = builder.captures
    captureNames = builder.captureNames
    locals = builder.locals
    definitions = builder.definitions
    functions = builder.functions
    models = builder.models
    globals = builder.globals.sorted()
    self.span = span
    code = Code.make(builder)
    code.pointee.parameterCount = parameters.count
    code.pointee.leastArity = (parameters.lastIndex { !$0.isOptional } ?? -1) + 1
    code.pointee.needsCallee = !builder.captures.isEmpty
    if parameters.allSatisfy({ !$0.isOptional }) {
      code.pointee.plainArity = parameters.count
      if builder.captures.isEmpty { code.pointee.directArity = parameters.count }
    }
    code.pointee.prototype = UnsafeRawPointer(Unmanaged.passUnretained(self).toOpaque())
  }

  /// The innermost handler around an instruction.
  func handler(at index: Int) -> Handler? { handlers.first { $0.start <= index && index < $0.end } }

  func site(at index: Int) -> Site? {
    let site = Int(code.pointee.instructions[index].site)
    return sites.indices.contains(site) ? sites[site] : nil
  }

  var sourceText: String { String(Sources[span.source][span]) }

  /// Numbers and strings the code holds.
  func constantText(_ index: Int) -> String { code.pointee.constants[index].text }
}

/// Where a local variable is given a value.
struct LocalDefinition {
  var register: Int
  /// The first instruction after it.
  var from: Int
  var span: Span
}

/// What the machine touches while running, in raw memory.
typealias Code = DLSCode

extension Code {
  var owner: Prototype {
    Unmanaged<Prototype>.fromOpaque(prototype.unsafelyUnwrapped).takeUnretainedValue()
  }

  /// The index of the instruction whose step comes before another.
  func index(before next: UnsafeMutablePointer<DLSStep>) -> Int { next - steps - 1 }

  static func make(_ builder: CodeBuilder) -> UnsafeMutablePointer<Code> {
    let count = builder.instructions.count
    let instructions = UnsafeMutablePointer<Instruction>.allocate(capacity: count)
    instructions.initialize(from: builder.shortened, count: count)
    // The dispatch loop knows that the steps follow.
    let memory = UnsafeMutableRawPointer.allocate(
      byteCount: MemoryLayout<Code>.stride + count * MemoryLayout<DLSStep>.stride, alignment: 64)
    let code = memory.bindMemory(to: Code.self, capacity: 1)
    let steps = memory.advanced(by: MemoryLayout<Code>.stride).bindMemory(to: DLSStep.self, capacity: count)
    let constants = UnsafeMutablePointer<Value>.allocate(capacity: max(1, builder.constants.count))
    constants.initialize(from: builder.constants, count: builder.constants.count)
    let caches = UnsafeMutablePointer<DLSMemberCache>.allocate(capacity: builder.cacheCount)
    caches.initialize(repeating: DLSMemberCache(), count: builder.cacheCount)
    code.initialize(
      to: Code(
        instructions: instructions, steps: steps, constants: constants, registerCount: builder.registerCount,
        parameterCount: 0, plainArity: -1, directArity: -1, leastArity: 0, needsCallee: false,
        caches: caches, prototype: nil))
    dls_prepare(code, count)
    return code
  }
}

struct CompiledParameter {
  var name: String
  var isOptional: Bool
}

/// Where a closure finds a variable when it is made.
enum Capture {
  /// A box in a register of the maker.
  case register(Int)
  /// A captured box of the maker.
  case capture(Int)
}

/// `try`: instructions `start..<end` continue at `target` when they throw.
struct Handler {
  var start: Int
  var end: Int
  var target: Int
  /// Gets the error.
  var register: Int
  /// Keeps whether gradients were recorded when the block began.
  var recording: Int
}

/// Places and names that an instruction needs when it does something out of the ordinary. An object, as instructions
/// that are common look at theirs each time.
final class Site {
  var span: Span?
  /// Of what is called.
  var callee: Span?
  /// Of operands, or of arguments.
  var operands: [Span] = []
  /// Of the names of named arguments.
  var nameSpans: [Span?] = []
  /// Of a call: nil for a positional argument. Of a record: its fields.
  var names: [String?] = []
  /// Of the call of a builtin as a method, whose receiver comes first; empty when all is by position.
  private(set) lazy var methodNames = hasNames ? [nil] + names : []
  private(set) lazy var hasNames = names.contains { $0 != nil }
  /// Method, parameter or letter.
  var name: String = ""
  /// Format specs of an interpolation; index items.
  var formats: [String?] = []
  var items: [CompiledIndexItem] = []
  var note: String = ""
  var expectation: Expectation?

  init(
    operands: [Span] = [], names: [String?] = [], name: String = "", note: String = "",
    expectation: Expectation? = nil
  ) {
    (self.operands, self.names, self.name, self.note) = (operands, names, name, note)
    self.expectation = expectation
  }

  /// The same at a place of its own.
  func at(_ span: Span) -> Site {
    let site = self.span == nil ? self : Site(operands: operands, names: names, name: name, note: note)
    if site !== self {
      (site.callee, site.nameSpans, site.formats, site.items) = (callee, nameSpans, formats, items)
      site.expectation = expectation
    }
    site.span = span
    return site
  }
}

/// One item between brackets; its values are in consecutive registers.
enum CompiledIndexItem {
  case at
  /// Which of the three parts are given.
  case slice(Bool, Bool, Bool)
  case ellipsis
}

/// A compiled `model`.
final class ModelPrototype {
  let name: String
  let fields: [String]
  let initializer: Prototype
  let forward: Prototype
  let methods: [(name: String, prototype: Prototype)]

  init(
    name: String, fields: [String], initializer: Prototype, forward: Prototype,
    methods: [(name: String, prototype: Prototype)]
  ) {
    self.name = name
    self.fields = fields
    self.initializer = initializer
    self.forward = forward
    self.methods = methods
  }

  func method(_ name: String) -> Prototype? {
    name == "forward" ? forward : methods.first { $0.name == name }?.prototype
  }

  /// From the first of its parts to the last.
  var span: Span {
    let spans = [initializer.span, forward.span] + methods.map(\.prototype.span)
    return spans.dropFirst().reduce(spans[0]) { $0.union($1) }
  }
}
