import Autograd
import CMachine
import Catalog

/// The latest calls of one descriptor, as they were bound. One with the same names and settings, whatever its tensors,
/// is not bound again; every other, and all that is wrong, is the ``Binder``'s.
final class CallPlan {
  private static let capacity = 6
  private var known: [BoundCall] = []
  private var oldest = 0
  /// Calls in a row that repeated none.
  private var misses = 0

  /// The call that this one repeats; nil: it must be bound.
  func repeated(
    _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ names: [String?]
  ) -> BoundCall? {
    for call in known where call.fits(arguments, count, names) {
      misses = 0
      return call
    }
    return nil
  }

  /// Notes a call, if its like can be told from its values.
  ///
  /// - Parameters:
  ///   - attributes: of an operation.
  ///   - builtin: that is called, unless it is an operation.
  func note(
    _ binder: Binder, _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ names: [String?],
    _ bound: [Argument], attributes: [Attribute] = [], builtin: Builtin? = nil
  ) {
    misses &+= 1
    // Settings that change from call to call are not worth it.
    guard misses <= 4 * CallPlan.capacity || misses & 0xF == 0,
      let call = BoundCall(
        binder, arguments, count, names, bound, attributes, prepared: try? builtin?.prepared?(bound))
    else { return }
    if known.count < CallPlan.capacity {
      known.append(call)
    } else {
      known[oldest] = call
      oldest = (oldest + 1) % CallPlan.capacity
    }
  }
}

/// What the arguments of a call must be to repeat one that was bound, and what that one was bound to.
final class BoundCall {
  private struct Pattern {
    var tag: UInt
    var bits: UInt
    /// Any value of the tag will do: a tensor, a number in its place, a list or tuple of tensors.
    var isOperand: Bool
  }

  /// An argument that is taken anew from each call.
  private struct Operand {
    var argument: Int
    var parameter: Int
  }

  private let names: [String?]
  /// One for each argument; those of strings own them.
  private let patterns: [Pattern]
  /// In the order of the parameters.
  private let operands: [Operand]
  private let attributes: [Attribute]
  /// Of a builtin that knows how: what these settings make of the tensor that is the only operand.
  private let prepared: ((AnyObject) throws -> AnyObject)?
  /// One for each parameter, none for operands.
  private let settings: [Argument]
  /// The same in memory of its own, to be filled in for the next call.
  private var spare: [Argument]?

  /// nil when the call has arguments whose meaning lies not in their bits.
  fileprivate init?(
    _ binder: Binder, _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ names: [String?],
    _ bound: [Argument], _ attributes: [Attribute], prepared: ((AnyObject) throws -> AnyObject)?
  ) {
    let values = UnsafeBufferPointer(start: arguments, count: count)
    guard values.allSatisfy({ $0.isSetting || $0.tag == Tag.tensor || $0.isSequence }),
      let places = try? binder.places(arguments, count, names)
    else { return nil }
    var patterns = (0..<count).map {
      Pattern(tag: arguments[$0].tag, bits: arguments[$0].bits, isOperand: false)
    }
    var operands: [Operand] = []
    var settings = bound
    for (index, place) in places.enumerated() {
      let parameter = binder.descriptor.parameters[index]
      let isOperand = prepared == nil || index == 0
      if place.count == 1, isOperand, parameter.takes(operand: arguments[place.first]) {
        patterns[place.first].isOperand = true
        operands.append(Operand(argument: place.first, parameter: index))
        settings[index] = .none
      } else {
        let given = values[place.first..<place.first + place.count]
        guard prepared != nil || bound[index].isPlain, given.allSatisfy(\.isSetting) else { return nil }
      }
    }
    if prepared != nil, operands.count != 1 { return nil }
    (self.names, self.patterns, self.operands) = (names, patterns, operands)
    (self.attributes, self.settings, self.prepared) = (attributes, settings, prepared)
    for index in 0..<count where !patterns[index].isOperand { arguments[index].retain() }
  }

  deinit {
    for pattern in patterns where !pattern.isOperand { Value(tag: pattern.tag, bits: pattern.bits).release() }
  }

