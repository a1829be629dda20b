import Autograd
import Catalog
import Tensor
import Text

/// The loss that `fit` and `evaluate` compute: one function, or one per output with weights.
struct LossFunction {
  private enum Kind {
    case single((_ output: Argument, _ target: Argument) throws -> Variable)
    case joint([(name: String, loss: LossFunction)], weights: [Double])
    /// Cross-entropy where targets are class indices, else mean squared error.
    case standard
  }

  private let kind: Kind

  /// - Parameters:
  ///   - argument: a loss, its name, a list or record of losses (one per output), or none.
  ///   - weights: of a list's parts, as a list or as a record with their names; none: 1 each.
  init(_ argument: Argument, weights: Argument = .none) throws {
    if argument.isNone {
      kind = .standard
    } else if case .record(let fields) = argument {
      let parts = try fields.map { (name: $0.name, loss: try LossFunction($0.value)) }
      kind = .joint(parts, weights: try LossFunction.factors(weights, parts.map(\.name)))
    } else if let items = argument.items {
      let parts = try items.enumerated().map { (name: "\($0 + 1)", loss: try LossFunction($1)) }
      kind = .joint(parts, weights: try LossFunction.factors(weights, parts.map(\.name)))
    } else if let word = argument.string {
      guard let loss = LossFunction.named(word) else { throw NetworkFailure.unknownLoss(word) }
      self = loss
    } else {
      guard let function = argument.callable else {
        throw NetworkFailure.notAFunction("loss", argument.kindInWords)
      }
      kind = .single { output, target in
        guard let loss = try function.call([output, target]).variable else {
          throw NetworkFailure.lossNotATensor(function.name)
        }
        return loss
      }
    }
  }

  private init(_ kind: Kind) { self.kind = kind }

  private static func factors(_ weights: Argument, _ names: [String]) throws -> [Double] {
    var values: [Double] = []
    if case .record(let fields) = weights {
      let known = fields.filter { names.contains($0.name) && $0.value.double != nil }
      values = names.map { name in known.first { $0.name == name }?.value.double ?? 1 }
      if known.count < fields.count { values = [] }
    } else {
      values = weights.isNone ? names.map { _ in 1 } : weights.doubles ?? []
    }
    guard values.count == names.count, !names.isEmpty else {
      throw NetworkFailure.lossWeights(names.count, values.count)
    }
    return values
  }

  /// The names of the outputs, where each has its own loss.
  var outputNames: [String] {
    if case .joint(let parts, _) = kind { return parts.map(\.name) }
    return []
  }

  static let takingClassWeights = CrossEntropyLosses.all.filter {
    $0.descriptor.parameters.contains { $0.name == "weight" }
  }

  /// One of ``takingClassWeights``, with a factor for each class.
  init(_ argument: Argument, classWeights: Tensor) throws {
    let word = argument.isNone ? "cross_entropy" : argument.string ?? argument.callable?.name ?? ""
    guard let builtin = LossFunction.takingClassWeights.first(where: { $0.descriptor.name == word }),
      let place = builtin.descriptor.parameters.firstIndex(where: { $0.name == "weight" })
    else { throw NetworkFailure.classWeightLoss(word) }
    let defaults = builtin.descriptor.parameters.map { $0.fallback ?? .none }
    kind = .single { output, target in
      var arguments = [output, target] + defaults.dropFirst(2)
      let dtype = output.variable?.dtype ?? .f32
      arguments[place] = .object(Variable(try classWeights.cast(to: dtype)))
      guard let loss = try builtin.call(arguments).variable else { throw NetworkFailure.lossNotATensor(word) }
      return loss
    }
  }

  /// A loss of the catalog with its defaults.
  static func named(_ word: String) -> LossFunction? {
    guard let builtin = LossBuiltins.all.first(where: { $0.descriptor.name == word }) else { return nil }
    return LossFunction(
      .single { output, target in
        guard let loss = try builtin.callWithDefaults([output, target]).variable else {
          throw NetworkFailure.lossNotATensor(word)
        }
        return loss
      })
  }

  /// One number for a batch, and the unweighted losses of its outputs, where each has its own.
  func compute(
    _ output: Argument, _ target: Argument
  ) throws -> (total: Variable, parts: [(name: String, value: Double)]) {
    guard case .joint(let parts, let weights) = kind else {
      return (try LossFunction.single(try value(output, target)), [])
    }
    guard let outputs = output.items, let targets = target.items, outputs.count == parts.count,
      targets.count == parts.count
    else {
      throw NetworkFailure.jointOutputs(parts.count, output.items?.count ?? 1, target.items?.count ?? 1)
    }
    let losses = try parts.indices.map { try parts[$0].loss.compute(outputs[$0], targets[$0]).total }
    let terms = try losses.indices.map { index in
      try Ops.multiply(losses[index], try Ops.scalar(weights[index], like: losses[index]))
    }
    let total = try terms.dropFirst().reduce(terms[0]) { try Ops.add($0, $1) }
    return (total, zip(parts, losses).map { ("\($0.name)_loss", $1.tensor.item) })
  }

  private static func single(_ loss: Variable) throws -> Variable {
    guard loss.tensor.count == 1 else { throw NetworkFailure.lossNotANumber(loss.shape.array) }
    return loss
  }

  private func value(_ output: Argument, _ target: Argument) throws -> Variable {
    switch kind {
    case .single(let function): return try function(output, target)
    case .joint: return try compute(output, target).total
    case .standard:
      let isClassification = !Metric.standard(output, target).isEmpty
      guard let loss = LossFunction.named(isClassification ? "cross_entropy" : "mse") else {
        throw NetworkFailure.unknownLoss("mse")
      }
      return try loss.value(output, target)
    }
  }
}

extension Builtin {
  /// The first arguments given, the others at their defaults.
  func callWithDefaults(_ given: [Argument]) throws -> Argument {
    let rest = descriptor.parameters.dropFirst(given.count).map { $0.fallback ?? .none }
    return try call(given + rest)
  }
}

/// Every loss there is.
enum LossBuiltins {
  static let all: [Builtin] =
    (RegressionLosses.all + BinaryLosses.all + CrossEntropyLosses.all
    + [SequenceLoss.builtin, FocalLoss.builtin, DivergenceLoss.builtin]).map(\.tellingOrigins)
}

extension Builtin {
  /// A loss whose errors say where the size of the prediction that does not fit came from.
  fileprivate var tellingOrigins: Builtin {
    let isSequence = descriptor.name == SequenceLoss.builtin.descriptor.name
    return Builtin(descriptor) { [call] arguments in
      do {
        return try call(arguments)
      } catch let failure as any Failure {
        throw SizeOrigin.fault(
          failure.fault, prediction: arguments[0].variable, target: arguments[1].variable,
          classesLast: isSequence)
      }
    }
  }
}
