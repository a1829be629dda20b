import Syntax

/// The call whose parentheses stand around a place, found in the text itself, so that it may be unfinished.
struct CallSite {
  var callee = ""
  var calleeEnd = 0
  /// How many commas stand between the parenthesis and the place.
  var commas = 0
  /// The name before the `=` of the argument at the place.
  var argumentName: String?
  /// The first argument comes from the left of `|>`.
  var isPiped = false

  init?(_ document: Document, at offset: Int) {
    let bytes = Array(document.bytes.prefix(offset))
    var pieces = document.pieces.filter { $0.start < offset }[...]
    var depth = 0
    var index = bytes.count - 1
    while index >= 0 {
      while let piece = pieces.last, piece.start > index { pieces.removeLast() }
      if let piece = pieces.last, index < piece.end, [.string, .comment].contains(piece.class) {
        index = piece.start - 1
        continue
      }
      switch bytes[index] {
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth += 1
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
        if depth == 0 {
          guard bytes[index] == UInt8(ascii: "("), finish(at: index, in: bytes) else { return nil }
          return
        }
        depth -= 1
      case UInt8(ascii: ",") where depth == 0: commas += 1
      case UInt8(ascii: "=") where depth == 0 && commas == 0 && argumentName == nil:
        argumentName = CallSite.name(endingAt: index, in: bytes)
      default: break
      }
      index -= 1
    }
    return nil
  }

  /// Reads what stands before the parenthesis; false when that is no name.
  private mutating func finish(at opener: Int, in bytes: [UInt8]) -> Bool {
    callee = CallSite.name(endingAt: opener, in: bytes)
    calleeEnd = opener
    let before = bytes[..<(opener - callee.utf8.count)].filter { $0 != 0x20 && $0 != 0x0A }
    isPiped = before.suffix(2).elementsEqual("|>".utf8)
    return !callee.isEmpty
  }

  /// The name whose last byte stands right before an offset.
  static func name(endingAt end: Int, in bytes: [UInt8]) -> String {
    var start = end
    while start > 0, isNamePart(bytes[start - 1]) { start -= 1 }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }
}
