import Autograd
import CMachine
import Catalog
import Tensor
import Text

extension Methods {
  static let lists =
    changing
    + passes(
      map: Example("[\"a\", \"b\"].map(s -> s.upper())", "[\"A\", \"B\"]"),
      filter: Example("[\"a\", \"\"].filter(s -> len(s) > 0)", "[\"a\"]"))

  private static let changing: [BuiltinObject] = [
    method(
      "append", Wording("adds a value at the end, in place", "在末尾添加一个值，就地修改"), [Parameter("value", .any)],
      direct: dls_direct_append, examples: [Example("xs = [\"a\"]; xs.append(\"b\"); xs", "[\"a\", \"b\"]")]
    ) { values, _ in
      let list = values[0].reference(ListObject.self)
      try list.append(values[1])
      return .none
    },
    method(
      "push", Wording("the same as append", "与 append 相同"), [Parameter("value", .any)],
      direct: dls_direct_append, examples: [Example("xs = [\"a\"]; xs.push(\"b\"); xs", "[\"a\", \"b\"]")]
    ) {
      values, _ in
      let list = values[0].reference(ListObject.self)
      try list.append(values[1])
      return .none
    },
    method(
      "pop", Wording("takes the last value, or the one at a position, out of the list", "取出最后一个值，或给定位置的值"),
      [Parameter("index", .integer, default: .number(-1))], direct: dls_direct_pop,
      examples: [Example("xs = [\"a\", \"b\"]; xs.pop()", "\"b\"")]
    ) { values, call in
      let list = values[0].reference(ListObject.self)
      let index = values[1].isUndefined ? Value(-1) : values[1]
      return list.items.remove(at: try index.position(in: list.items.count))
    },
    method(
      "insert", Wording("puts a value before a position", "在给定位置之前插入一个值"),
      [Parameter("index", .integer), Parameter("value", .any)],
      examples: [Example("xs = [\"b\"]; xs.insert(0, \"a\"); xs", "[\"a\", \"b\"]")]
    ) {
      values, call in
      let list = values[0].reference(ListObject.self)
      let index = try call.whole(values[1], 1, default: 0)
      let position = max(0, min(index < 0 ? index + list.items.count : index, list.items.count))
      list.items.insert(values[2].copied(), at: position)
      return .none
    },
    method(
      "extend", Wording("adds the elements of another list at the end, in place", "在末尾添加另一个列表的元素，就地修改"),
      [Parameter("values", .any)],
      examples: [Example("xs = [\"a\"]; xs.extend([\"b\", \"c\"]); xs", "[\"a\", \"b\", \"c\"]")]
    ) {
      values, call in
      let more = try call.machine.elements(of: values[1])
      values[0].reference(ListObject.self).items.append(contentsOf: more)
      return .none
    },
    method(
      "index", Wording("the position of a value, or -1", "值的位置，没有则 -1"), [Parameter("value", .any)],
      examples: [Example("[\"a\", \"b\"].index(\"b\")", "1")]
    ) {
      values, _ in
      let items = values[0].reference(ListObject.self).items
      return Value(Double(try items.firstIndex { try $0.equals(values[1]) } ?? -1))
    },
    method(
      "count", Wording("how often a value occurs", "值出现的次数"), [Parameter("value", .any)],
      examples: [Example("[\"a\", \"b\", \"a\"].count(\"a\")", "2")]
    ) { values, _ in
      Value(Double(try values[0].reference(ListObject.self).items.filter { try $0.equals(values[1]) }.count))
    },
    method(
      "copy", Wording("a new list with the same elements", "元素相同的新列表"),
      examples: [Example("[\"a\", \"b\"].copy()", "[\"a\", \"b\"]")]
    ) { values, _ in
      Value(list: values[0].reference(ListObject.self).items.owned)
    },
    method(
      "reverse", Wording("turns the list round, in place", "把列表反过来，就地修改"),
      examples: [Example("xs = [\"a\", \"b\"]; xs.reverse(); xs", "[\"b\", \"a\"]")]
    ) { values, _ in
      values[0].reference(ListObject.self).items.reverse()
      return .none
    },
    method(
      "sort", Wording("sorts the list, in place", "给列表排序，就地修改"),
      examples: [Example("xs = [\"b\", \"a\"]; xs.sort(); xs", "[\"a\", \"b\"]")]
    ) { values, call in
      let list = values[0].reference(ListObject.self)
      let items = list.items
      list.items = try General.sorted(items, by: .none, false, call.machine)
      return .none
    },
  ]

