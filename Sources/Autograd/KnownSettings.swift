import Tensor

/// Settings that programs use again and again, as lists made once: a node keeps one, and need not make it.
enum KnownSettings {
  /// `[.int(value)]`
  @inline(__always)
  static func int(_ value: Int) -> [Attribute] {
    kept(Key(.int, value)) { [.int(value)] }
  }

  /// `[.int(a), .int(b)]`
  @inline(__always)
  static func ints(_ a: Int, _ b: Int) -> [Attribute] {
    kept(Key(.two, a, b)) { [.int(a), .int(b)] }
  }

  /// `[.int(a), .int(b), .int(c)]`
  @inline(__always)
  static func ints(_ a: Int, _ b: Int, _ c: Int) -> [Attribute] {
    kept(Key(.three, a, b, c)) { [.int(a), .int(b), .int(c)] }
  }

  /// `[.ints(sizes)]`
  @inline(__always)
  static func sizes(_ shape: Shape) -> [Attribute] {
    let key: Key
    switch shape.rank {
    case 1: key = Key(.row, shape[0])
    case 2: key = Key(.matrix, shape[0], shape[1])
    case 3: key = Key(.volume, shape[0], shape[1], shape[2])
    default: return [.ints(shape.array)]
    }
    return kept(key) { [.ints(shape.array)] }
  }

  /// Of a reduction: the axes whose bits are set, and keepdim.
  @inline(__always)
  static func reduction(_ axes: Int, keepDims: Bool) -> [Attribute] {
    kept(Key(keepDims ? .keptAxes : .axes, axes)) {
      [.ints((0..<Shape.maximumRank).filter { axes & 1 << $0 != 0 }), .bool(keepDims)]
    }
  }

  private enum Kind: Int { case int, two, three, row, matrix, volume, axes, keptAxes }

  private struct Key: Equatable {
    let kind: Kind
    let a: Int
    let b: Int
    let c: Int

    init(_ kind: Kind, _ a: Int, _ b: Int = 0, _ c: Int = 0) {
      (self.kind, self.a, self.b, self.c) = (kind, a, b, c)
    }
  }

  private struct Entry {
    var key: Key
    var settings: [Attribute]
  }

  /// A power of two.
  private static let places = 256
  @exclusivity(unchecked) nonisolated(unsafe) private static let entries: UnsafeMutablePointer<Entry?> = {
    let memory = UnsafeMutablePointer<Entry?>.allocate(capacity: places)
    memory.initialize(repeating: nil, count: places)
    return memory
  }()

  @inline(__always)
  private static func kept(_ key: Key, _ make: () -> [Attribute]) -> [Attribute] {
    let mixed = key.a &* 31 &+ key.b &* 961 &+ key.c &* 29_791
    let place = ((mixed ^ mixed >> 8) &+ key.kind.rawValue &* 32) & (places - 1)
    if let entry = entries[place], entry.key == key { return entry.settings }
    let settings = make()
    entries[place] = Entry(key: key, settings: settings)
    return settings
  }
}
