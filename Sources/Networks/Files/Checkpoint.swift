import Autograd
import Catalog
import Tensor
import Text

/// Everything a run needs to go on as if it had never stopped: models, optimizers, schedules, numbers, tensors, and
/// the state of the random numbers, each under the name it has in a record.
enum Checkpoint {
  static let randomName = "random.state"

  /// Whether a record holds more than tensors.
  static func isMeant(_ fields: [(name: String, value: Argument)]) -> Bool {
    fields.contains { $0.value.module != nil || optimizer($0.value) != nil || schedule($0.value) != nil }
  }

  static func tensors(
    _ fields: [(name: String, value: Argument)]
  ) throws -> [(name: String, tensor: Tensor)] {
    var result: [(name: String, tensor: Tensor)] = []
    for (name, value) in fields {
      result += try tensors(value).map { ($0.name.isEmpty ? name : "\(name).\($0.name)", $0.tensor) }
    }
    if isMeant(fields) { result.append((randomName, try RandomGenerator.shared.state.tensor)) }
    return result
  }

  /// Nothing changes before everything is found to fit.
  /// - Returns: the record, with the file's numbers and tensors in place of those given.
  static func restore(
    _ fields: [(name: String, value: Argument)], _ tensors: [(name: String, tensor: Tensor)], _ path: String
  ) throws -> [(name: String, value: Argument)] {
    var result: [(name: String, value: Argument)] = []
    var changes: [() throws -> Void] = []
    for (name, value) in fields {
      let own = entries(tensors, of: name)
      if let model = value.module {
        changes.append(try Weights.filling(model, own.filter { $0.name != Frozen.name }, path, strict: true))
        if let frozen = own.first(where: { $0.name == Frozen.name })?.tensor {
          changes.append(try Frozen.restoring(model, frozen))
        }
      } else if let optimizer = optimizer(value) {
        changes.append(try optimizer.restoring(own))
      } else if let schedule = schedule(value) {
        changes.append(try schedule.restoring(own))
      } else {
        guard let tensor = tensors.first(where: { $0.name == name })?.tensor else {
          throw FileFailure.missing(path, [name])
        }
        let isNumber = if case .number = value { tensor.count == 1 } else { false }
        result.append((name, isNumber ? .number(tensor.item) : .object(Variable(tensor))))
        continue
      }
      result.append((name, value))
    }
    if isMeant(fields), let state = tensors.first(where: { $0.name == randomName })?.tensor {
      guard let state = RandomGenerator.State(state) else { throw NetworkFailure.checkpointEntry(randomName) }
      changes.append { RandomGenerator.shared.state = state }
    }
    for change in changes { try change() }
    return result
  }

  /// Of `name.…`, without the prefix.
  static func entries(
    _ tensors: [(name: String, tensor: Tensor)], of name: String
  ) -> [(name: String, tensor: Tensor)] {
    tensors.filter { $0.name.hasPrefix(name + ".") }.map {
      (String($0.name.dropFirst(name.count + 1)), $0.tensor)
    }
  }

  private static func tensors(_ value: Argument) throws -> [(name: String, tensor: Tensor)] {
    if let model = value.module {
      return try model.state.map { ($0.name, $0.variable.tensor) } + Frozen.tensors(model)
    }
    if let optimizer = optimizer(value) { return optimizer.stateTensors }
    if let schedule = schedule(value) { return try schedule.stateTensors }
    if let tensor = value.variable?.tensor { return [("", tensor)] }
    if case .number(let number) = value { return [("", try Tensor.from([number], []))] }
    throw FileFailure.cannotSave(
      Wording("a record with \(value.kindInWords)", "含有\(value.kindInWords)的记录"))
  }

  private static func optimizer(_ value: Argument) -> Optimizer? {
    if case .object(let object) = value { return object as? Optimizer }
    return nil
  }

  private static func schedule(_ value: Argument) -> Schedule? {
    if case .object(let object) = value { return object as? Schedule }
    return nil
  }
}

extension RandomGenerator.State {
  /// Seed and position as two whole numbers.
  var tensor: Tensor {
    get throws {
      try Tensor.from([Int64(bitPattern: seed), Int64(bitPattern: position)], [2])
    }
  }

  init?(_ tensor: Tensor) {
    guard tensor.dtype == .i64, tensor.count == 2 else { return nil }
    let values = tensor.ints.map { UInt64(bitPattern: Int64($0)) }
    self.init(seed: values[0], position: values[1])
  }
}

extension Schedule {
  var stateTensors: [(name: String, tensor: Tensor)] {
    get throws {
      let state = [
        ("step", try Tensor.from([Int64(stepCount)], [])), ("bases", try Tensor.from(bases, [bases.count])),
      ]
      guard case .plateau(let plateau) = curve else { return state }
      return state + [("plateau", try Tensor.from(plateau.memory, [plateau.memory.count]))]
    }
  }

  /// What puts back what ``stateTensors`` gave.
  func restoring(_ tensors: [(name: String, tensor: Tensor)]) throws -> () throws -> Void {
    let table = Dictionary(tensors.map { ($0.name, $0.tensor) }, uniquingKeysWith: { first, _ in first })
    guard let step = table["step"]?.ints.first, step >= 0, let bases = table["bases"]?.doubles,
      bases.count == self.bases.count
    else { throw NetworkFailure.checkpointEntry("\(kind)'s state") }
    return { [self] in
      stepCount = step
      self.bases = bases
      if case .plateau(let plateau) = curve, let memory = table["plateau"]?.doubles {
        plateau.memory = memory
      }
    }
  }
}
