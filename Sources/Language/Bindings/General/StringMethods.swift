import Catalog
import Text

extension Methods {
  static let strings: [BuiltinObject] = [
    method("upper", "in capitals") { values, _ in Value(values[0].text.uppercased()) },
    method("lower", "in small letters") { values, _ in Value(values[0].text.lowercased()) },
    method("strip", "without white space at either end") { values, _ in Value(values[0].text.trimmed) },
    method(
      "split", "the parts between separators; between white space without one",
      [Parameter("separator", .string, default: Argument.none)]
    ) { values, call in
      if values[1].isUndefined || values[1].tag == Tag.none {
        return Value(list: values[0].text.split(whereSeparator: \.isWhitespace).map { Value(String($0)) })
      }
      let separator = try call.string(values[1], 1)
      guard !separator.isEmpty else {
        throw call.wrong(values[1], 1, Wording("a string that is not empty", "非空字符串"))
      }
      return Value(list: values[0].text.parts(between: separator).map { Value($0) })
    },
    method("join", "the strings of a list, with this one between them", [Parameter("strings", .any)]) {
      values, call in
      let items = try call.machine.elements(of: values[1])
      defer { for item in items { item.release() } }
      let texts = try items.map { item in
        guard item.tag == Tag.string else {
          throw call.wrong(values[1], 1, Wording("a list of strings", "字符串的列表"))
        }
        return item.text
      }
      return Value(texts.joined(separator: values[0].text))
    },
    method(
      "replace", "every occurrence of a text replaced",
      [Parameter("old", .string), Parameter("new", .string)]
    ) {
      values, call in
      let old = try call.string(values[1], 1)
      let new = try call.string(values[2], 2)
      guard !old.isEmpty else {
        throw call.wrong(values[1], 1, Wording("a string that is not empty", "非空字符串"))
      }
      let parts = values[0].text.parts(between: old)
      let (added, overflow) = parts.count.multipliedReportingOverflow(by: new.utf8.count)
      try MemoryBudget.require(bytes: overflow ? Int.max >> 1 : added, Wording("the string", "字符串"))
      return Value(parts.joined(separator: new))
    },
    method("startswith", "whether it begins with a text", [Parameter("prefix", .string)]) { values, call in
      Value(values[0].text.hasPrefix(try call.string(values[1], 1)))
    },
    method("endswith", "whether it ends with a text", [Parameter("suffix", .string)]) { values, call in
      Value(values[0].text.hasSuffix(try call.string(values[1], 1)))
    },
    method("find", "the position of a text, or -1", [Parameter("text", .string)]) { values, call in
      let parts = values[0].text.parts(between: try call.string(values[1], 1))
      return Value(parts.count < 2 ? -1 : Double(parts[0].count))
    },
    method("count", "how often a text occurs", [Parameter("text", .string)]) { values, call in
      let text = try call.string(values[1], 1)
      guard !text.isEmpty else {
        throw call.wrong(values[1], 1, Wording("a string that is not empty", "非空字符串"))
      }
      return Value(Double(values[0].text.parts(between: text).count - 1))
    },
    method("lines", "its lines") { values, _ in
      Value(
        list: values[0].text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map {
          Value(String($0))
        })
    },
    method("characters", "a list of its characters") { values, _ in
      Value(list: values[0].text.map { Value(String($0)) })
    },
    method("repeat", "itself several times", [Parameter("count", .integer)]) { values, call in
      try call.machine.binary(.multiply, values[0], values[1])
    },
  ]
}

extension String {
  /// The texts between occurrences of a separator that is not empty.
  func parts(between separator: String) -> [String] {
    let (text, mark) = (Array(utf8), Array(separator.utf8))
    guard !mark.isEmpty else { return [self] }
    var parts: [String] = []
    var start = 0
    var position = 0
    while position + mark.count <= text.count {
      if text[position] == mark[0], text[position..<(position + mark.count)].elementsEqual(mark) {
        parts.append(String(decoding: text[start..<position], as: UTF8.self))
        position += mark.count
        start = position
      } else {
        position += 1
      }
    }
    parts.append(String(decoding: text[start...], as: UTF8.self))
    return parts
  }
}
