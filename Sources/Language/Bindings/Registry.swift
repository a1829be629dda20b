import Autograd
import Catalog
import Datasets
import Figures
import Networks

/// Every builtin by name, and the methods of the language's own types.
final class Registry {
  nonisolated(unsafe) static let shared = Registry()

  private(set) var builtins: [String: BuiltinObject] = [:]
  /// Names of constants and their values.
  let constants: [(name: String, value: Value)] = [
    ("pi", Value(Double.pi)), ("π", Value(Double.pi)), ("e", Value(2.718281828459045)),
    ("inf", Value(Double.infinity)),
    ("nan", Value(Double.nan)), ("f32", Value(.f32)), ("f64", Value(.f64)), ("i64", Value(.i64)),
    ("bool", Value(.bool)),
  ]
  private var methods: [String: [String: Value]] = [:]
  /// Builtins whose first parameter is a tensor.
  private(set) var tensorMethods: [String] = []

  private init() {
    for operation in Operations.all { builtins[operation.name] = BuiltinObject(operation: operation) }
    for builtin in Floors.variables { add(builtin, unwrapsTensors: false) }
    for builtin in Floors.tensors { add(builtin, unwrapsTensors: true) }
    for builtin in General.all { builtins[builtin.name] = builtin }
    for (type, list) in Methods.all {
      for method in list { methods[type, default: [:]][method.name] = Value(Tag.builtin, owning: method) }
    }
    tensorMethods = builtins.values.filter(\.takesTensorFirst).map(\.name).sorted()
  }

  private func add(_ builtin: Builtin, unwrapsTensors: Bool) {
    let name = builtin.descriptor.name
    if let known = builtins[name], builtin.descriptor.category == .layer {
      known.add(builtin, unwrapsTensors: unwrapsTensors)
    } else if let known = builtins[name], builtin.descriptor.category == .figure || unwrapsTensors {
      known.add(forFigures: builtin)
    } else {
      builtins[name] = BuiltinObject(builtin: builtin, unwrapsTensors: unwrapsTensors)
    }
  }

  /// The globals a session begins with, owned.
  func globals() -> [String: Value] {
    var result: [String: Value] = [:]
    for (name, builtin) in builtins { result[name] = Value(Tag.builtin, owning: builtin) }
    for (name, value) in constants { result[name] = value }
    return result
  }

  /// Borrowed.
  func method(_ type: String, _ name: String) -> Value? { methods[type]?[name] }

  func methodNames(_ type: String) -> [String] { sortedNames[type] ?? [] }

  private lazy var sortedNames = methods.mapValues { $0.keys.sorted() }

  /// What stands behind the dot of a tensor.
  private(set) lazy var tensorMembers = Properties.tensor.map(\.name) + methodNames("tensor") + tensorMethods

  private var tensorMethodValues: [String: Value] = [:]

  /// PyTorch's names of methods whose functions have others.
  private static let otherNames = [
    "view": "reshape", "expand": "broadcast_to", "mm": "matmul", "t": "transpose",
  ]

  /// A builtin that takes a tensor first, borrowed.
  func tensorMethod(_ name: String) -> Value? {
    if let value = tensorMethodValues[name] { return value }
    guard let builtin = builtins[Registry.otherNames[name] ?? name], builtin.takesTensorFirst else {
      return nil
    }
    let value = Value(Tag.builtin, owning: builtin)
    tensorMethodValues[name] = value
    return value
  }

  /// Every descriptor, by category and name.
  var descriptors: [Descriptor] {
    var all: [Descriptor] = []
    for builtin in builtins.values { all.append(builtin.descriptor) }
    let order = Dictionary(uniqueKeysWithValues: Category.allCases.enumerated().map { ($1, $0) })
    return all.sorted { (order[$0.category] ?? 0, $0.name) < (order[$1.category] ?? 0, $1.name) }
  }
}

extension BuiltinObject {
  var takesTensorFirst: Bool {
    let first = (operation?.descriptor ?? descriptor).parameters.first
    return first.map { $0.kind.acceptsTensor } ?? false
  }
}

extension Parameter.Kind {
  fileprivate var acceptsTensor: Bool {
    switch self {
    case .tensor: true
    case .either(let kinds): kinds.contains(where: \.acceptsTensor)
    default: false
    }
  }
}
