import Text

/// Gathers the instructions of one function.
final class CodeBuilder {
  private(set) var instructions: [Instruction] = []
  private(set) var spans: [Span] = []
  private(set) var constants: [Value] = []
  private(set) var sites: [Site] = []
  var handlers: [Handler] = []
  var branches: [Int: Branch] = [:]
  var loops: [LoopRegion] = []
  var captures: [Capture] = []
  var captureNames: [String] = []
  var locals: [(name: String, register: Int)] = []
  private(set) var definitions: [LocalDefinition] = []
  var functions: [Prototype] = []
  var models: [ModelPrototype] = []
  var globals: Set<Int> = []
  /// Whose captures the code reads: 0 a closure's, or 1 + the code of a model.
  var captureOwner = 0
  /// False for a top-level statement.
  var isFunction = true
  /// The most registers in use at once.
  private(set) var registerCount = 1
  /// Places of members to remember; the first is for those that found no other.
  private(set) var cacheCount = 1
  private var numbers: [UInt: Int] = [:]
  private var strings: [String: Int] = [:]

  /// The index of the next instruction.
  var here: Int { instructions.count }

  @discardableResult
  func emit(
    _ operation: Opcode, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0, _ d: Int = 0, at span: Span,
    site: Site? = nil
  ) -> Int {
    var instruction = Instruction(operation, a, b, c, d)
    if let site {
      instruction.site = Int32(truncatingIfNeeded: sites.count)
      sites.append(site.at(span))
    }
    instructions.append(instruction)
    spans.append(span)
    return here - 1
  }

  /// A local variable has its value from the next instruction on.
  func noteDefinition(of register: Int, at span: Span) {
    definitions.append(LocalDefinition(register: register, from: here, span: span))
  }

  /// Makes a jump go to the next instruction.
  func patch(_ jump: Int) { patch(jump, to: here) }

  func patch(_ jump: Int, to target: Int) { instructions[jump].d = Int32(truncatingIfNeeded: target) }

  func constant(_ number: Double) -> Int {
    let value = Value(number)
    if let index = numbers[value.bits] { return index }
    constants.append(value)
    numbers[value.bits] = constants.count - 1
    return constants.count - 1
  }

  func constant(_ text: String) -> Int {
    if let index = strings[text] { return index }
    constants.append(Value(text))
    strings[text] = constants.count - 1
    return constants.count - 1
  }

  /// The index of the first of several constants side by side, none where there is no text.
  func constants(_ texts: [String?]) -> Int {
    constants += texts.map { $0.map { Value($0) } ?? .none }
    return constants.count - texts.count
  }

  /// A place for an instruction to remember where it found a member.
  func cache() -> Int {
    guard cacheCount < 60_000 else { return 0 }
    cacheCount += 1
    return cacheCount - 1
  }

  /// With each jump to a return replaced by the return.
  var shortened: [Instruction] {
    instructions.map { instruction in
      guard instruction.operation == .jump, instructions.indices.contains(Int(instruction.d)) else {
        return instruction
      }
      let target = instructions[Int(instruction.d)]
      return target.operation == .returnValue ? target : instruction
    }
  }

  func use(registersBelow count: Int) { registerCount = max(registerCount, count) }
}
