import CMachine

/// A value of the language in 16 plain bytes; who owns what is said where they are laid out.
typealias Value = DLSValue

/// What ``Value/tag`` says. Tags from ``reference`` on are references.
enum Tag {
  @inline(__always) static var undefined: UInt { UInt(DLS_UNDEFINED) }
  @inline(__always) static var none: UInt { UInt(DLS_NONE) }
  @inline(__always) static var bool: UInt { UInt(DLS_BOOL) }
  @inline(__always) static var number: UInt { UInt(DLS_NUMBER) }
  @inline(__always) static var dtype: UInt { UInt(DLS_DTYPE) }
  @inline(__always) static var reference: UInt { UInt(DLS_REFERENCE) }
  @inline(__always) static var string: UInt { UInt(DLS_STRING) }
  @inline(__always) static var tensor: UInt { UInt(DLS_TENSOR) }
  @inline(__always) static var list: UInt { UInt(DLS_LIST) }
  @inline(__always) static var tuple: UInt { UInt(DLS_TUPLE) }
  @inline(__always) static var record: UInt { UInt(DLS_RECORD) }
  @inline(__always) static var range: UInt { UInt(DLS_RANGE) }
  @inline(__always) static var function: UInt { UInt(DLS_FUNCTION) }
  @inline(__always) static var builtin: UInt { UInt(DLS_BUILTIN) }
  @inline(__always) static var instance: UInt { UInt(DLS_INSTANCE) }
  @inline(__always) static var model: UInt { UInt(DLS_MODEL) }
  @inline(__always) static var object: UInt { UInt(DLS_OBJECT) }
  @inline(__always) static var box: UInt { UInt(DLS_BOX) }
  @inline(__always) static var iterator: UInt { UInt(DLS_ITERATOR) }
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
    if tag >= Tag.reference { dls_retain(self) }
  }

  @inline(__always) func release() {
    if tag >= Tag.reference { dls_release(self) }
  }

  /// The same value, owned once more.
  @inline(__always) func copied() -> Value {
    retain()
    return self
  }
}
