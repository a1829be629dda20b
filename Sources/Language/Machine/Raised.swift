import Autograd
import Catalog
import Tensor
import Text

/// An error on its way up: the fault, and the calls it left.
struct Raised: Failure {
  var inner: Fault
  /// Ctrl-C and `exit` pass as they are.
  private let signal: (any Error)?
  private(set) var isCatchable: Bool
  /// Functions left, innermost first, and where each was called.
  private var path: [(name: String, call: Span?)] = []
  private var omitted = 0

  /// Parameters of the function left last whose values are to be traced further: what they were given.
  var traced: [TracedParameter] = []

  /// The unknown named argument, when that is what went wrong.
  private var argument: String?

  init(_ error: any Error) {
    if let raised = error as? Raised {
      self = raised
      return
    }
    signal = error is Interrupted || error is ExitRequest ? error : nil
    isCatchable = signal == nil
    inner = (error as? any Failure)?.fault ?? Fault("E0999", Wording(verbatim: "\(error)"))
    if case CallFailure.unknownArgument(let name, _, _) = error { argument = name }
  }

  /// Gives a fault the place and the operands of the instruction that raised it.
  ///
  /// - Parameter base: the registers of the frame.
  mutating func complete(at index: Int, of prototype: Prototype, _ base: UnsafeMutablePointer<Value>) {
    if let last = path.indices.last, path[last].call == nil { path[last].call = prototype.spans[index] }
    guard inner.span == nil else { return traceArguments(at: index, of: prototype) }
    let site = prototype.site(at: index)
    inner.span = prototype.spans[index]
    defer {
      useOwnWords(site, prototype.code.pointee.instructions[index], of: prototype, base)
    }
    guard let site else { return }
    if inner.code == "E0301" || inner.code == "E0330", let callee = site.callee { inner.span = callee }
    if let argument, let place = site.names.firstIndex(of: argument), place < site.nameSpans.count {
      inner.span = site.nameSpans[place] ?? inner.span
    }
    if inner.code == "E0330", let callee = site.callee {
      explainHidden(String(Sources[callee.source][callee]))
    }
    if let callee = site.callee, Raised.callers.contains(String(Sources[callee.source][callee])) {
      // What failed is within; these are not its arguments.
      if !inner.code.hasPrefix("E03") { inner.argumentLabels = [] }
      inner.operandNames = []
    }
    labelTensors(prototype.code.pointee.instructions[index], site, base)
    traceSizes(prototype.code.pointee.instructions[index], site, base)
    labelDefinitions(site, prototype, before: index, base)
    if inner.code == "E0382", let target = site.operands.first ?? inner.span { nameRecorded(target) }
    for label in inner.argumentLabels where site.operands.indices.contains(label.index) {
      inner.labels.append(Fault.Label(site.operands[label.index], label.text))
    }
    inner.argumentLabels = []
  }

  /// Builtins that run models and losses of the program's.
  private static let callers: Set = [
    "fit", "evaluate", "predict", "summary", "map", "filter", "reduce", "repeat",
  ]

  private mutating func explainHidden(_ name: String) {
    guard Machine.current?.globals.builtin(name) != nil else { return }
    let words = CallFailure.hiddenBuiltin(name)
    inner.notes.append(words.note)
    inner.help.append(words.help)
  }

  /// Shape and dtype under each operand that is a tensor, when tensors did not fit.
  private mutating func labelTensors(
    _ instruction: Instruction, _ site: Site, _ base: UnsafeMutablePointer<Value>
  ) {
    guard inner.code.hasPrefix("E02") || inner.code.hasPrefix("E04") else { return }
    for (place, span) in site.operands.enumerated() {
      guard let register = instruction.register(ofOperand: place) else { continue }
      let value = base[register]
      guard value.tag == Tag.tensor, value.reference(Variable.self).shape.rank > 0 else { continue }
      inner.argumentLabels.removeAll { $0.index == place }
      inner.labels.append(Fault.Label(span, value.description))
    }
  }

  /// The variable whose element cannot be assigned.
  private mutating func nameRecorded(_ target: Span) {
    let name = String(Sources[target.source][target].prefix { $0 != "[" })
    inner.message = Wording(
      "`\(name)` records gradients, so its elements cannot be assigned", "`\(name)` 在记录梯度，所以不能给它的元素赋值")
  }

  /// Notes that a function was left.
  mutating func leave(_ prototype: Prototype) {
    guard prototype.isFunction else { return }
    if path.count >= 8 {
      omitted += 1
      return
    }
    let name = prototype.name.isEmpty ? prototype.lambdaText : prototype.name
    path.append((name, nil))
  }

  /// What the session throws.
  var underlying: any Error { signal ?? fault }

  var fault: Fault {
    var fault = inner
    fault.notes += calls
    if omitted > 0 { fault.notes.append(Wording("and \(omitted) more calls", "以及另外 \(omitted) 层调用")) }
    return fault
  }

  /// The calls left, innermost first; the same call time and again is one line.
  private var calls: [Wording] {
    var lines: [(text: Wording, count: Int)] = []
    for (name, call) in path {
      guard let call else { continue }
      let source = Sources[call.source]
      let file = call.source == inner.span?.source ? "" : source.name
      let line = source.position(of: call.start).line
      let text = Wording(
        "in \(name), called at line \(line)\(file.isEmpty ? "" : " of \(file)")",
        "在 \(name) 中，由\(file.isEmpty ? "" : " \(file) ")第 \(line) 行调用")
      if lines.last?.text == text { lines[lines.count - 1].count += 1 } else { lines.append((text, 1)) }
    }
    return lines.map { text, count in
      count == 1 ? text : Wording("\(text) (\(count) times in a row)", "\(text)（连续 \(count) 次）")
    }
  }

  /// What `catch err` binds, owned.
  var value: Value { Value(Tag.object, owning: CaughtError(self)) }
}

extension Instruction {
  /// Where the n-th operand of its site is while it fails; nil when it is gone or nowhere.
  func register(ofOperand place: Int) -> Int? {
    switch operation {
    case .add, .subtract, .multiply, .divide, .floorDivide, .remainder, .power, .matmul, .compare,
      .getElement:
      place == 0 ? Int(b) : place == 1 ? Int(c) : nil
    case .addConstant, .subtractConstant, .multiplyConstant, .divideConstant, .remainderConstant,
      .powerConstant, .negate:
      place == 0 ? Int(b) : nil
    case .addGlobal: place == 0 ? Int(a) : Int(b)
    case .constantMultiply: place == 1 ? Int(b) : nil
    case .call, .callGlobal, .callNamed, .callMethod, .pipeCall: Int(a) + 1 + place
    default: nil
    }
  }
}

/// `err` in `catch err`.
final class CaughtError: MemberProviding, Displayable {
  let raised: Raised

  init(_ raised: Raised) { self.raised = raised }

  var memberNames: [String] { Properties.error.map(\.name) }

  func member(_ name: String) throws -> Argument? {
    switch name {
    case "message": .string(raised.fault.message.text)
    case "code": .string(raised.fault.code)
    default: nil
    }
  }

  func setMember(_ name: String, to value: Argument) throws -> Bool { false }

  var typeName: String { "error" }
  var displayText: String { raised.fault.message.text }
}
