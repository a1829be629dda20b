import Text

extension JSON {
  /// What is wrong with a text, and at which byte.
  public struct ParseError: Error {
    public var message: Wording
    public var offset: Int
  }

  public static func parse(_ text: String) throws -> JSON {
    var parser = JSONParser(bytes: Array(text.utf8))
    let value = try parser.value(depth: 0)
    parser.skipBlanks()
    guard parser.at == parser.bytes.count else {
      throw parser.error(Wording("text after the end of the value", "值结束之后还有内容"))
    }
    return value
  }
}

private struct JSONParser {
  let bytes: [UInt8]
  var at = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  func error(_ message: Wording) -> JSON.ParseError { JSON.ParseError(message: message, offset: at) }

  mutating func skipBlanks() {
    while at < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[at]) { at += 1 }
  }

  mutating func value(depth: Int) throws -> JSON {
    skipBlanks()
    guard depth < 128 else { throw error(Wording("nested too deeply", "嵌套太深")) }
    guard at < bytes.count else {
      throw error(Wording("the text ends where a value should stand", "文本在应当有值的地方结束了"))
    }
    switch bytes[at] {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func word(_ word: String, _ value: JSON) throws -> JSON {
    guard bytes[at...].starts(with: word.utf8) else { throw error(Wording("expected a value", "这里应是一个值")) }
    at += word.utf8.count
    return value
  }

  private mutating func number() throws -> JSON {
    let start = at
    while at < bytes.count, "+-.eE0123456789".utf8.contains(bytes[at]) { at += 1 }
    guard let value = Double(String(decoding: bytes[start..<at], as: UTF8.self)) else {
      throw error(Wording("expected a value", "这里应是一个值"))
    }
    return .number(value)
  }

  /// Passes over one of two bytes and tells which; `,` and the closing bracket.
  private mutating func separator(_ close: Character) throws -> Bool {
    skipBlanks()
    guard at < bytes.count else {
      throw error(Wording("the text ends before \(close)", "文本在 \(close) 之前结束了"))
    }
    defer { at += 1 }
    if bytes[at] == UInt8(ascii: ",") { return true }
    guard bytes[at] == close.asciiValue else {
      throw error(Wording("expected , or \(close)", "这里应是 , 或 \(close)"))
    }
    return false
  }

  private mutating func isEmpty(_ close: UInt8) -> Bool {
    at += 1
    skipBlanks()
    guard at < bytes.count, bytes[at] == close else { return false }
    at += 1
    return true
  }

  private mutating func array(depth: Int) throws -> JSON {
    if isEmpty(UInt8(ascii: "]")) { return .array([]) }
    var items: [JSON] = []
    repeat { items.append(try value(depth: depth + 1)) } while try separator("]")
    return .array(items)
  }

  private mutating func object(depth: Int) throws -> JSON {
    if isEmpty(UInt8(ascii: "}")) { return .object([JSON.Field]()) }
    var fields: [JSON.Field] = []
    repeat {
      skipBlanks()
      guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else {
        throw error(Wording("expected a name in quotes", "这里应是带引号的名字"))
      }
      let name = try string()
      skipBlanks()
      guard at < bytes.count, bytes[at] == UInt8(ascii: ":") else {
        throw error(Wording("expected : after a name", "名字之后应是 :"))
      }
      at += 1
      fields.append(JSON.Field(name, try value(depth: depth + 1)))
    } while try separator("}")
    return .object(fields)
  }

  private mutating func string() throws -> String {
    at += 1
    var result: [UInt8] = []
    while at < bytes.count {
      let byte = bytes[at]
      at += 1
      if byte == UInt8(ascii: "\"") { return String(decoding: result, as: UTF8.self) }
      if byte == UInt8(ascii: "\\") { result += try escape() } else { result.append(byte) }
    }
    throw error(Wording("a string does not end", "字符串没有结束"))
  }

  private mutating func escape() throws -> [UInt8] {
    guard at < bytes.count else { throw error(Wording("a string does not end", "字符串没有结束")) }
    let byte = bytes[at]
    at += 1
    let plain: [Character: UInt8] = [
      "\"": 0x22, "\\": 0x5C, "/": 0x2F, "b": 0x08, "f": 0x0C, "n": 0x0A, "r": 0x0D, "t": 0x09,
    ]
    if let value = plain[Character(UnicodeScalar(byte))] { return [value] }
    guard byte == UInt8(ascii: "u") else { throw error(Wording("unknown escape", "不认识的转义")) }
    var unit = try hexadecimal()
    if (0xD800..<0xDC00).contains(unit), bytes[at...].starts(with: "\\u".utf8) {
      at += 2
      let low = try hexadecimal()
      unit = (0xDC00..<0xE000).contains(low) ? 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00) : 0xFFFD
    }
    return Array(String(UnicodeScalar(unit) ?? "\u{FFFD}").utf8)
  }

  private mutating func hexadecimal() throws -> UInt32 {
    guard at + 4 <= bytes.count,
      let value = UInt32(String(decoding: bytes[at..<(at + 4)], as: UTF8.self), radix: 16)
    else { throw error(Wording("expected four hexadecimal digits", "这里应是四位十六进制数字")) }
    at += 4
    return value
  }
}
