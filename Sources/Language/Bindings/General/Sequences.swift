import Autograd
import CMachine
import Catalog
import Tensor
import Text

extension General {
  static let sequences: [BuiltinObject] = [
    make(
      "list", Wording("a list of the elements of anything that can be gone through", "由任何可遍历对象的元素组成的列表"),
      [Parameter("values", .any, default: .list([]))], returns: Wording("a list", "列表"),
      examples: [Example("list(1..3) + [\"a\"]", "[1, 2, 3, \"a\"]")]
    ) { call in
      let value = try call.values()[0]
      return Value(list: value.isUndefined ? [] : try call.machine.elements(of: value))
    },
    make(
      "enumerate", Wording("pairs of position and element", "位置与元素配成的对"),
      [Parameter("values", .any), Parameter("start", .integer, default: .number(0))],
      returns: Wording("a list of tuples", "元组的列表"),
      examples: [Example("enumerate([\"a\", \"b\"])", "[(0, \"a\"), (1, \"b\")]")]
    ) { call in
      let values = try call.required()
      let start = try call.whole(values[1], 1, default: 0)
      return Value(
        list: try call.machine.elements(of: values[0]).enumerated().map {
          Value(pair: Value(Double($0 + start)), $1)
        })
    },
    make(
      "zip",
      Wording(
        "tuples of the elements that stand at the same place; as many as the shortest has",
        "由同一位置的元素组成的元组；个数与最短的相同"),
      [Parameter("sequences", .any, variadic: true)], returns: Wording("a list of tuples", "元组的列表"),
      examples: [Example("zip([\"a\", \"b\"], 1..2)", "[(\"a\", 1), (\"b\", 2)]")]
    ) { call in
      let columns = try call.all.map { try call.machine.elements(of: $0) }
      let count = columns.map(\.count).min() ?? 0
      let rows = (0..<count).map { row in
        columns.count == 2
          ? Value(pair: columns[0][row], columns[1][row]) : Value(tuple: columns.map { $0[row] })
      }
      for column in columns { for value in column.dropFirst(count) { value.release() } }
      return Value(list: rows)
    },
    make(
      "reversed", Wording("the elements from last to first", "从最后到最前的元素"), [Parameter("values", .any)],
      returns: Wording("a list", "列表"),
      examples: [Example("reversed([\"a\", \"b\"])", "[\"b\", \"a\"]")]
    ) { call in Value(list: try call.machine.elements(of: call.required()[0]).reversed()) },
    make(
      "sorted", Wording("the elements in ascending order", "从小到大的元素"),
      [
        Parameter("values", .any),
        Parameter("key", .function, Wording("what to sort by", "按什么排序"), default: Argument.none),
        Parameter("descending", .bool, default: .bool(false), aliases: ["reverse"]),
      ],
      returns: Wording("a list", "列表"), examples: [Example("sorted([\"b\", \"a\"])", "[\"a\", \"b\"]")]
    ) { call in
      let values = try call.required()
      let items = try call.machine.elements(of: values[0])
      let descending = try call.bool(values[2], default: false)
      return Value(list: try sorted(items, by: values[1], descending, call.machine))
    },
  ]

  /// Stable. Takes the items.
  static func sorted(_ items: [Value], by key: Value, _ descending: Bool, _ machine: Machine) throws
    -> [Value]
  {
    var keys = items
    if key.callable != nil {
      let callback = Callback(key, count: 1, machine)
      keys = try items.map { try callback($0.copied()) }
    }
    defer { if key.callable != nil { for value in keys { value.release() } } }
    if let result = plainlySorted(items, keys, descending) { return result }
    let order = try items.indices.sorted { a, b in
      guard let order = try keys[a].order(keys[b]) else {
        throw ValueFailure.comparison("<", keys[a].description, keys[b].description)
      }
      return order == 0 ? a < b : descending ? order > 0 : order < 0
    }
    return order.map { items[$0] }
  }

  /// nil when the keys are not all numbers or all plain strings.
  private static func plainlySorted(_ items: [Value], _ keys: [Value], _ descending: Bool) -> [Value]? {
    var isSorted = false
    let result = [Value](unsafeUninitializedCapacity: items.count) { buffer, count in
      guard let first = buffer.baseAddress else { return }
      isSorted = dls_sorted(keys, items, first, items.count, descending)
      count = isSorted ? items.count : 0
    }
    return isSorted ? result : nil
  }
}
