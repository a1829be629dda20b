@_spi(_Unicode) import Swift
import CMachine

/// What the C code has to know of the language's classes.
enum Objects {
  /// Tells it, once, before there are any objects. False when something lies elsewhere in memory than it reads.
  static let areKnown: Bool = {
    dls_know_strings(type(StringObject.self), { $0.text == $1.text }, { $0.canonicalHash })
    dls_know_records(type(RecordObject.self))
    let elements = [Value(1.5), Value(true), .none]
    let (list, tuple) = (ListObject(owning: elements), TupleObject(owning: elements))
    let lists = dls_know_lists(
      Unmanaged.passUnretained(list).toOpaque(), Unmanaged.passUnretained(tuple).toOpaque(), elements,
      elements.count, list.items.capacity)
    assert(lists)
    return true
  }()

  private static func type(_ type: AnyClass) -> UnsafeRawPointer {
    unsafeBitCast(type, to: UnsafeRawPointer.self)
  }

  /// What stands where C code looks for the n-th property of an object.
  static func property(_ place: Int, of object: AnyObject) -> UInt {
    Unmanaged.passUnretained(object).toOpaque().load(fromByteOffset: 16 + 8 * place, as: UInt.self)
  }
}

extension UnsafePointer where Pointee == DLSString {
  fileprivate var text: String { StringContents(mutating: self).text }

  /// The same for canonically equivalent texts, some of which are plain.
  fileprivate var canonicalHash: UInt32 {
    var normal = String(String.UnicodeScalarView(text._nfc))
    return normal.withUTF8 { bytes in
      bytes.baseAddress.map { dls_bytes_hash($0, bytes.count) } ?? 1
    }
  }
}
