import Autograd
import Catalog
import Tensor
import Text

extension Optimizer: MemberProviding {
  public var memberNames: [String] {
    NetworkMembers.optimizer.names + rule.memberNames
  }

  public func member(_ name: String) throws -> Argument? {
    switch name {
    case "step":
      return .function(
        Closure("step", arity: 0) { [self] _ in
          try step()
          return .none
        })
    case "zero_grad":
      return .function(
        Closure("zero_grad", arity: 0) { [self] _ in
          zeroGradients()
          return .none
        })
    case "parameters": return .list(parameters.map { .object($0) })
    case "groups", "param_groups": return .list(groups.map { .object($0) })
    case "state": return .record(stateTensors.map { ($0.name, .object(Variable($0.tensor))) })
    case "steps": return .number(Double(stepCount))
    default: return groups[0].setting(name, rule)
    }
  }

  public func setMember(_ name: String, to value: Argument) throws -> Bool {
    for group in groups where try !group.setMember(name, to: value) { return false }
    return true
  }
}

extension ParameterGroup: MemberProviding {
  public var memberNames: [String] { NetworkMembers.group.names }

  public func member(_ name: String) throws -> Argument? {
    name == "params" ? .list(parameters.map { .object($0) }) : setting(name, nil)
  }

  public func setMember(_ name: String, to value: Argument) throws -> Bool {
    if name == "betas" {
      guard let betas = value.doubles, betas.count == 2 else { throw NetworkFailure.notBetas(value.literal) }
      (settings.beta1, settings.beta2) = (betas[0], betas[1])
    } else {
      guard var changed = Optional(settings), changed.set(name, value.double ?? .nan) else { return false }
      guard let number = value.double else { throw NetworkFailure.notANumber(name, got: value.kindInWords) }
      guard !(changed.set(name, number) && name == "lr" && !(number >= 0)) else {
        throw NetworkFailure.rate(number)
      }
      settings = changed
    }
    return true
  }

  func setting(_ name: String, _ rule: UpdateRule?) -> Argument? {
    guard name == "lr" || rule?.memberNames.contains(name) != false else { return nil }
    switch name {
    case "lr": return .number(settings.lr)
    case "weight_decay": return .number(settings.weightDecay)
    case "momentum", "beta": return .number(settings.momentum)
    case "dampening": return .number(settings.dampening)
    case "alpha": return .number(settings.alpha)
    case "eps": return .number(settings.eps)
    case "lr_decay": return .number(settings.lrDecay)
    case "betas": return .tuple([.number(settings.beta1), .number(settings.beta2)])
    case "nesterov": return .bool(settings.nesterov)
    case "amsgrad": return .bool(settings.amsgrad)
    case "decoupled_weight_decay": return .bool(settings.decoupled)
    case "centered": return .bool(settings.centered)
    default: return nil
    }
  }
}

extension ParameterGroup: Displayable {
  public var typeName: String { "group" }
  public var displayText: String {
    let rate = Argument.number(settings.lr).literal
    return Wording(
      "group of \(parameters.count) tensors, lr \(rate)", "\(parameters.count) 个张量的参数组，lr \(rate)"
    ).text
  }
}

// State as named tensors, for checkpoints that resume to the same digits.
extension Optimizer {
  var stateTensors: [(name: String, tensor: Tensor)] {
    var result: [(name: String, tensor: Tensor)] = []
    var index = 0
    for group in groups {
      for state in group.states {
        if let state, let step = try? Tensor.from([Int64(state.step)], []) {
          result.append(("state.\(index).step", step))
          result += zip(state.names, state.slots).map { ("state.\(index).\($0)", $1) }
        }
        index += 1
      }
    }
    for (index, group) in groups.enumerated() {
      for (name, value) in zip(ParameterGroup.savedSettings, group.saved) {
        if let number = try? Tensor.from([value], []) { result.append(("group.\(index).\(name)", number)) }
      }
    }
    return result
  }

  /// What puts back what ``stateTensors`` gave; parameters without an entry start anew.
  func restoring(_ tensors: [(name: String, tensor: Tensor)]) throws -> () throws -> Void {
    let table = Dictionary(tensors.map { ($0.name, $0.tensor) }, uniquingKeysWith: { first, _ in first })
    var restored: [[ParameterState?]] = []
    var index = 0
    for group in groups {
      let names = rule.slots(group.settings)
      restored.append(
        try group.parameters.map { parameter in
          defer { index += 1 }
          return try state(names, of: parameter.tensor, "state.\(index)", table)
        })
    }
    return { [self] in
      for (index, group) in groups.enumerated() {
        group.states = restored[index]
        for name in ParameterGroup.savedSettings {
          guard let value = table["group.\(index).\(name)"]?.doubles.first else { continue }
          group.save(name, value)
        }
      }
      stepCount = restored.joined().compactMap { $0?.step }.max() ?? 0
    }
  }

  private func state(
    _ names: [String], of target: Tensor, _ prefix: String, _ table: [String: Tensor]
  ) throws -> ParameterState? {
    guard let step = table["\(prefix).step"]?.ints.first else { return nil }
    let slots = try names.map { name in
      // A layer that waits for its input size has no shape yet.
      guard let slot = table["\(prefix).\(name)"], slot.dtype == target.dtype,
        target.count == 0 || slot.shape == target.shape
      else { throw NetworkFailure.checkpointEntry("\(prefix).\(name)") }
      return try slot.copy()
    }
    let state = ParameterState(names, slots)
    state.step = step
    return state
  }
}

extension ParameterGroup {
  /// What schedules change.
  static let savedSettings = ["lr", "momentum", "beta1"]

  var saved: [Double] { [settings.lr, settings.momentum, settings.beta1] }

  fileprivate func save(_ name: String, _ value: Double) {
    switch name {
    case "lr": settings.lr = value
    case "momentum": settings.momentum = value
    default: settings.beta1 = value
    }
  }
}
