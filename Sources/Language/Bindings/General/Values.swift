import Autograd
import CMachine
import Catalog
import Tensor
import Text

extension General {
  static let values: [BuiltinObject] = [
    make(
      "type", Wording("the name of a value's type", "值的类型名"), [Parameter("value", .any)],
      returns: Wording("a string", "字符串"),
      examples: [Example("type([1, 2])", "\"tensor\"")]
    ) { call in Value(try call.required()[0].typeName) },
    make(
      "number", Wording("a plain number from a 0-d tensor, a bool or a text", "把 0 维张量、布尔值或文本变成普通的数"),
      [Parameter("value", .any)],
      returns: Wording("a number", "数"), examples: [Example("number(sum([1, 2]))", "3")],
      direct: dls_direct_number
    ) { call in
      let value = try call.required()[0]
      if let number = value.scalar { return Value(number) }
      if value.tag == Tag.string, let number = numberFromText(value.text) { return Value(number) }
      throw call.wrong(
        value, 0,
        Wording(
          "a number, a tensor with one element, or the text of a number", "数、只有一个元素的张量，或写着数的字符串"))
    },
    make(
      "len", Wording("how many elements, characters or fields there are", "元素、字符或字段的个数"),
      [Parameter("value", .any)],
      returns: Wording("a number", "数"),
      examples: [Example("len(\"中文\")", "2"), Example("len([1, 2, 3])", "3")], direct: dls_direct_length
    ) { call in
      let value = try call.required()[0]
      guard let count = value.length else {
        throw call.wrong(value, 0, Wording("something with elements", "有元素的值"))
      }
      return Value(Double(count))
    },
    make(
      "keys", Wording("the names of a record's fields", "记录的各字段名"), [Parameter("record", .any)],
      returns: Wording("a list of strings", "字符串的列表"),
      examples: [Example("keys({lr: 0.1})", "[\"lr\"]")]
    ) { call in
      let value = try call.required()[0]
      if value.tag == Tag.record {
        return Value(list: value.reference(RecordObject.self).ownedNames)
      }
      let names = call.machine.memberNames(value)
      guard value.tag == Tag.object || value.tag == Tag.instance, !names.isEmpty else {
        throw call.wrong(value, 0, TypeNoun.one("record"))
      }
      return Value(list: names.map { Value($0) })
    },
  ]

  private static func numberFromText(_ text: String) -> Double? {
    let trimmed = text.trimmed
    return trimmed.isEmpty ? nil : Double(trimmed)
  }
}

extension Value {
  /// nil for what has no length.
  var length: Int? {
    switch tag {
    case Tag.string: return string.count
    case Tag.list: return reference(ListObject.self).items.count
    case Tag.tuple: return reference(TupleObject.self).items.count
    case Tag.record: return reference(RecordObject.self).count
    case Tag.range: return reference(RangeObject.self).count
    case Tag.tensor:
      let shape = reference(Variable.self).shape
      return shape.rank > 0 ? shape[0] : nil
    case Tag.object, Tag.instance:
      let object = reference(AnyObject.self)
      if let source = object as? any SampleSource { return source.sampleCount }
      return (object as? any ElementProviding)?.elementCount
    default: return nil
    }
  }
}

extension String {
  /// Without white space at either end.
  var trimmed: String {
    var view = Substring(self)
    while let first = view.first, first.isWhitespace { view.removeFirst() }
    while let last = view.last, last.isWhitespace { view.removeLast() }
    return String(view)
  }
}
