import CMachine
import Catalog
import Text

extension Methods {
  static let strings: [BuiltinObject] = [
    method(
      "upper", Wording("in capitals", "变成大写"), direct: dls_direct_upper,
      examples: [Example("\"abc\".upper()", "\"ABC\"")]
    ) { values, _ in
      Value(values[0].text.uppercased())
    },
    method(
      "lower", Wording("in small letters", "变成小写"), direct: dls_direct_lower,
      examples: [Example("\"ABC\".lower()", "\"abc\"")]
    ) { values, _ in
      Value(values[0].text.lowercased())
    },
    method(
      "strip", Wording("without white space at either end", "去掉两端的空白"), direct: dls_direct_strip,
      examples: [Example("\" abc \".strip()", "\"abc\"")]
    ) {
      values, _ in
      Value(values[0].text.trimmed)
    },
    method(
      "split",
      Wording("the parts between separators; between white space without one", "分隔符之间的各段；不给分隔符时按空白分"),
      [Parameter("separator", .string, default: Argument.none)], direct: dls_direct_split,
      examples: [Example("\"a,b\".split(\",\")", "[\"a\", \"b\"]")]
    ) { values, call in
      if values[1].isUndefined || values[1].tag == Tag.none {
        return Value(list: values[0].text.split(whereSeparator: \.isWhitespace).map { Value(String($0)) })
      }
      let separator = try call.text(values[1], 1)
      return Value(list: values[0].string.parts(between: separator))
    },
    method(
      "join", Wording("the strings of a list, with this one between them", "把列表中的字符串用它连接起来"),
      [Parameter("strings", .any)], direct: dls_direct_join,
      examples: [Example("\", \".join([\"a\", \"b\"])", "\"a, b\"")]
    ) {
      values, call in
      let items = try call.machine.elements(of: values[1])
      defer { for item in items { item.release() } }
      guard let result = try items.joined(by: values[0].string) else {
        throw call.wrong(values[1], 1, Wording("a list of strings", "字符串的列表"))
      }
      return result
    },
    method(
      "replace", Wording("every occurrence of a text replaced", "把一段文本全部替换"),
      [Parameter("old", .string), Parameter("new", .string)], direct: dls_direct_replace,
      examples: [Example("\"abc\".replace(\"b\", \"-\")", "\"a-c\"")]
    ) {
      values, call in
      let old = try call.text(values[1], 1)
      guard values[2].tag == Tag.string else { throw call.wrong(values[2], 2, TypeNoun.one("string")) }
      let parts = values[0].string.parts(between: old)
      defer { for part in parts { part.release() } }
      return try parts.joined(by: values[2].string) ?? values[0].copied()
    },
    method(
      "startswith", Wording("whether it begins with a text", "是否以某段文本开头"), [Parameter("prefix", .string)],
      direct: dls_direct_starts, examples: [Example("\"abc\".startswith(\"ab\")", "true")]
    ) { values, call in
      Value(values[0].text.hasPrefix(try call.string(values[1], 1)))
    },
    method(
      "endswith", Wording("whether it ends with a text", "是否以某段文本结尾"), [Parameter("suffix", .string)],
      direct: dls_direct_ends, examples: [Example("\"abc\".endswith(\"bc\")", "true")]
    ) {
      values, call in
      Value(values[0].text.hasSuffix(try call.string(values[1], 1)))
    },
    method(
      "find", Wording("the position of a text, or -1", "一段文本的位置，没有则 -1"), [Parameter("text", .string)],
      direct: dls_direct_find, examples: [Example("\"abc\".find(\"c\")", "2")]
    ) {
      values, call in
      _ = try call.string(values[1], 1)
      let (whole, text) = (values[0].string, values[1].string)
      guard text.pointee.count > 0, let place = whole.find(text) else { return Value(-1) }
      return Value(Double(whole.pointee.isPlain ? place : whole.text(0, place).count))
    },
    method(
      "count", Wording("how often a text occurs", "一段文本出现的次数"), [Parameter("text", .string)],
      direct: dls_direct_count, examples: [Example("\"banana\".count(\"an\")", "2")]
    ) {
      values, call in
      let text = try call.text(values[1], 1)
      var count = 0
      var start = 0
      while let place = values[0].string.find(text, from: start) {
        count += 1
        start = place + text.pointee.count
      }
      return Value(Double(count))
    },
    method("lines", Wording("its lines", "它的各行"), examples: [Example("\"a\\nb\".lines()", "[\"a\", \"b\"]")])
    { values, _ in
      Value(
        list: values[0].text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map {
          Value(String($0))
        })
    },
    method(
      "characters", Wording("a list of its characters", "由各字符组成的列表"),
      examples: [Example("\"abc\".characters()", "[\"a\", \"b\", \"c\"]")]
    ) { values, _ in
      Value(list: values[0].text.map { Value(String($0)) })
    },
    method(
      "repeat", Wording("itself several times", "重复若干次"), [Parameter("count", .integer)],
      examples: [Example("\"ab\".repeat(3)", "\"ababab\"")]
    ) {
      values, call in
      try call.machine.binary(.multiply, values[0], values[1])
    },
  ]
}

extension NativeCall {
  /// The n-th argument as a string that is not empty.
  fileprivate func text(_ value: Value, _ index: Int) throws -> StringContents {
    _ = try string(value, index)
    guard value.string.pointee.count > 0 else {
      throw wrong(value, index, Wording("a string that is not empty", "非空字符串"))
    }
    return value.string
  }
}

extension Array where Element == Value {
  /// One string of all with another between them, owned; nil when one is no string.
  fileprivate func joined(by separator: StringContents) throws -> Value? {
    try MemoryBudget.require(
      bytes: dls_string_join_size(separator, self, count), Wording("the string", "字符串"))
    return dls_string_join(separator, self, count).map { Value(owning: $0) }
  }
}
