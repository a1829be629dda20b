import Autograd
import Catalog
import Networks
import Tensor
import Text

/// Matches arguments to the parameters of a descriptor and converts them as their kinds say.
struct Binder {
  let descriptor: Descriptor
  let machine: Machine
  /// Tensors are wanted without their gradients.
  let detaches: Bool
  /// The first parameter may be none: an activation that makes a layer.
  let acceptsMissingData: Bool
  private var name: String { descriptor.name }

  init(_ descriptor: Descriptor, _ machine: Machine, _ detaches: Bool, acceptsMissingData: Bool = false) {
    self.descriptor = descriptor
    self.machine = machine
    self.detaches = detaches
    self.acceptsMissingData = acceptsMissingData
  }

  /// One argument per parameter, converted, defaults filled in.
  func bind(
    _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ names: [String?]
  ) throws -> [Argument] {
    let given = try places(arguments, count, names)
    let parameters = descriptor.parameters
    var result: [Argument] = []
    result.reserveCapacity(given.count)
    for index in parameters.indices {
      let place = given[index]
      if index == 0, acceptsMissingData {
        result.append(.none)
      } else if place.count == 0 {
        result.append(try missing(parameters[index]))
      } else if parameters[index].variadic {
        result.append(try variadic(arguments + place.first, place.count, parameters[index], index))
      } else {
        result.append(try convert(arguments[place.first], parameters[index], index))
      }
    }
    return result
  }

  /// The arguments that a parameter gets: none, one, or several in a row for a variadic one.
  struct Place {
    var first = 0
    var count = 0
  }

  /// One for each parameter.
  func places(
    _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ names: [String?]
  ) throws -> [Place] {
    let parameters = descriptor.parameters
    var given = Array(repeating: Place(), count: parameters.count)
    var next = 0
    for index in 0..<count {
      if index < names.count, let argument = names[index] {
        let position = try self.position(of: argument)
        guard given[position].count == 0 else { throw CallFailure.twice(argument, function: name) }
        given[position] = Place(first: index, count: 1)
        continue
      }
      guard next < parameters.count, !parameters[next].keywordOnly else { throw tooMany(count, names) }
      if given[next].count == 0 { given[next].first = index }
      given[next].count += 1
      if !parameters[next].variadic { next += 1 }
    }
    return given
  }

  private func position(of argument: String) throws -> Int {
    let parameters = descriptor.parameters
    for index in parameters.indices where parameters[index].name == argument { return index }
    guard let index = parameters.firstIndex(where: { $0.aliases.contains(argument) }) else {
      throw CallFailure.unknownArgument(argument, function: name, valid: parameters.map(\.name))
    }
    return index
  }

  private func tooMany(_ count: Int, _ names: [String?]) -> CallFailure {
    let positional = descriptor.parameters.filter { !$0.keywordOnly }
    let given = count - names.compactMap { $0 }.count
    return .wrongCount(
      name: name, parameters: descriptor.parameters.map(\.signature),
      required: min(positional.filter { $0.fallback == nil }.count, positional.count),
      given: max(given, count))
  }

  private func missing(_ parameter: Parameter) throws -> Argument {
    if let fallback = parameter.fallback { return fallback }
    if parameter.variadic { return .list([]) }
    throw CallFailure.missing(parameter.name, function: name, signature: descriptor.signature)
  }

  private func variadic(
    _ values: UnsafeMutablePointer<Value>, _ count: Int, _ parameter: Parameter, _ index: Int
  ) throws -> Argument {
    switch parameter.kind {
    case .shape, .integers, .tensors:
      if values[0].tag == Tag.number, let list = numbers(values, count, parameter.kind) { return list }
      if count == 1, let single = try? convert(values[0], parameter, index) { return single }
      let list = Value(list: (0..<count).map { values[$0].copied() })
      defer { list.release() }
      return try convert(list, parameter, index)
    default:
      return .list(try (0..<count).map { try convert(values[$0], parameter, index + $0) })
    }
  }

  /// Plain numbers that fit the kind; nil of anything else.
  private func numbers(
    _ values: UnsafeMutablePointer<Value>, _ count: Int, _ kind: Parameter.Kind
  ) -> Argument? {
    var list: [Argument] = []
    list.reserveCapacity(count)
    for index in 0..<count {
      guard values[index].tag == Tag.number, kind.fits(values[index].double) else { return nil }
      list.append(.number(values[index].double))
    }
    return .list(list)
  }

  private func convert(_ value: Value, _ parameter: Parameter, _ index: Int) throws -> Argument {
    if value.tag == Tag.none, case .some(.none) = parameter.fallback { return .none }
    if let argument = try convert(value, parameter.kind) { return argument }
    if let flaw = try flaw(of: value, parameter.kind) {
      throw CallFailure.flawedList(
        argument: parameter.name, function: name, expected: parameter.kind.wanted, flaw, index: index)
    }
    throw CallFailure.wrongKind(
      argument: parameter.name, function: name, expected: parameter.kind.wanted,
      got: value.detail, index: index)
  }

  /// What keeps a list from being what is wanted; nil where no list is.
  private func flaw(of value: Value, _ kind: Parameter.Kind) throws -> ListFlaw? {
    switch kind {
    case .tensor: return try ListFlaw(of: value)
    case .tensors: return try ListFlaw(ofTensors: value)
    case .either(let kinds):
      for kind in kinds { if let flaw = try flaw(of: value, kind) { return flaw } }
      return nil
    default: return nil
    }
  }

