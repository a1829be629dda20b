import Autograd
import Catalog
import Tensor
import Text

/// What an error says once it has come to an end: the fault, and the calls it left.
struct RaisedFault {
  var inner: Fault
  /// Functions left, innermost first, and where each was called.
  private var path: [(name: String, call: Span?)] = []
  private var omitted = 0
  /// Parameters of the function left last whose values are to be traced further: what they were given.
  var traced: [TracedParameter] = []
  /// The unknown named argument, when that is what went wrong.
  private var argument: String?
  /// Of the instruction that raised it.
  let operands: RaisedOperands?

  init(_ raised: Raised) {
    inner = RaisedFault.plain(raised.error)
    operands = raised.operands
    if case CallFailure.unknownArgument(let name, _, _) = raised.error { argument = name }
    for frame in raised.frames {
      complete(at: frame.index, of: frame.prototype)
      if frame.isLeft { leave(frame.prototype) }
    }
  }

  /// An error as a fault, wherever it was raised.
  static func plain(_ error: any Error) -> Fault {
    (error as? any Failure)?.fault ?? Fault("E0999", Wording(verbatim: "\(error)"))
  }

  /// The operand of the instruction that raised it, when it is a tensor.
  func tensor(_ place: Int) -> Variable? {
    guard let tensors = operands?.tensors, tensors.indices.contains(place), tensors[place].tag == Tag.tensor
    else { return nil }
    return tensors[place].reference(Variable.self)
  }

  /// Gives a fault the place and the operands of the instruction that raised it.
  mutating func complete(at index: Int, of prototype: Prototype) {
    if let last = path.indices.last, path[last].call == nil { path[last].call = prototype.spans[index] }
    guard inner.span == nil else { return traceArguments(at: index, of: prototype) }
    let site = prototype.site(at: index)
    inner.span = prototype.spans[index]
    defer {
      useOwnWords(site, of: prototype)
    }
    guard let site else { return }
    if inner.code == "E0301" || inner.code == "E0330", let callee = site.callee { inner.span = callee }
    if let argument, let place = site.names.firstIndex(of: argument), place < site.nameSpans.count {
      inner.span = site.nameSpans[place] ?? inner.span
    }
    if inner.code == "E0330", let callee = site.callee {
      explainHidden(String(Sources[callee.source][callee]))
    }
    if let callee = site.callee, RaisedFault.callers.contains(String(Sources[callee.source][callee])) {
      // What failed is within; these are not its arguments.
      if !inner.code.hasPrefix("E03") { inner.argumentLabels = [] }
      inner.operandNames = []
    }
    labelTensors(site)
    traceSizes(site)
    labelDefinitions(site, prototype, before: index)
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
  private mutating func labelTensors(_ site: Site) {
    guard inner.code.hasPrefix("E02") || inner.code.hasPrefix("E04") else { return }
    for (place, span) in site.operands.enumerated() {
      guard let x = tensor(place), x.shape.rank > 0 else { continue }
      inner.argumentLabels.removeAll { $0.index == place }
      inner.labels.append(Fault.Label(span, Wording(verbatim: x.summary)))
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
}
