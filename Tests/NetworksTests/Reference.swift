import Autograd
import Catalog
import Foundation
import Networks
import Tensor
import Testing
import Text

/// The numbers of Tests/Reference, which the scripts of the same names wrote.
enum Reference {
  static let all = [read("networks"), read("options")]
  static let sequences = read("sequences")

  private static func read(_ name: String) -> [String: Any] {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Reference/\(name).json")
    guard let data = try? Data(contentsOf: path),
      let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
    else { return [:] }
    return object
  }

  static func cases(_ name: String) -> [[String: Any]] {
    all.flatMap { $0[name] as? [[String: Any]] ?? [] }
  }

  /// Little-endian numbers in base64, as f4 or f8.
  static func tensor(_ object: Any?, _ dtype: DType = .f64) throws -> Tensor? {
    guard let object = object as? [String: Any], let shape = object["shape"] as? [Int] else { return nil }
    func numbers<Number>(_ key: String, _ kind: Number.Type) -> [Number]? {
      (object[key] as? String).flatMap { Data(base64Encoded: $0) }?.withUnsafeBytes {
        Array($0.bindMemory(to: kind))
      }
    }
    let values = numbers("f8", Double.self) ?? numbers("f4", Float.self)?.map(Double.init) ?? []
    return try Tensor.from(values, Shape(shape)).cast(to: dtype)
  }

  /// What a result may differ from PyTorch's, relative to its largest number.
  static func tolerance(_ dtype: DType) -> Double { dtype == .f64 ? 1e-10 : 1e-5 }
}

/// Calls builtins by name with the arguments of a JSON object, as the language's binder would.
enum Calling {
  static func builtin(_ name: String) throws -> Builtin {
    try #require(NetworkBuiltins.all.first { $0.descriptor.name == name })
  }

  static func call(
    _ name: String, _ positional: [Argument] = [], _ named: [String: Any] = [:]
  ) throws -> Argument {
    let builtin = try builtin(name)
    var rest = named
    let values = try builtin.descriptor.parameters.enumerated().map { index, parameter -> Argument in
      if parameter.variadic { return .list(positional) }
      if index < positional.count { return positional[index] }
      for key in [parameter.name] + parameter.aliases {
        if let value = rest.removeValue(forKey: key) { return try argument(value, parameter.kind) }
      }
      return try #require(parameter.fallback, "\(name) needs \(parameter.name)")
    }
    #expect(rest.isEmpty, "\(name) has no parameter \(rest.keys.sorted())")
    return try builtin.call(values)
  }

  static func module(_ name: String, _ positional: [Argument] = [], _ named: [String: Any] = [:]) throws
    -> Module
  {
    guard case .object(let object) = try call(name, positional, named) else {
      throw Fault("test", "\(name) gives no object")
    }
    return try #require(object as? Module)
  }

  private static func argument(_ value: Any, _ kind: Parameter.Kind) throws -> Argument {
    if case .tensor = kind, let tensor = try nested(value) { return .object(Variable(tensor)) }
    switch value {
    case is NSNull: return Argument.none
    case let number as NSNumber where CFGetTypeIDIsBool(number): return .bool(number.boolValue)
    case let number as NSNumber: return .number(number.doubleValue)
    case let string as String: return .string(string)
    case let list as [Any]: return .list(try list.map { try argument($0, .any) })
    case let other as Argument: return other
    default: throw Fault("test", "no argument from \(value)")
    }
  }

  private static func nested(_ value: Any) throws -> Tensor? {
    if let row = value as? [Double] { return try Tensor.from(row.map(Float.init), [row.count]) }
    guard let rows = value as? [[Double]], let first = rows.first else { return nil }
    return try Tensor.from(rows.flatMap { $0 }.map(Float.init), [rows.count, first.count])
  }

  private static func CFGetTypeIDIsBool(_ number: NSNumber) -> Bool {
    String(cString: number.objCType) == "c" || type(of: number) == type(of: NSNumber(value: true))
  }
}

/// Largest difference, relative to the largest of the right numbers; infinite when one is no number.
func difference(_ a: Tensor, _ right: Tensor) -> Double {
  guard a.shape == right.shape else { return .infinity }
  let (x, y) = (a.doubles, right.doubles)
  let largest = y.map(abs).max() ?? 1
  let scale = largest > 0 ? largest : 1
  return (zip(x, y).map { $0.isNaN || $1.isNaN ? .infinity : abs($0 - $1) }.max() ?? 0) / scale
}

/// Every dtype that models may have.
let precisions: [DType] = [.f32, .f64]

/// Uneven factors that turn any output into one number.
func weighed(_ output: Variable) throws -> Variable {
  let weights = try Tensor.from((0..<output.tensor.count).map { sin(Double($0 + 1)) }, output.shape)
  return try Ops.sum(try Ops.multiply(output, Variable(try weights.cast(to: output.dtype))))
}

func variable(_ values: [Float], _ shape: [Int]) throws -> Variable {
  Variable(try Tensor.from(values, Shape(shape)))
}

extension Argument {
  /// Tensors of nested tuples, in order.
  var flattened: [Variable] {
    switch self {
    case .object(let object): (object as? Variable).map { [$0] } ?? []
    case .tuple(let items), .list(let items): items.flatMap(\.flattened)
    default: []
    }
  }
}

/// The fault that `body` throws.
func failure(_ body: () throws -> Any) -> Fault? {
  do {
    _ = try body()
    return nil
  } catch let failure as any Failure {
    return failure.fault
  } catch {
    return nil
  }
}

extension Fault {
  /// A fault that says the same in every language.
  init(_ code: String, _ message: String) { self.init(code, Wording(verbatim: message)) }
}
