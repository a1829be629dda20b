import Catalog
import Tensor

/// What each cell of a session read and changed: which cells are stale, and which a name needs.
public final class CellLedger {
  /// A cell, as it last ran.
  public struct Entry {
    public let number: Int
    public internal(set) var text: String
    /// It ran to its end.
    public internal(set) var isDone = false
    /// It drew random numbers.
    public internal(set) var draws = false
    /// When it began, on the ledger's clock.
    var began = 0
    /// Read before it gave them a value, functions it called included.
    var reads: Set<String> = []
    /// What its end does not owe to what was there before.
    var gives: Set<String> = []
    /// Given a value or changed.
    var touches: Set<String> = []
    var seeds = false
    /// The cell whose value `ans` was when it began; nil: the name is the user's, or there was no value yet.
    var answer: Int?
    /// The cells whose values `out` held when it began, ascending; nil: the name is the user's.
    var outputs: [Int]?
    /// Functions it calls read `ans` or `out`.
    var callsReadAnswer = false
    var callsReadOutputs = false
    fileprivate var names = CellNames("")

    /// An element of `out`: the cell it is the value of; nil where a cell had none.
    struct Output {
      var cell: Int?
    }

    /// What `out[index]` was; nil when there was no such element.
    func output(at index: Int) -> Output? {
      guard let outputs, let last = outputs.last else { return nil }
      let number = index < 0 ? last + 1 + index : index
      guard 0...last ~= number else { return nil }
      return Output(cell: outputs.contains(number) ? number : nil)
    }
  }

  private var entries: [Int: Entry] = [:]
  private var clock = 0
  /// When a name last changed, and which cell did it.
  private var changes: [String: (time: Int, cell: Int)] = [:]
  private var last: [String: Fingerprint] = [:]
  private var lastRandom = RandomGenerator.shared.state
  /// What the cells that have a value gave, and which of them gave it last.
  private var values: [Int: Fingerprint] = [:]
  private var answer: Int?

  public init() {}

  /// In the order of their numbers.
  public var cells: [Entry] { entries.values.sorted { $0.number < $1.number } }

  public subscript(number: Int) -> Entry? { entries[number] }

  /// A cell is about to run, for the first time or again.
  public func begin(_ number: Int, _ text: String, in session: Session) {
    note(session)
    clock += 1
    var entry = Entry(number: number, text: text)
    entry.began = clock
    entry.names = CellNames(text)
    entry.reads = session.reached(by: entry.names.reads)
    entry.touches = entry.names.mayAssign
    entry.gives = entry.names.assigned.subtracting(entry.names.reads)
    if !session.isOwn("ans") { entry.answer = answer }
    if !session.isOwn("out") { entry.outputs = values.keys.sorted() }
    noteValues(&entry, in: session)
    entries[number] = entry
  }

  /// Values of other cells are read under names of their own, `out[3]`.
  private func noteValues(_ entry: inout Entry, in session: Session) {
    let called = session.reached(by: entry.names.reads.subtracting(["ans", "out"]))
    entry.callsReadAnswer = called.contains("ans")
    entry.callsReadOutputs = called.contains("out")
    entry.reads.formUnion(ValueUses(entry).values.map(CellLedger.key))
  }

  private static func key(_ number: Int) -> String { "out[\(number)]" }

  private func note(value: Argument?, of entry: inout Entry, in session: Session) {
    let fingerprint = value.flatMap { session.fingerprint($0) }
    if values[entry.number] != fingerprint { changes[CellLedger.key(entry.number)] = (clock, entry.number) }
    values[entry.number] = fingerprint
    guard fingerprint != nil else { return }
    answer = entry.number
    entry.touches.insert(CellLedger.key(entry.number))
    entry.gives.insert(CellLedger.key(entry.number))
  }

  /// The cell has stopped, for good or for a while: what has changed since the last time is its doing.
  ///
  /// - Parameter value: of its last expression, which others read as `ans` or `out[n]`.
  public func stop(_ number: Int, isDone: Bool, value: Argument? = nil, in session: Session) {
    guard var entry = entries[number] else { return note(session) }
    clock += 1
    let before = last
    let random = lastRandom
    note(session)
    entry.isDone = isDone
    // Functions defined meanwhile, by this cell or by a file it uses.
    entry.reads.formUnion(session.reached(by: entry.names.reads))
    for (name, fingerprint) in last where fingerprint != before[name] {
      entry.touches.insert(name)
      if before[name]?.value != fingerprint.value || entry.names.changed.contains(name) {
        changes[name] = (clock, number)
      }
      if before[name]?.value != fingerprint.value, !entry.names.reads.contains(name) {
        entry.gives.insert(name)
      }
    }
    // The same seed once more leaves no trace in the generator's state.
    if lastRandom.seed != random.seed || entry.reads.contains("seed") { entry.seeds = true }
    if lastRandom != random { entry.draws = entry.draws || !entry.seeds }
    noteValues(&entry, in: session)
    if isDone { note(value: value, of: &entry, in: session) }
    entries[number] = entry
  }

