import Autograd
import Catalog
import Tensor
import Text

/// Why a list is no tensor.
enum ListFlaw {
  /// An element is neither a number nor a list of numbers.
  case noNumber(path: [Int], type: String)
  /// An element has another shape than the first beside it.
  case uneven(path: [Int], Shape, first: Shape)

  /// The first flaw of a list; nil when it has none, or the value is no list.
  init?(of value: Value) throws {
    guard value.tag == Tag.list, let items = value.sequenceItems, let flaw = try ListFlaw.find(in: items, [])
    else { return nil }
    self = flaw
  }

  /// The first element of a list of tensors, whatever their shapes, that is none.
  init?(ofTensors value: Value) throws {
    guard value.tag == Tag.list, let items = value.sequenceItems else { return nil }
    for (index, item) in items.enumerated() {
      if try item.dataVariable() == nil {
        self =
          try ListFlaw.find(in: item.sequenceItems ?? [], [index])
          ?? .noNumber(path: [index], type: item.typeName)
        return
      }
    }
    return nil
  }

  private static func find(in items: [Value], _ path: [Int]) throws -> ListFlaw? {
    var first: Shape?
    for (index, item) in items.enumerated() {
      let place = path + [index]
      guard let variable = try item.dataVariable() else {
        return try find(in: item.sequenceItems ?? [], place) ?? .noNumber(path: place, type: item.typeName)
      }
      if let first, variable.shape != first { return .uneven(path: place, variable.shape, first: first) }
      first = variable.shape
    }
    return nil
  }

  /// `element 0 is a string`; `row 1 has 1 element, row 0 has 2`.
  var wording: Wording {
    switch self {
    case .noNumber(let path, let type):
      return Wording(
        "element \(ListFlaw.text(path)) is \(TypeNoun.one(type))",
        "元素 \(ListFlaw.text(path)) 是\(type == "none" ? " " : "")\(TypeNoun.bare(type))")
    case .uneven(let path, let shape, let first):
      let (place, start) = (ListFlaw.text(path), ListFlaw.text(path.dropLast() + [0]))
      if shape.rank == 1, first.rank == 1 {
        return Wording(
          "row \(place) has \(Wording.count(shape[0], "element", "elements", "个元素")), row \(start) has \(first[0])",
          "第 \(place) 行有 \(shape[0]) 个元素，第 \(start) 行有 \(first[0]) 个")
      }
      let (this, other) = (ListFlaw.kind(shape), ListFlaw.kind(first))
      return Wording(
        "element \(place) is \(this), element \(start) is \(other)",
        "元素 \(place) 是\(this)，元素 \(start) 是\(other)")
    }
  }

  /// - Parameter list: the text that stands for the list in advice.
  func advice(for list: String) -> Wording {
    switch self {
    case .noNumber(let path, "string") where path.count == 1:
      Wording(
        "a tensor holds numbers only: `map(\(list), number)` makes numbers of texts",
        "张量里只能是数：`map(\(list), number)` 把文本变成数")
    case .noNumber(_, "none"):
      Wording(
        "a tensor holds numbers only; `nan` may stand for one that is missing",
        "张量里只能是数；缺少的数可以写作 `nan`")
    case .noNumber: Wording("a tensor holds numbers only", "张量里只能是数")
    case .uneven:
      Wording(
        "the rows of a tensor are equally long: fill up the shorter ones, or keep the list and take its rows one by one",
        "张量的各行长度相同：把短的行补齐，或保留列表、逐行使用")
    }
  }

  /// `0`; `[1][0]` within lists.
  private static func text(_ path: [Int]) -> String {
    path.count == 1 ? "\(path[0])" : path.map { "[\($0)]" }.joined()
  }

  private static func kind(_ shape: Shape) -> Wording {
    switch shape.rank {
    case 0: TypeNoun.one("number")
    case 1: Wording("a row of \(shape[0])", "有 \(shape[0]) 个元素的行")
    default: Wording("of shape \(shape.text)", "形状为 \(shape.text) 的张量")
    }
  }
}

extension Value {
  /// What a list or tuple holds, borrowed; nil of other values.
  fileprivate var sequenceItems: [Value]? {
    switch tag {
    case Tag.list: reference(ListObject.self).items
    case Tag.tuple: reference(TupleObject.self).items
    default: nil
    }
  }
}
