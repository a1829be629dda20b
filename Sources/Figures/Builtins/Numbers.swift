import Catalog
import Tensor
import Text

/// Numbers of any shape out of an argument.
struct Numbers {
  var shape: [Int]
  var values: [Double]

  /// nil: not numbers.
  init?(_ argument: Argument) {
    switch argument {
    case .number(let value): self.init(shape: [], values: [value])
    case .bool(let value): self.init(shape: [], values: [value ? 1 : 0])
    case .object(let object):
      guard let tensor = object as? Tensor else { return nil }
      self.init(shape: tensor.shape.array, values: tensor.doubles)
    case .range(let from, let through, let step):
      guard step.isFinite, step != 0, from.isFinite, through.isFinite, abs((through - from) / step) < 1e7
      else { return nil }
      self.init(values: Array(stride(from: from, through: through, by: step)))
    case .list(let items), .tuple(let items): self.init(items: items)
    default: return nil
    }
  }

  init(shape: [Int], values: [Double]) {
    self.shape = shape
    self.values = values
  }

  init(values: [Double]) { self.init(shape: [values.count], values: values) }

  private init?(items: [Argument]) {
    var shape: [Int]?
    var values: [Double] = []
    for item in items {
      guard let numbers = Numbers(item) else { return nil }
      if let shape, shape != numbers.shape { return nil }
      shape = numbers.shape
      values += numbers.values
    }
    self.init(shape: [items.count] + (shape ?? []), values: values)
  }

  /// Row r of the first axis.
  func row(_ index: Int) -> Numbers {
    let size = shape.dropFirst().reduce(1, *)
    return Numbers(shape: Array(shape.dropFirst()), values: Array(values[index * size..<(index + 1) * size]))
  }

  /// Column c of a matrix.
  func column(_ index: Int) -> [Double] {
    guard shape.count == 2, shape[1] > index else { return [] }
    return (0..<shape[0]).map { values[$0 * shape[1] + index] }
  }

  /// A matrix as rows.
  var rows: [[Double]] {
    guard shape.count == 2 else { return [] }
    return (0..<shape[0]).map { Array(values[$0 * shape[1]..<($0 + 1) * shape[1]]) }
  }

  static func tensor(_ values: [Double], _ shape: [Int], _ dtype: DType = .f32) throws -> Argument {
    .object(try Tensor.from(values, Shape.checked(shape)).cast(to: dtype))
  }
}

extension Argument {
  /// What to call it in a message.
  var describedKind: Wording {
    switch self {
    case .none, .range: return Wording(verbatim: literal)
    case .bool: return Wording("a bool", "布尔值")
    case .number(let value): return Wording("the number \(Ticks.short(value))", "数 \(Ticks.short(value))")
    case .string(let text): return Wording("the string \"\(text)\"", "字符串 \"\(text)\"")
    case .dtype: return Wording("a dtype", "数据类型")
    case .list, .tuple:
      if isTexts { return Wording("strings", "字符串") }
      if Numbers(self)?.values.count ?? 100 <= 4 { return Wording(verbatim: literal) }
      if case .tuple = self { return Wording("a tuple", "元组") }
      return Wording("a list", "列表")
    case .record: return Wording("a record", "记录")
    case .function(let function): return Wording("the function \(function.name)", "函数 \(function.name)")
    case .object(let object):
      if let tensor = object as? Tensor {
        let shape = shapeText(tensor.shape.array)
        return Wording("a tensor of shape \(shape)", "形状为 \(shape) 的张量")
      }
      let name = (object as? Displayable)?.typeName ?? "object"
      return Wording("a \(name)", "\(name)")
    }
  }

  /// A list of texts; numbers become text.
  var texts: [String]? {
    switch self {
    case .string(let text): return [text]
    case .number(let value): return [Ticks.short(value)]
    case .list(let items), .tuple(let items):
      var result: [String] = []
      for item in items {
        guard let text = item.texts, text.count == 1 else { return nil }
        result += text
      }
      return result
    case .object:
      return Numbers(self).map { $0.values.map { Ticks.short($0) } }
    default: return nil
    }
  }
}