  /// Cells that read a name which another cell has changed since.
  public var stale: [Int] { cells.filter { !outdated($0).isEmpty }.map(\.number) }

  /// The names that make a cell stale.
  public func outdated(_ entry: Entry) -> [String] {
    guard entry.isDone else { return [] }
    return entry.reads.filter { name in
      changes[name].map { $0.time > entry.began && $0.cell != entry.number } ?? false
    }.sorted()
  }

  /// The cells that ran to their ends, in an order in which running them gives what the session has: by number
  /// where that holds, else as they ran.
  public var replay: [Int] { ordered(cells.filter(\.isDone)) }

  private func ordered(_ cells: [Entry]) -> [Int] {
    let byNumber = cells.sorted { $0.number < $1.number }
    let asRun = cells.sorted { $0.began < $1.began }
    return (CellLedger.sources(byNumber) == CellLedger.sources(asRun) ? byNumber : asRun).map(\.number)
  }

  /// For each cell and each name it reads, the cell that touched the name last before it.
  private static func sources(_ cells: [Entry]) -> [Int: [String: Int]] {
    var latest: [String: Int] = [:]
    var result: [Int: [String: Int]] = [:]
    for cell in cells {
      result[cell.number] = latest.filter { cell.reads.contains($0.key) }
      for name in cell.touches { latest[name] = cell.number }
    }
    return result
  }

  /// The cells whose running, in this order, gives names their values.
  public func needed(for names: Set<String>) -> [Int] {
    var wanted = names
    if names.contains("ans"), let answer { wanted.insert(CellLedger.key(answer)) }
    if names.contains("out") { wanted.formUnion(values.keys.map(CellLedger.key)) }
    var found: [Entry] = []
    var wantsSeed = false
    for entry in entries.values.sorted(by: { $0.began > $1.began }) where entry.isDone {
      let isNeeded = !entry.touches.isDisjoint(with: wanted) || wantsSeed && entry.seeds
      guard isNeeded else { continue }
      found.append(entry)
      wanted.subtract(entry.gives)
      wanted.formUnion(entry.reads)
      wantsSeed = wantsSeed && !entry.seeds || entry.draws
    }
    return ordered(found)
  }

  private func note(_ session: Session) {
    last = session.fingerprints
    lastRandom = RandomGenerator.shared.state
  }
}

extension Session {
  /// The user has given the name a value.
  public func isOwn(_ name: String) -> Bool { globals.definition(of: name) != nil }

  func fingerprint(_ argument: Argument) -> Fingerprint? {
    guard let value = try? Value(argument, machine) else { return nil }
    defer { value.release() }
    return Fingerprint(value)
  }

  /// Of the user's variables, the session's own `ans` and `out` apart.
  var fingerprints: [String: Fingerprint] {
    var result: [String: Fingerprint] = [:]
    for slot in globals.userSlots {
      let name = globals.name(of: slot)
      if !["ans", "out"].contains(name) || isOwn(name) { result[name] = Fingerprint(globals.slots[slot]) }
    }
    return result
  }

  /// Names with what the functions and models of these names read, and those in turn.
  func reached(by names: Set<String>) -> Set<String> {
    var result = names
    var waiting = Array(names)
    func add(_ prototype: Prototype) {
      for slot in prototype.globals where result.insert(globals.name(of: slot)).inserted {
        waiting.append(globals.name(of: slot))
      }
      for inner in prototype.functions { add(inner) }
    }
    func add(_ model: ModelPrototype) {
      for part in [model.initializer, model.forward] + model.methods.map(\.prototype) { add(part) }
    }
    while let name = waiting.popLast() {
      guard let value = globals.value(of: name) else { continue }
      switch value.tag {
      case Tag.function: add(value.reference(FunctionObject.self).prototype)
      case Tag.model: add(value.reference(ModelObject.self).prototype)
      case Tag.instance: add(value.reference(ModelInstance.self).model.prototype)
      default: break
      }
    }
    return result
  }
}