  static let ranges = passes(
    map: Example("(1..3).map(i -> i^2)", "[1, 4, 9]"), filter: Example("(1..4).filter(i -> i > 2)", "[3, 4]"))

  /// The builtins `map` and `filter` as methods.
  private static func passes(map: Example, filter: Example) -> [BuiltinObject] {
    [
      method(
        "map", Wording("the results of a function on every element", "函数作用于每个元素的结果"),
        [Parameter("f", .function)], examples: [map]
      ) { values, call in try General.map(values[0], try call.function(values[1], 1), call.machine) },
      method(
        "filter", Wording("the elements for which a function holds", "使函数成立的元素"),
        [Parameter("f", .function)], examples: [filter]
      ) { values, call in try General.filter(values[0], try call.function(values[1], 1), call.machine) },
    ]
  }

  static let records: [BuiltinObject] = [
    method(
      "keys", Wording("the names of the fields", "各字段的名字"),
      examples: [Example("{a: 1, b: 2}.keys()", "[\"a\", \"b\"]")]
    ) { values, _ in
      Value(list: values[0].reference(RecordObject.self).ownedNames)
    },
    method(
      "values", Wording("the values of the fields", "各字段的值"),
      examples: [Example("{a: \"x\", b: \"y\"}.values()", "[\"x\", \"y\"]")]
    ) { values, _ in
      Value(list: values[0].reference(RecordObject.self).values.owned)
    },
    method(
      "items", Wording("pairs of name and value", "名字与值配成的对"),
      examples: [Example("{a: 1}.items()", "[(\"a\", 1)]")]
    ) { values, _ in
      Value(list: values[0].reference(RecordObject.self).ownedItems)
    },
  ]

  static let tensors =
    tensorMethods
    + passes(
      map: Example("[1, 2, 3].map(x -> x^2)", "[1, 4, 9]"),
      filter: Example("[1, 2, 3].filter(x -> x > 1)", "[2, 3]"))

