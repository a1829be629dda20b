import Catalog
import Glibc
import Text

/// The session's variables and the builtins beneath them, by slot. The slots never move.
final class Globals {
  static let capacity = 1 << 18
  let slots: UnsafeMutablePointer<Value>
  private var indices: [String: Int] = [:]
  private(set) var names: [String] = []
  /// The builtin of a slot, borrowed from ``builtins``; undefined where there is none.
  private var builtins: [String: Value]
  private var definitions: [String: Span] = [:]
  /// Slots whose builtin the user replaced.
  private(set) var shadowed: Set<Int> = []

  init(builtins: [String: Value]) {
    let memory = calloc(Globals.capacity, MemoryLayout<Value>.stride)
    slots =
      memory?.bindMemory(to: Value.self, capacity: Globals.capacity)
      ?? UnsafeMutablePointer<Value>.allocate(capacity: Globals.capacity)
    self.builtins = builtins
  }

  deinit {
    free(slots)
    for value in builtins.values { value.release() }
  }

  /// Forgets every variable.
  func clear() {
    for index in names.indices {
      let value = slots[index]
      slots[index] = .undefined
      value.release()
    }
  }

  /// The slot of a name, new when need be; it holds the builtin of that name until assigned.
  func slot(of name: String) -> Int {
    if let index = indices[name] { return index }
    // The last slot serves all names beyond the capacity: they stay undefined.
    guard names.count < Globals.capacity - 1 else { return Globals.capacity - 1 }
    let index = names.count
    names.append(name)
    indices[name] = index
    if let value = builtins[name] { slots[index] = value.copied() }
    return index
  }

  /// Where the latest assignment of a variable stands.
  func definition(of name: String) -> Span? { definitions[name] }

  func name(of slot: Int) -> String { slot < names.count ? names[slot] : "?" }

  func builtin(_ name: String) -> Value? { builtins[name] }

  /// The name stands for the builtin, not for a variable that hides it.
  func isBuiltin(_ name: String) -> Bool {
    builtins[name] != nil && !(indices[name].map { shadowed.contains($0) } ?? false)
  }

  var builtinNames: [String] { Array(builtins.keys) }

  /// Slots the user assigned, in the order of their first mention.
  var userSlots: [Int] {
    names.indices.filter { !slots[$0].isUndefined && (builtins[names[$0]] == nil || shadowed.contains($0)) }
  }

  /// Warns once when a builtin is hidden.
  func noteAssignment(_ name: String, at span: Span) {
    definitions[name] = span
    guard let builtin = builtins[name] else { return }
    let index = slot(of: name)
    guard shadowed.insert(index).inserted, !builtin.isQuietlyHidden else { return }
    Hosting.current.warn(
      Fault(
        "E0320", Wording("`\(name)` now hides the builtin of that name", "`\(name)` 遮住了同名的内建函数"), at: span,
        severity: .warning,
        help: [
          Wording(
            "choose another name, or bring it back with unshadow(\"\(name)\")",
            "换个名字，或用 unshadow(\"\(name)\") 恢复它")
        ]))
  }

  /// Brings a builtin back.
  func unshadow(_ name: String) -> Bool {
    guard let value = builtins[name] else { return false }
    let index = slot(of: name)
    shadowed.remove(index)
    let old = slots[index]
    slots[index] = value.copied()
    old.release()
    return true
  }

  /// Assigns from outside a program.
  func set(_ name: String, owned value: Value) {
    let index = slot(of: name)
    if builtins[name] != nil { shadowed.insert(index) }
    let old = slots[index]
    slots[index] = value
    old.release()
  }

  /// Adds a builtin of this session alone.
  func preset(_ name: String, owned value: Value) {
    builtins[name]?.release()
    builtins[name] = value
  }

  /// Borrowed; nil when it has no value.
  func value(of name: String) -> Value? {
    if let index = indices[name], !slots[index].isUndefined { return slots[index] }
    return builtins[name]
  }
}
