import Autograd
import Catalog
import Tensor
import Text

extension Value {
  /// As the REPL and pages show it by itself: large tensors summed up, records and lists of records as tables,
  /// everything else as in containers.
  var rich: String {
    switch tag {
    case Tag.tensor: reference(Variable.self).tensor.richText
    case Tag.record, Tag.object: table?.text ?? shown
    case Tag.list: table?.text ?? Value.rich(reference(ListObject.self).items, "[", "]") ?? shown
    case Tag.tuple:
      Value.rich(
        reference(TupleObject.self).items, "(", reference(TupleObject.self).items.count == 1 ? ",)" : ")")
        ?? shown
    default: shown
    }
  }

  /// With large tensors summed up, an item a line; nil where there are none.
  private static func rich(_ items: [Value], _ open: String, _ close: String) -> String? {
    guard items.contains(where: \.holdsLargeTensor) else { return nil }
    func text(_ item: Value) -> String {
      item.isLargeTensor ? item.brief : item.rich.replacing("\n", with: "\n ")
    }
    let isLong = items.count > DisplayTable.mostRows
    let texts =
      isLong ? items.prefix(10).map(text) + ["…"] + items.suffix(5).map(text) : items.map(text)
    return open + texts.joined(separator: ",\n ") + close
  }

  private var isLargeTensor: Bool {
    tag == Tag.tensor && reference(Variable.self).tensor.count > Tensor.mostShown
  }

  private var holdsLargeTensor: Bool {
    switch tag {
    case Tag.list: reference(ListObject.self).items.contains(where: \.holdsLargeTensor)
    case Tag.tuple: reference(TupleObject.self).items.contains(where: \.holdsLargeTensor)
    default: isLargeTensor
    }
  }

  /// On one line, however large.
  var brief: String {
    if tag == Tag.tensor {
      let tensor = reference(Variable.self).tensor
      return tensor.count > 12 ? tensor.summaryText : tensor.listText
    }
    let text = shown
    let line = text.prefix { !$0.isNewline }
    return line.count < text.count || line.count > 100 ? line.prefix(100) + " …" : text
  }

  /// In a table: a number with the digits that f32 holds for sure.
  private var cell: String { oneNumber.map { shortNumber($0, digits: 6) } ?? brief }

  /// Of a number, or a tensor of no axes.
  private var oneNumber: Double? {
    if tag == Tag.number { return double }
    guard tag == Tag.tensor else { return nil }
    let tensor = reference(Variable.self).tensor
    return tensor.rank == 0 && tensor.dtype != .bool ? tensor.item : nil
  }

  /// Of a record, a list of records with the same fields, or an object that is a table.
  var table: DisplayTable? {
    switch tag {
    case Tag.record:
      let record = reference(RecordObject.self)
      guard record.count > 0 else { return nil }
      return DisplayTable(
        header: [], rows: zip(record.names, record.values).map { [$0, $1.cell] },
        alignsRight: [false, false])
    case Tag.list: return Value.table(of: reference(ListObject.self).items)
    case Tag.object: return (reference(AnyObject.self) as? any TableProviding)?.displayTable
    default: return nil
    }
  }

  private static func table(of items: [Value]) -> DisplayTable? {
    let records = items.compactMap { $0.tag == Tag.record ? $0.reference(RecordObject.self) : nil }
    guard let first = records.first, first.count > 0, records.count == items.count,
      records.allSatisfy({ $0.hasNames(of: first) })
    else { return nil }
    let names = first.names
    let isNumeric = names.indices.map { column in
      records.allSatisfy { $0.value(at: column).oneNumber != nil }
    }
    let isLong = records.count > DisplayTable.mostRows
    var rows = records.enumerated().map { index, record in
      isLong && (10..<(records.count - 5)).contains(index) ? [] : ["\(index)"] + record.values.map(\.cell)
    }
    if isLong { rows.replaceSubrange(10..<(records.count - 5), with: [[""] + names.map { _ in "…" }]) }
    return DisplayTable(header: [""] + names, rows: rows, alignsRight: [true] + isNumeric)
  }
}