  private static let tensorMethods: [BuiltinObject] = [
    method(
      "item", Wording("the number of a tensor with one element", "只有一个元素的张量的数"),
      examples: [Example("mean([1, 3]).item()", "2")]
    ) { values, _ in
      let x = values[0].reference(Variable.self)
      guard x.tensor.count == 1 else {
        throw CallFailure.message(
          "E0384",
          Wording(
            "item wants a tensor with one element, and this one has shape \(x.shape.text)",
            "item 用于只有一个元素的张量，而这个张量的形状是 \(x.shape.text)"),
          help: [
            Wording(
              "make it one number, `mean(x).item()`, or choose one, `x[0].item()`",
              "先变成一个数：`mean(x).item()`，或选一个：`x[0].item()`")
          ])
      }
      if x.tensor.isHollow, Hollow.isOn { return .unknown }
      return x.dtype == .bool ? Value(x.tensor.item != 0) : Value(x.tensor.item)
    },
    method(
      "backward", Wording("works out the gradients of every parameter it came from", "计算它所依赖的每个参数的梯度"),
      [
        Parameter(
          "gradient", .tensor, Wording("of the result; 1 by default", "结果的梯度；默认 1"), default: Argument.none,
          aliases: ["seed"]),
        Parameter("retain_graph", .bool, default: .bool(true)),
        Parameter("create_graph", .bool, default: .bool(false)),
      ], examples: [Example("w = param(3); (w^2).backward(); w.grad", "6")]
    ) { values, call in
      let seed = values[1].isUndefined ? nil : try values[1].dataVariable()
      let creates = try call.bool(values[3], default: false)
      let retains = values[2].isUndefined ? nil : try values[2].truth()
      try values[0].reference(Variable.self).backward(seed: seed, createGraph: creates, retainGraph: retains)
      return .none
    },
    method(
      "detach", Wording("the same values, cut from the computation", "同样的值，与计算断开"),
      examples: [Example("param([1, 2]).detach().requires_grad", "false")]
    ) { values, _ in
      Value(values[0].reference(Variable.self).detached())
    },
    method("clone", Wording("a copy of the tensor", "张量的副本"), examples: [Example("[1, 2].clone()", "[1, 2]")])
    { values, _ in
      Value(try Ops.add(values[0].reference(Variable.self), 0))
    },
    method(
      "numel", Wording("how many elements it has", "元素个数"), examples: [Example("zeros(2, 3).numel()", "6")]
    ) { values, _ in
      Value(Double(values[0].reference(Variable.self).tensor.count))
    },
    method(
      "size", Wording("its shape, or the size of one axis", "它的形状，或一个轴的大小"),
      [Parameter("dim", .integer, default: Argument.none)], examples: [Example("zeros(2, 3).size(0)", "2")]
    ) {
      values, call in
      let shape = values[0].reference(Variable.self).shape
      if values[1].isUndefined { return Value(tuple: shape.map { Value(Double($0)) }) }
      return Value(Double(shape[try values[1].position(in: shape.rank)]))
    },
    method("dim", Wording("how many axes it has", "轴数"), examples: [Example("zeros(2, 3).dim()", "2")]) {
      values, _ in
      Value(Double(values[0].reference(Variable.self).shape.rank))
    },
    method(
      "tolist", Wording("nested lists of plain numbers", "普通数的嵌套列表"),
      examples: [Example("[1, 2].tolist()", "[1, 2]")]
    ) { values, _ in
      try values[0].reference(Variable.self).tensor.plainLists()
    },
    method(
      "to", Wording("as another dtype", "转成另一种数据类型"), [Parameter("dtype", .dtype)],
      examples: [Example("[1.5, 2].to(i64)", "[1, 2]")]
    ) { values, call in
      guard values[1].tag == Tag.dtype else { throw call.wrong(values[1], 1, TypeNoun.one("dtype")) }
      return Value(try Ops.cast(values[0].reference(Variable.self), values[1].dtype))
    },
    method("float", Wording("as f32", "转成 f32"), examples: [Example("arange(2).float().dtype", "f32")]) {
      values, _ in
      Value(try Ops.cast(values[0].reference(Variable.self), .f32))
    },
    method("double", Wording("as f64", "转成 f64"), examples: [Example("zeros(2).double().dtype", "f64")]) {
      values, _ in
      Value(try Ops.cast(values[0].reference(Variable.self), .f64))
    },
    method(
      "long", Wording("as i64, cut off to whole numbers", "转成 i64，截去小数部分"),
      examples: [Example("[1.5].long()", "[1]")]
    ) { values, _ in
      Value(try Ops.cast(values[0].reference(Variable.self), .i64))
    },
    method(
      "zero_grad", Wording("forgets the gradient", "清除梯度"),
      examples: [Example("w = param(3); (w^2).backward(); w.zero_grad(); w.grad", "none")]
    ) { values, _ in
      values[0].reference(Variable.self).gradient = nil
      return .none
    },
  ]
}

extension Tensor {
  fileprivate func plainLists() throws -> Value {
    if isHollow, Hollow.isOn { return .unknown }
    if rank == 0 { return dtype == .bool ? Value(item != 0) : Value(item) }
    if rank == 1 { return Value(list: doubles.map { dtype == .bool ? Value($0 != 0) : Value($0) }) }
    return Value(list: try (0..<shape[0]).map { try select(axis: 0, index: $0).plainLists() })
  }
}
