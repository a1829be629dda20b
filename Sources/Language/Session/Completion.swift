import Syntax

extension Session {
  /// Names that may stand at a place (a UTF-8 offset) of a text, and where the name begun there starts. Where none is
  /// begun: the arguments of the open call and the user's own names.
  public func completions(for text: String, at offset: Int) -> (start: Int, names: [String]) {
    let bytes = Array(text.utf8.prefix(max(0, offset)))
    var start = bytes.count
    while start > 0, bytes[start - 1].isNamePart { start -= 1 }
    let prefix = String(decoding: bytes[start...], as: UTF8.self)
    var object: String?
    if start > 0, bytes[start - 1] == UInt8(ascii: ".") {
      var begin = start - 1
      while begin > 0, bytes[begin - 1].isNamePart || bytes[begin - 1] == UInt8(ascii: ".") { begin -= 1 }
      object = String(decoding: bytes[begin..<(start - 1)], as: UTF8.self)
    }
    var names: [String]
    if object != nil {
      names = completionCandidates(of: object)
    } else if prefix.isEmpty {
      // Every builtin would bury what the call takes and what the user has made.
      names = argumentNames(in: bytes[..<start]) + ownNames
    } else {
      names =
        completionCandidates(of: nil) + argumentNames(in: bytes[..<start]) + Keywords.reserved
        + Keywords.contextual
    }
    return (start, Set(names.filter { $0.hasPrefix(prefix) }).sorted())
  }

  /// `name=` for the parameters of the call that is open before the place.
  private func argumentNames(in bytes: ArraySlice<UInt8>) -> [String] {
    var depth = 0
    for index in bytes.indices.reversed() {
      switch bytes[index] {
      case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth += 1
      case UInt8(ascii: "["), UInt8(ascii: "{"): depth -= 1
      case UInt8(ascii: "("):
        if depth == 0 {
          var begin = index
          while begin > 0, bytes[begin - 1].isNamePart { begin -= 1 }
          let name = String(decoding: bytes[begin..<index], as: UTF8.self)
          return parameters(of: name)?.names.map { $0 + "=" } ?? []
        }
        depth -= 1
      default: break
      }
      if depth < 0 { return [] }
    }
    return []
  }
}

extension UInt8 {
  fileprivate var isNamePart: Bool {
    self >= 0x80 || self == UInt8(ascii: "_") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
      || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }
}