  fileprivate func fits(
    _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ names: [String?]
  ) -> Bool {
    guard count == patterns.count else { return false }
    for index in 0..<count {
      let (value, pattern) = (arguments[index], patterns[index])
      guard value.tag == pattern.tag else { return false }
      if pattern.isOperand {
        guard !value.isSequence || value.holdsTensors else { return false }
      } else {
        guard value.bits == pattern.bits else { return false }
      }
    }
    return names == self.names
  }

  /// What an operation gives for these arguments, owned.
  func run(_ operation: Operation, _ arguments: UnsafeMutablePointer<Value>) throws -> Value {
    if let result = try runAtOnce(operation, arguments) { return Value(result: result) }
    var inputs: [Variable] = []
    for operand in operands {
      let value = arguments[operand.argument]
      if value.isSequence {
        for item in value.items { inputs.append(item.reference()) }
      } else if let x = try value.operandVariable() {
        inputs.append(x)
      }
    }
    return try Value(results: Executor.run(operation, inputs, attributes))
  }

  /// Of up to three tensors, without lists where the operation knows a way; nil of others.
  private func runAtOnce(
    _ operation: Operation, _ arguments: UnsafeMutablePointer<Value>
  ) throws -> Variable? {
    func value(_ place: Int) -> Value { arguments[operands[place].argument] }
    switch (operands.count, attributes.isEmpty) {
    case (1, false):
      return try value(0).operandVariable().flatMap { try Executor.short(operation, $0, attributes) }
    case (1, true):
      return try value(0).operandVariable().map { try Executor.single(operation, $0) }
    case (2, true):
      guard let a = try value(0).operandVariable(meeting: value(1)),
        let b = try value(1).operandVariable(meeting: value(0))
      else { return nil }
      return try Executor.single(operation, a, b)
    case (3, true):
      guard let a = try value(0).operandVariable(), let b = try value(1).operandVariable(meeting: value(2)),
        let c = try value(2).operandVariable(meeting: value(1))
      else { return nil }
      return try Executor.single(operation, a, b, c)
    default: return nil
    }
  }

  /// What a builtin gives for these arguments, owned.
  func run(
    _ builtin: Builtin, _ arguments: UnsafeMutablePointer<Value>, _ machine: Machine
  ) throws -> Value {
    if let prepared, let x = try arguments[operands[0].argument].operandVariable() {
      return Value(result: unsafeDowncast(try prepared(x), to: Variable.self))
    }
    var bound = spare ?? settings
    spare = nil
    for operand in operands {
      let value = arguments[operand.argument]
      if value.tag == Tag.tensor {
        bound[operand.parameter] = .object(value.reference(Variable.self))
      } else if value.isSequence {
        bound[operand.parameter] = .list(value.items.map { .object($0.reference(Variable.self)) })
      } else if let x = try value.operandVariable() {
        bound[operand.parameter] = .object(x)
      }
    }
    let result = try Value(try builtin.call(bound), machine)
    for operand in operands { bound[operand.parameter] = .none }
    spare = bound
    return result
  }
}

extension Parameter {
  /// The value is a tensor for it, or becomes one; or it is a list of such.
  fileprivate func takes(operand value: Value) -> Bool {
    if variadic { return false }
    switch kind {
    case .tensor: return value.tag == Tag.tensor || value.tag == Tag.number
    case .tensors: return value.isSequence && value.holdsTensors
    default: return false
    }
  }
}

extension Value {
  fileprivate var isSequence: Bool { tag == Tag.list || tag == Tag.tuple }

  /// Of a list or tuple, borrowed.
  fileprivate var items: [Value] {
    tag == Tag.list ? reference(ListObject.self).items : reference(TupleObject.self).items
  }

  /// Of a list or tuple: tensors alone.
  fileprivate var holdsTensors: Bool { items.allSatisfy { $0.tag == Tag.tensor } }

  /// What it means does not change while its bits are the same.
  fileprivate var isSetting: Bool { !isReference || tag == Tag.string }
}

extension Argument {
  /// No object, which might change.
  fileprivate var isPlain: Bool {
    switch self {
    case .none, .bool, .number, .string, .dtype: true
    case .list(let items): items.allSatisfy(\.isPlain)
    default: false
    }
  }
}
