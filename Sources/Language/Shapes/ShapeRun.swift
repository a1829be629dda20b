import Autograd
import Catalog
import Tensor
import Text

/// The state of a run on shapes alone: how far it may go on, and what its loops have changed.
final class ShapeRun {
  /// Files that could not be read, or an early end: names may be missing without fault.
  var isIncomplete = false
  /// Some loop was left before its end.
  private(set) var cutsLoops = false
  /// Steps of optimizers and backward passes so far.
  var trainingSteps = 0
  /// Code that was entered.
  var visited: Set<ObjectIdentifier> = []
  /// Lists that grew, in order, so that a loop that is left knows which of them would have grown further.
  private var grown: [ListObject] = []
  private var loops: [LoopKey: LoopState] = [:]

  /// What a statement, and the whole program, may still do, in polls for Ctrl-C: one for each operation.
  private var rest = 0
  private var total = 40_000
  private var rounds = 0
  private var totalRounds = 20_000

  private static let pollsOfAStatement = 4000
  private static let pollsOfALoop = 500
  private static let roundsOfAStatement = 2000

  /// Begins a top-level statement.
  func begin() {
    rest = min(ShapeRun.pollsOfAStatement, total)
    total = max(total, ShapeRun.pollsOfAStatement / 10)
    rounds = min(ShapeRun.roundsOfAStatement, totalRounds)
    grown = []
    loops = [:]
  }

  /// Counts an operation; true when there were enough.
  func poll() -> Bool {
    rest -= 1
    total -= 1
    return rest < 0
  }

  func note(grown list: ListObject) { grown.append(list) }

  // Loops

  private struct LoopKey: Hashable {
    var base: Int
    var code: ObjectIdentifier
    var index: Int
  }

  private struct LoopState {
    var steps: Int
    var lists: Int
    /// What was left of ``rest``.
    var rest: Int
    var rounds = 1
    var before: [Trait]
  }

  /// Called before each round; true when the loop is to be left.
  func round(
    _ index: Int, _ code: Prototype, _ base: UnsafeMutablePointer<Value>,
    counter: UnsafeMutablePointer<Value>,
    iteration: Value, _ machine: Machine
  ) -> Bool {
    let key = LoopKey(base: Int(bitPattern: base), code: ObjectIdentifier(code), index: index)
    let places = code.loops[index].places
    let now = places.map { Trait(machine.value(at: $0, base)) }
    rounds -= 1
    totalRounds -= 1
    guard counter.pointee.double > 0, var state = loops[key] else {
      machine.assign(counter, Value(1))
      loops[key] = LoopState(steps: trainingSteps, lists: grown.count, rest: rest, before: now)
      return false
    }
    let isData = iteration.tag == Tag.iterator && iteration.reference(Iteration.self).isData
    let isLong = rounds < 0 || state.rest - rest > ShapeRun.pollsOfALoop
    if state.rounds >= 2, isData || isLong || trainingSteps > state.steps {
      leave(places, state.before, now, base, machine)
      let total = total(of: code.loops[index], base, iteration)
      grow(Array(grown[min(state.lists, grown.count)...]), rounds: state.rounds, total: total)
      return true
    }
    state.rounds += 1
    state.before = now
    loops[key] = state
    return false
  }

  /// What changed from round to round is not what it would be after the last one.
  private func leave(
    _ places: [VariablePlace], _ before: [Trait], _ now: [Trait], _ base: UnsafeMutablePointer<Value>,
    _ machine: Machine
  ) {
    cutsLoops = true
    for (index, place) in places.enumerated() where before[index] != now[index] {
      machine.forget(place, base)
    }
  }

  /// How many rounds a loop would have had.
  private func total(of loop: LoopRegion, _ base: UnsafeMutablePointer<Value>, _ iteration: Value) -> Int? {
    guard loop.isWhole else { return nil }
    if let register = loop.total { return Int(exactly: base[register].double) }
    return iteration.tag == Tag.iterator ? iteration.reference(Iteration.self).dataCount : nil
  }

  /// A list to which each round has added one tensor of the same kind gets those of the rounds to come; what others
  /// would hold, nobody knows.
  private func grow(_ lists: [ListObject], rounds: Int, total: Int?) {
    var seen: Set<ObjectIdentifier> = []
    for list in lists where seen.insert(ObjectIdentifier(list)).inserted {
      let last = list.items.suffix(rounds).map(Trait.init)
      if let total, total >= rounds, total <= ShapeRun.mostElements, let tensor = list.items.last,
        tensor.tag == Tag.tensor, lists.filter({ $0 === list }).count == rounds, last.count == rounds,
        last.allSatisfy({ $0 == last[0] })
      {
        for _ in rounds..<total { list.items.append(tensor.copied()) }
      } else if list.items.last?.isUnknown != true {
        list.items.append(.unknown)
      }
    }
  }

  private static let mostElements = 10_000
}

/// What of a value must stay the same from round to round for it to be known after the last.
private struct Trait: Equatable {
  private var tag: UInt
  private var bits: UInt
  private var type: TensorType?
  private var count = 0

  init(_ value: Value) {
    tag = value.tag
    bits = value.bits
    switch value.tag {
    case Tag.tensor:
      let variable = value.reference(Variable.self)
      type = TensorType(variable.shape, variable.dtype)
      bits = 0
    case Tag.list: count = value.reference(ListObject.self).items.count
    case Tag.tuple:
      count = value.reference(TupleObject.self).items.count
      bits = 0
    case Tag.function, Tag.instance, Tag.object, Tag.builtin, Tag.model: if !value.isUnknown { bits = 0 }
    default: break
    }
  }
}

extension Machine {
  /// Borrowed.
  func value(at place: VariablePlace, _ base: UnsafeMutablePointer<Value>) -> Value {
    switch place {
    case .register(let register): return base[register]
    case .box(let register):
      return base[register].tag == Tag.box ? base[register].reference(Box.self).value : .undefined
    case .field(let index): return base.pointee.reference(ModelInstance.self).field(index)
    case .global(let slot): return globals.slots[slot]
    }
  }

  /// Makes a variable unknown.
  func forget(_ place: VariablePlace, _ base: UnsafeMutablePointer<Value>) {
    switch place {
    case .register(let register): assign(base + register, .unknown)
    case .box(let register):
      guard base[register].tag == Tag.box else { return }
      let box = base[register].reference(Box.self)
      let old = box.value
      box.value = .unknown
      old.release()
    case .field(let index): base.pointee.reference(ModelInstance.self).setField(index, owned: .unknown)
    case .global(let slot): assign(globals.slots + slot, .unknown)
    }
  }
}

/// The host of a run on shapes: out of patience after so many operations, and silent but for warnings of what would be
/// so with any data.
final class ShapeHost: Host {
  private let outer: any Host
  private let run: ShapeRun
  private(set) var warnings: [Fault] = []

  init(_ outer: any Host, _ run: ShapeRun) {
    self.outer = outer
    self.run = run
  }

  func progress(_ progress: Progress) {}
  func warn(_ fault: Fault) {
    guard ShapeHost.certain.contains(fault.code), fault.span != nil,
      !warnings.contains(where: { $0.span == fault.span && $0.code == fault.code })
    else { return }
    warnings.append(fault)
  }

  private static let certain: Set = [
    "E0322", "E0323", "E0324", "E0325", "E0326", "E0450", "E0451", "E0459", "E0470",
  ]

  var isInterrupted: Bool { run.poll() || outer.isInterrupted }
  var isQuick: Bool { outer.isQuick }
}
