import Autograd
import Catalog
import Tensor
import Text

extension General {
  static let functional: [BuiltinObject] = [
    make(
      "map", Wording("the results of a function on every element", "函数作用于每个元素的结果"),
      [
        Parameter("values", .any, Wording("a list, tensor, range or data set", "列表、张量、区间或数据集")),
        Parameter("f", .function),
      ],
      returns: Wording(
        "a list; a tensor where a tensor went in and tensors or numbers came out", "列表；输入张量且结果是张量或数时给出张量"),
      examples: [Example("map([1, 2, 3], x -> x * 2)", "[2, 4, 6]")]
    ) { call in
      let values = try call.required()
      return try map(values[0], try call.function(values[1], 1), call.machine)
    },
    make(
      "filter", Wording("the elements for which a function holds", "使函数成立的元素"),
      [Parameter("values", .any), Parameter("f", .function)],
      returns: Wording("a list; a tensor where a tensor went in", "列表；输入张量时给出张量"),
      examples: [Example("filter([1, 2, 3], x -> x > 1)", "[2, 3]")]
    ) { call in
      let values = try call.required()
      return try filter(values[0], try call.function(values[1], 1), call.machine)
    },
    make(
      "reduce", Wording("combines the elements from left to right", "从左到右合并各元素"),
      [
        Parameter("values", .any),
        Parameter("f", .function, Wording("of the result so far and an element", "以目前的结果和一个元素为自变量")),
        Parameter("initial", .any, Wording("to begin with", "起始值"), default: Argument.none),
      ],
      examples: [Example("reduce([1, 2, 3], (a, b) -> a + b)", "6")]
    ) { call in
      let values = try call.required()
      let f = Callback(try call.function(values[1], 1), count: 2, call.machine)
      var result = values[2].isUndefined ? nil : values[2].copied()
      try forEach(values[0], call.machine) { element in
        result = try result.map { try f($0, element) } ?? element
      }
      return result ?? .none
    },
    make(
      "repeat", Wording("calls a function again and again", "反复调用函数"),
      [
        Parameter("count", .integer, Wording("how often", "次数")),
        Parameter("f", .function, Wording("of no argument, or of the count from 0", "无参数，或以从 0 起的计数为参数")),
      ],
      returns: Wording("a list of the results", "结果的列表"),
      examples: [Example("repeat(3, i -> \"ab\"[0])", "[\"a\", \"a\", \"a\"]")]
    ) { call in
      let values = try call.required()
      // Either order, as the data comes first elsewhere.
      let isSwapped = values[0].callable != nil
      let f = try call.function(values[isSwapped ? 0 : 1], 1)
      let count = try call.whole(values[isSwapped ? 1 : 0], 0, default: 0)
      let arity = f.callable?.arity
      var results: [Value] = []
      for index in 0..<max(0, count) {
        try Hosting.checkInterruption()
        results.append(try call.machine.call(f, owning: arity == 0 ? [] : [Value(Double(index))]))
      }
      return try Value.literal(results).map { tensor in
        for value in results { value.release() }
        return tensor
      } ?? Value(list: results)
    },
  ]

  /// What a function gives on every element, owned.
  static func map(_ values: Value, _ f: Value, _ machine: Machine) throws -> Value {
    if let result = try mapped(values, f, machine) { return result }
    let callback = Callback(f, count: 1, machine)
    var results: [Value] = []
    try forEach(values, machine) { results.append(try callback($0)) }
    return try gathered(results, like: values)
  }

  /// The elements for which a function holds, owned.
  static func filter(_ values: Value, _ f: Value, _ machine: Machine) throws -> Value {
    let callback = Callback(f, count: 1, machine)
    var kept: [Value] = []
    try forEach(values, machine) { element in
      let holds = try callback(element.copied())
      defer { holds.release() }
      if try holds.truth() { kept.append(element) } else { element.release() }
    }
    return try gathered(kept, like: values)
  }

  /// Data sets map their samples themselves.
  private static func mapped(_ value: Value, _ f: Value, _ machine: Machine) throws -> Value? {
    guard value.tag == Tag.object, let provider = value.reference(AnyObject.self) as? any MemberProviding,
      case .function(let method)? = try provider.member("map"), let function = f.callable
    else { return nil }
    return try Value(try method.call([Argument.function(function).unwrapped]), machine)
  }

  /// Elements are given away.
  private static func forEach(_ value: Value, _ machine: Machine, _ body: (Value) throws -> Void) throws {
    let iteration = try Iteration.make(value, machine)
    var count = 0
    while let element = try iteration.next() {
      count += 1
      if count & 0xFFF == 0 { try machine.poll() }
      try body(element)
    }
  }

  /// Takes the values: a tensor where a tensor went in and the values make one.
  private static func gathered(_ values: [Value], like source: Value) throws -> Value {
    guard source.tag == Tag.tensor || source.tag == Tag.range else { return Value(list: values) }
    if values.isEmpty, source.tag == Tag.tensor { return Value(Variable(try Tensor.zeros(Shape([0])))) }
    guard let tensor = try Value.literal(values) else { return Value(list: values) }
    for value in values { value.release() }
    return tensor
  }
}