  /// nil when the value does not fit.
  private func convert(_ value: Value, _ kind: Parameter.Kind) throws -> Argument? {
    switch kind {
    case .tensor: return try value.dataVariable().map { .object($0) }
    case .tensors: return try tensors(value)
    case .integer: return value.scalar.flatMap { Int(exactly: $0) }.map { .number(Double($0)) }
    case .number: return value.scalar.map { .number($0) }
    case .bool:
      if value.tag == Tag.bool { return .bool(value.isTrueBool) }
      if value.tag == Tag.tensor, let item = value.scalar, value.reference(Variable.self).dtype == .bool {
        return .bool(item != 0)
      }
      return nil
    case .string: return value.tag == Tag.string ? .string(value.text) : nil
    case .choice(let words):
      return value.tag == Tag.string && words.contains(value.text) ? .string(value.text) : nil
    case .integers, .shape: return try integers(value, kind)
    case .dtype:
      if value.tag == Tag.dtype { return .dtype(value.dtype) }
      guard value.tag == Tag.string else { return nil }
      return DType.allCases.first { $0.name == value.text }.map { .dtype($0) }
    case .function: return value.callable.map { .function($0) }
    case .object: return object(value)
    case .any: return try value.argument
    case .nothing: return value.tag == Tag.none ? Argument.none : nil
    case .either(let kinds):
      for kind in kinds { if let argument = try convert(value, kind) { return argument } }
      return nil
    }
  }

  private func tensors(_ value: Value) throws -> Argument? {
    let items: [Value]
    switch value.tag {
    case Tag.list: items = value.reference(ListObject.self).items
    case Tag.tuple: items = value.reference(TupleObject.self).items
    case Tag.tensor:
      let x = value.reference(Variable.self)
      guard x.shape.rank > 0 else { return nil }
      return .list(try (0..<x.shape[0]).map { .object(try Ops.select(x, dim: 0, index: $0)) })
    default: return nil
    }
    var result: [Argument] = []
    for item in items {
      guard let variable = try item.dataVariable() else { return nil }
      result.append(.object(variable))
    }
    return .list(result)
  }

  private func integers(_ value: Value, _ kind: Parameter.Kind) throws -> Argument? {
    let numbers: [Double]
    switch value.tag {
    case Tag.list:
      numbers = value.reference(ListObject.self).items.compactMap(\.scalar)
      guard numbers.count == value.reference(ListObject.self).items.count else { return nil }
    case Tag.tuple:
      numbers = value.reference(TupleObject.self).items.compactMap(\.scalar)
      guard numbers.count == value.reference(TupleObject.self).items.count else { return nil }
    case Tag.range:
      let range = value.reference(RangeObject.self)
      guard range.count <= 1_000_000 else { return nil }
      numbers = (0..<range.count).map(range.value)
    case Tag.tensor:
      let tensor = value.reference(Variable.self).tensor
      guard tensor.rank <= 1 else { return nil }
      numbers = tensor.doubles
    default:
      guard let number = value.numeric else { return nil }
      numbers = [number]
    }
    guard numbers.allSatisfy(kind.fits) else { return nil }
    return .list(numbers.map { .number($0) })
  }

  private func object(_ value: Value) -> Argument? {
    switch value.tag {
    case Tag.object, Tag.instance:
      return .object(value.reference(AnyObject.self))
    case Tag.function:
      return value.reference(FunctionObject.self).asModule().map { .object($0) }
    default: return nil
    }
  }
}

extension Parameter.Kind {
  /// Of whole numbers or of sizes: takes this one.
  fileprivate func fits(_ number: Double) -> Bool {
    guard Int(exactly: number) != nil else { return false }
    switch self {
    case .integers: return true
    case .shape: return number >= -1
    default: return false
    }
  }

  /// For messages.
  var wanted: Wording {
    switch self {
    case .tensor: return TypeNoun.one("tensor")
    case .tensors: return Wording("a list of tensors", "张量的列表")
    case .integer: return Wording("a whole number", "整数")
    case .number: return TypeNoun.one("number")
    case .bool: return Wording("true or false", "true 或 false")
    case .string: return TypeNoun.one("string")
    case .choice(let words):
      let quoted = words.map { "\"\($0)\"" }
      return Wording(
        "\(words.count > 1 ? "one of " : "")\(quoted.joined(separator: ", "))",
        "\(quoted.joined(separator: "、"))\(words.count > 1 ? " 之一" : "")")
    case .integers: return Wording("whole numbers", "整数")
    case .shape: return Wording("a shape, such as [2, 3]", "形状，如 [2, 3]")
    case .dtype: return Wording("a dtype: f32, f64, i64 or bool", "数据类型：f32、f64、i64 或 bool")
    case .function: return TypeNoun.one("function")
    case .object(let word): return TypeNoun.one(word)
    case .any: return Wording("a value", "值")
    case .nothing: return Wording(verbatim: "none")
    case .either(let kinds):
      let each = kinds.map(\.wanted)
      return Wording(
        "\(each.map(\.english).joined(separator: " or "))", "\(each.map(\.chinese).joined(separator: "或"))")
    }
  }
}

extension Value {
  /// For messages: a short value as it is, others by their type.
  var detail: Wording {
    switch tag {
    case Tag.number, Tag.bool, Tag.none, Tag.dtype: return Wording(verbatim: shown)
    case Tag.string: return text.count <= 30 ? Wording(verbatim: shown) : TypeNoun.one("string")
    case Tag.tensor: return description
    default: return TypeNoun.one(typeName)
    }
  }
}
