import Text

/// The JSON of a safetensors header: an object of objects, read strictly and without recursion into anything the
/// format does not have.
struct HeaderParser {
  struct Entry {
    var name: String
    var dtype = ""
    var shape: [Int] = []
    var start = 0
    var end = 0
  }

  private let bytes: [UInt8]
  private let path: String
  private var position = 0

  init(_ bytes: [UInt8], path: String) {
    self.bytes = bytes
    self.path = path
  }

  /// Entries in the order of the file; `__metadata__` is skipped.
  mutating func parse() throws -> [Entry] {
    var entries: [Entry] = []
    var names: Set<String> = []
    try members { parser, name in
      guard names.insert(name).inserted else {
        throw parser.broken(Wording("the name \"\(name)\" appears twice", "名字“\(name)”出现了两次"))
      }
      if name == "__metadata__" {
        try parser.members { parser, _ in _ = try parser.string() }
      } else {
        entries.append(try parser.entry(name))
      }
    }
    skipSpace()
    guard position == bytes.count else {
      throw broken(Wording("there is something after the end", "结尾之后还有内容"))
    }
    return entries
  }

  private mutating func entry(_ name: String) throws -> Entry {
    var entry = Entry(name: name)
    var seen: Set<String> = []
    try members { parser, key in
      guard seen.insert(key).inserted else {
        throw parser.broken(Wording("\"\(key)\" appears twice", "“\(key)”出现了两次"))
      }
      switch key {
      case "dtype": entry.dtype = try parser.string()
      case "shape": entry.shape = try parser.numbers(limit: 64)
      case "data_offsets":
        let offsets = try parser.numbers(limit: 2)
        guard offsets.count == 2 else {
          throw parser.broken(Wording("data_offsets are two numbers", "data_offsets 应是两个数"))
        }
        (entry.start, entry.end) = (offsets[0], offsets[1])
      default: throw parser.broken(Wording("unknown field \"\(key)\"", "不认识的字段“\(key)”"))
      }
    }
    guard seen.count == 3 else {
      throw broken(
        Wording("\"\(name)\" needs dtype, shape and data_offsets", "“\(name)”需要 dtype、shape 和 data_offsets"))
    }
    return entry
  }

  /// `{"name": …, …}`; `value` reads what follows each colon.
  private mutating func members(_ value: (inout HeaderParser, String) throws -> Void) throws {
    try expect(UInt8(ascii: "{"))
    skipSpace()
    if peek == UInt8(ascii: "}") {
      position += 1
      return
    }
    while true {
      let name = try string()
      try expect(UInt8(ascii: ":"))
      try value(&self, name)
      skipSpace()
      if peek == UInt8(ascii: ",") {
        position += 1
        continue
      }
      return try expect(UInt8(ascii: "}"))
    }
  }

  private mutating func numbers(limit: Int) throws -> [Int] {
    try expect(UInt8(ascii: "["))
    var values: [Int] = []
    skipSpace()
    if peek == UInt8(ascii: "]") {
      position += 1
      return values
    }
    while true {
      guard values.count < limit else { throw broken(Wording("too many numbers", "数太多")) }
      values.append(try number())
      skipSpace()
      if peek == UInt8(ascii: ",") {
        position += 1
        continue
      }
      try expect(UInt8(ascii: "]"))
      return values
    }
  }

  private mutating func number() throws -> Int {
    skipSpace()
    var value = 0
    let start = position
    while let byte = peek, byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      let (sum, carry) = product.addingReportingOverflow(Int(byte - UInt8(ascii: "0")))
      guard !overflow, !carry else { throw broken(Wording("a number is too large", "数太大")) }
      value = sum
      position += 1
    }
    guard position > start else { throw broken(Wording("a whole number was expected", "这里应是整数")) }
    return value
  }

  private mutating func string() throws -> String {
    try expect(UInt8(ascii: "\""))
    var result: [UInt8] = []
    while let byte = peek {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: result, as: UTF8.self) else {
          throw broken(Wording("a name is not UTF-8", "名字不是 UTF-8"))
        }
        return text
      case UInt8(ascii: "\\"): try escape(into: &result)
      case 0..<0x20: throw broken(Wording("a control character in a name", "名字里有控制字符"))
      default: result.append(byte)
      }
    }
    throw broken(Wording("a string does not end", "字符串没有结束"))
  }

  private mutating func escape(into result: inout [UInt8]) throws {
    guard let byte = peek else { throw broken(Wording("a string does not end", "字符串没有结束")) }
    position += 1
    switch byte {
    case UInt8(ascii: "n"): result.append(0x0a)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "r"): result.append(0x0d)
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "f"): result.append(0x0c)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(byte)
    case UInt8(ascii: "u"): try unicode(into: &result)
    default: throw broken(Wording("unknown escape in a string", "字符串中有不认识的转义"))
    }
  }

  private mutating func unicode(into result: inout [UInt8]) throws {
    var unit = try hexadecimal()
    if (0xD800..<0xDC00).contains(unit), peek == UInt8(ascii: "\\") {
      position += 1
      guard peek == UInt8(ascii: "u") else { throw broken(Wording("half a surrogate pair", "代理对只有一半")) }
      position += 1
      let low = try hexadecimal()
      guard (0xDC00..<0xE000).contains(low) else { throw broken(Wording("half a surrogate pair", "代理对只有一半")) }
      unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(unit) else { throw broken(Wording("half a surrogate pair", "代理对只有一半")) }
    result += Array(String(Character(scalar)).utf8)
  }

  private mutating func hexadecimal() throws -> UInt32 {
    guard position + 4 <= bytes.count,
      let value = UInt32(String(decoding: bytes[position..<position + 4], as: UTF8.self), radix: 16)
    else { throw broken(Wording("four hexadecimal digits were expected", "这里应是四位十六进制数字")) }
    position += 4
    return value
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 { position += 1 }
  }

  private mutating func expect(_ byte: UInt8) throws {
    skipSpace()
    guard peek == byte else {
      throw broken(
        Wording(
          "\"\(Character(Unicode.Scalar(byte)))\" was expected", "这里应是“\(Character(Unicode.Scalar(byte)))”"))
    }
    position += 1
  }

  private func broken(_ reason: Wording) -> FileFailure { .header(path, reason, at: position + 8) }
}
