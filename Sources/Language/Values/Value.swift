/// A value of the language in 16 plain bytes: a tag and either the bits of a number or a reference.
///
/// References are counted by hand. Functions take values borrowed and give back values owned, unless they say
/// otherwise; a register, a global and an element of a container own what they hold.
struct Value {
  var tag: UInt
  var bits: UInt

  @inline(__always) init(tag: UInt, bits: UInt) {
    self.tag = tag
    self.bits = bits
  }
}

/// What ``Value/tag`` says. Tags from ``object`` on are references.
enum Tag {
  @inline(__always) static var undefined: UInt { 0 }
  @inline(__always) static var none: UInt { 1 }
  @inline(__always) static var bool: UInt { 2 }
  @inline(__always) static var number: UInt { 3 }
  @inline(__always) static var dtype: UInt { 4 }
  /// The first tag of a reference.
  @inline(__always) static var reference: UInt { 8 }
  @inline(__always) static var string: UInt { 8 }
  @inline(__always) static var tensor: UInt { 9 }
  @inline(__always) static var list: UInt { 10 }
  @inline(__always) static var tuple: UInt { 11 }
  @inline(__always) static var record: UInt { 12 }
  @inline(__always) static var range: UInt { 13 }
  @inline(__always) static var function: UInt { 14 }
  @inline(__always) static var builtin: UInt { 15 }
  @inline(__always) static var instance: UInt { 16 }
  @inline(__always) static var model: UInt { 17 }
  /// Any other object of a lower floor.
  @inline(__always) static var object: UInt { 18 }
  /// Never seen by a program: a captured variable and a running iteration.
  @inline(__always) static var box: UInt { 19 }
  @inline(__always) static var iterator: UInt { 20 }
}

extension Value {
  @inline(__always) static var undefined: Value { Value(tag: Tag.undefined, bits: 0) }
  @inline(__always) static var none: Value { Value(tag: Tag.none, bits: 0) }

  @inline(__always) init(_ value: Bool) { self.init(tag: Tag.bool, bits: value ? 1 : 0) }

  @inline(__always) init(_ value: Double) {
    self.init(tag: Tag.number, bits: UInt(value.bitPattern))
  }

  @inline(__always) var double: Double { Double(bitPattern: UInt64(bits)) }
  @inline(__always) var isTrueBool: Bool { bits != 0 }
  @inline(__always) var isNumber: Bool { tag == Tag.number }
  @inline(__always) var isUndefined: Bool { tag == Tag.undefined }
  @inline(__always) var isReference: Bool { tag >= Tag.reference }

  @inline(__always) var pointer: UnsafeRawPointer {
    UnsafeRawPointer(bitPattern: bits).unsafelyUnwrapped
  }

  /// Owns one count of the object.
  @inline(__always) init(_ tag: UInt, owning object: AnyObject) {
    self.init(tag: tag, bits: UInt(bitPattern: Unmanaged.passRetained(object).toOpaque()))
  }

  /// The referenced object, which must be of the class that the tag promises.
  @inline(__always) func reference<T: AnyObject>(_ type: T.Type = T.self) -> T {
    Unmanaged<T>.fromOpaque(pointer).takeUnretainedValue()
  }

  @inline(__always) func retain() {
    if tag >= Tag.reference { _ = Unmanaged<AnyObject>.fromOpaque(pointer).retain() }
  }

  @inline(__always) func release() {
    if tag >= Tag.reference { Unmanaged<AnyObject>.fromOpaque(pointer).release() }
  }

  /// The same value, owned once more.
  @inline(__always) func copied() -> Value {
    retain()
    return self
  }
}
