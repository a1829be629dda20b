import Autograd
import CMachine
import Catalog
import Tensor
import Text

extension Methods {
  static let lists: [BuiltinObject] = [
    method(
      "append", "adds a value at the end, in place", [Parameter("value", .any)], direct: dls_direct_append
    ) { values, _ in
      let list = values[0].reference(ListObject.self)
      try list.append(values[1])
      return .none
    },
    method("push", "the same as append", [Parameter("value", .any)], direct: dls_direct_append) {
      values, _ in
      let list = values[0].reference(ListObject.self)
      try list.append(values[1])
      return .none
    },
    method(
      "pop", "takes the last value, or the one at a position, out of the list",
      [Parameter("index", .integer, default: .number(-1))], direct: dls_direct_pop
    ) { values, call in
      let list = values[0].reference(ListObject.self)
      let index = values[1].isUndefined ? Value(-1) : values[1]
      return list.items.remove(at: try index.position(in: list.items.count))
    },
    method(
      "insert", "puts a value before a position", [Parameter("index", .integer), Parameter("value", .any)]
    ) {
      values, call in
      let list = values[0].reference(ListObject.self)
      let index = try call.whole(values[1], 1, default: 0)
      let position = max(0, min(index < 0 ? index + list.items.count : index, list.items.count))
      list.items.insert(values[2].copied(), at: position)
      return .none
    },
    method("extend", "adds the elements of another list at the end, in place", [Parameter("values", .any)]) {
      values, call in
      let more = try call.machine.elements(of: values[1])
      values[0].reference(ListObject.self).items.append(contentsOf: more)
      return .none
    },
    method("index", "the position of a value, or -1", [Parameter("value", .any)]) { values, _ in
      let items = values[0].reference(ListObject.self).items
      return Value(Double(try items.firstIndex { try $0.equals(values[1]) } ?? -1))
    },
    method("count", "how often a value occurs", [Parameter("value", .any)]) { values, _ in
      Value(Double(try values[0].reference(ListObject.self).items.filter { try $0.equals(values[1]) }.count))
    },
    method("copy", "a new list with the same elements") { values, _ in
      Value(list: values[0].reference(ListObject.self).items.owned)
    },
    method("reverse", "turns the list round, in place") { values, _ in
      values[0].reference(ListObject.self).items.reverse()
      return .none
    },
    method("sort", "sorts the list, in place") { values, call in
      let list = values[0].reference(ListObject.self)
      let items = list.items
      list.items = try General.sorted(items, by: .none, false, call.machine)
      return .none
    },
    method("map", "the results of a function on every element", [Parameter("f", .function)]) { values, call in
      let f = Callback(try call.function(values[1], 1), count: 1, call.machine)
      let items = values[0].reference(ListObject.self).items
      return Value(list: try items.map { try f($0.copied()) })
    },
    method("filter", "the elements for which a function holds", [Parameter("f", .function)]) { values, call in
      let f = Callback(try call.function(values[1], 1), count: 1, call.machine)
      let items = values[0].reference(ListObject.self).items
      return Value(
        list: try items.filter { item in
          let holds = try f(item.copied())
          defer { holds.release() }
          return try holds.truth()
        }.owned)
    },
  ]

  static let records: [BuiltinObject] = [
    method("keys", "the names of the fields") { values, _ in
      Value(list: values[0].reference(RecordObject.self).names.map { Value($0) })
    },
    method("values", "the values of the fields") { values, _ in
      Value(list: values[0].reference(RecordObject.self).values.owned)
    },
    method("items", "pairs of name and value") { values, _ in
      let record = values[0].reference(RecordObject.self)
      return Value(list: zip(record.names, record.values).map { Value(tuple: [Value($0), $1.copied()]) })
    },
  ]

  static let tensors: [BuiltinObject] = [
    method("item", "the number of a tensor with one element") { values, _ in
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
      "backward", "works out the gradients of every parameter it came from",
      [
        Parameter(
          "gradient", .tensor, "of the result; 1 by default", default: Argument.none, aliases: ["seed"]),
        Parameter("retain_graph", .bool, default: .bool(true)),
        Parameter("create_graph", .bool, default: .bool(false)),
      ]
    ) { values, call in
      let seed = values[1].isUndefined ? nil : try values[1].dataVariable()
      let creates = try call.bool(values[3], default: false)
      let retains = values[2].isUndefined ? nil : try values[2].truth()
      try values[0].reference(Variable.self).backward(seed: seed, createGraph: creates, retainGraph: retains)
      return .none
    },
    method("detach", "the same values, cut from the computation") { values, _ in
      Value(values[0].reference(Variable.self).detached())
    },
    method("clone", "a copy of the tensor") { values, _ in
      Value(try Ops.add(values[0].reference(Variable.self), 0))
    },
    method("numel", "how many elements it has") { values, _ in
      Value(Double(values[0].reference(Variable.self).tensor.count))
    },
    method("size", "its shape, or the size of one axis", [Parameter("dim", .integer, default: Argument.none)])
    {
      values, call in
      let shape = values[0].reference(Variable.self).shape
      if values[1].isUndefined { return Value(tuple: shape.map { Value(Double($0)) }) }
      return Value(Double(shape[try values[1].position(in: shape.rank)]))
    },
    method("dim", "how many axes it has") { values, _ in
      Value(Double(values[0].reference(Variable.self).shape.rank))
    },
    method("tolist", "nested lists of plain numbers") { values, _ in
      try values[0].reference(Variable.self).tensor.plainLists()
    },
    method("to", "as another dtype", [Parameter("dtype", .dtype)]) { values, call in
      guard values[1].tag == Tag.dtype else { throw call.wrong(values[1], 1, TypeNoun.one("dtype")) }
      return Value(try Ops.cast(values[0].reference(Variable.self), values[1].dtype))
    },
    method("zero_grad", "forgets the gradient") { values, _ in
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
