import Autograd
import Catalog
import Foundation
import Tensor

/// A call with PyTorch's result and gradients, from Tests/Reference/operations.json.
struct ReferenceCase {
  let name: String
  let arguments: [Any]
  let shape: [Int]
  let values: [Double]
  let gradients: [[Double]]

  static func load() throws -> [ReferenceCase] {
    let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Reference/operations.json")
    let list = try JSONSerialization.jsonObject(with: Data(contentsOf: url)) as? [[String: Any]] ?? []
    return list.map { item in
      ReferenceCase(
        name: item["name"] as? String ?? "", arguments: item["arguments"] as? [Any] ?? [],
        shape: item["shape"] as? [Int] ?? [], values: numbers(item["values"]),
        gradients: (item["gradients"] as? [Any] ?? []).map(numbers))
    }
  }

  /// What is wrong in this dtype; nil when values and gradients agree.
  func mismatch(_ dtype: DType, tolerance: Double) throws -> String? {
    var leaves: [Variable] = []
    let converted = try arguments.map { try convert($0, dtype, &leaves) }
    let result = try call(converted)
    guard result.shape.array == shape else { return "\(name): shape \(result.shape), not \(shape)" }
    if let text = difference(result.tensor.doubles, values, tolerance) {
      return "\(name) \(arguments): \(text)"
    }
    guard !gradients.isEmpty else { return nil }
    let weights = (0..<result.tensor.count).map { (k: Int) -> Double in 0.5 + Double((k * 7 + 3) % 11) / 7 }
    let seed = Variable(try Tensor.from(weights, result.shape).cast(to: dtype))
    let found = try Gradients.of(result, leaves, seed: seed)
    for (place, expected) in gradients.enumerated() {
      let got = found[place]?.tensor.doubles ?? expected.map { _ in 0 }
      if let text = difference(got, expected, tolerance) {
        return "gradient \(place) of \(name) \(arguments): \(text)"
      }
    }
    return nil
  }

  private func difference(_ got: [Double], _ expected: [Double], _ tolerance: Double) -> String? {
    guard got.count == expected.count else { return "\(got.count) values, not \(expected.count)" }
    let scale = expected.filter(\.isFinite).map(abs).max() ?? 1
    for (a, b) in zip(got, expected) where a != b && !(abs(a - b) <= tolerance * max(1, scale)) {
      return "\(got), not \(expected)"
    }
    return nil
  }

  private static func numbers(_ value: Any?) -> [Double] {
    (value as? [Any] ?? []).map { ($0 as? Double) ?? (($0 as? String) == "inf" ? .infinity : .nan) }
  }

  private func convert(_ value: Any, _ dtype: DType, _ leaves: inout [Variable]) throws -> Argument {
    if value is NSNull { return .none }
    if let object = value as? [String: Any] {
      let kind = object["dtype"] as? String ?? "float"
      let data = try Tensor.from(
        ReferenceCase.numbers(object["values"]), Shape(object["shape"] as? [Int] ?? []))
      let variable = Variable(
        try data.cast(to: kind == "int" ? .i64 : kind == "bool" ? .bool : dtype),
        isParameter: object["grad"] as? Bool ?? false)
      if variable.isParameter { leaves.append(variable) }
      return .object(variable)
    }
    if let items = value as? [Any] { return .list(try items.map { try convert($0, dtype, &leaves) }) }
    if let text = value as? String { return text == "inf" ? .number(.infinity) : .string(text) }
    let number = value as? NSNumber ?? 0
    return isBool(number) ? .bool(number.boolValue) : .number(number.doubleValue)
  }

  /// JSON's true and 1 are both NSNumber.
  private func isBool(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }

  // MARK: Calling

  private func call(_ given: [Argument]) throws -> Variable {
    if let builtin = AutogradBuiltins.all.first(where: { $0.descriptor.name == name }) {
      return try first(builtin.call(filled(given, builtin.descriptor)))
    }
    guard let operation = Operations.all.first(where: { $0.name == name }) else {
      throw AutogradFailure.noResult(name)
    }
    var inputs: [Variable] = []
    var attributes: [Attribute] = []
    for (parameter, argument) in zip(operation.descriptor.parameters, filled(given, operation.descriptor)) {
      switch parameter.kind {
      case .tensor, .tensors: inputs += variables(argument)
      default: attributes.append(attribute(argument))
      }
    }
    return try Executor.single(operation, inputs, attributes)
  }

  private func filled(_ given: [Argument], _ descriptor: Descriptor) -> [Argument] {
    descriptor.parameters.enumerated().map { index, parameter in
      index < given.count ? given[index] : parameter.fallback ?? .none
    }
  }

  private func first(_ result: Argument) throws -> Variable {
    switch result {
    case .object(let object):
      guard let variable = object as? Variable else { throw AutogradFailure.noResult(name) }
      return variable
    case .tuple(let items), .list(let items): return try first(items.first ?? .none)
    default: throw AutogradFailure.noResult(name)
    }
  }

  private func variables(_ argument: Argument) -> [Variable] {
    switch argument {
    case .object(let object): (object as? Variable).map { [$0] } ?? []
    case .list(let items): items.flatMap(variables)
    default: []
    }
  }

  private func attribute(_ argument: Argument) -> Attribute {
    switch argument {
    case .number(let value): Int(exactly: value).map { .int($0) } ?? .number(value)
    case .bool(let value): .bool(value)
    case .string(let value): .string(value)
    case .dtype(let value): .dtype(value)
    case .list(let items):
      .ints(
        items.compactMap { item -> Int? in
          if case .number(let value) = item { return Int(exactly: value) }
          return nil
        })
    default: .none
    }
  }
}
