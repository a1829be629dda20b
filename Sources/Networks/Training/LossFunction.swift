import Autograd
import Catalog
import Tensor

/// The loss that `fit` and `evaluate` compute: one function, or one per output with weights.
struct LossFunction {
  private enum Kind {
    case single((_ output: Argument, _ target: Argument) throws -> Variable)
    case joint([LossFunction], weights: [Double])
    /// Cross-entropy where targets are class indices, else mean squared error.
    case standard
  }

  private let kind: Kind

  /// - Parameters:
  ///   - argument: a loss, its name, a list of losses (one per output), or none.
  ///   - weights: of a list's parts; none: 1 each.
  init(_ argument: Argument, weights: Argument = .none) throws {
    if argument.isNone {
      kind = .standard
    } else if let items = argument.items {
      let parts = try items.map { try LossFunction($0) }
      let factors = weights.isNone ? Array(repeating: 1, count: parts.count) : weights.doubles ?? []
      guard factors.count == parts.count, !parts.isEmpty else {
        throw NetworkFailure.lossWeights(parts.count, factors.count)
      }
      kind = .joint(parts, weights: factors)
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

  /// One number for a batch.
  func compute(_ output: Argument, _ target: Argument) throws -> Variable {
    let loss = try value(output, target)
    guard loss.tensor.count == 1 else { throw NetworkFailure.lossNotANumber(loss.shape.array) }
    return loss
  }

  private func value(_ output: Argument, _ target: Argument) throws -> Variable {
    switch kind {
    case .single(let function): return try function(output, target)
    case .joint(let parts, let weights):
      guard let outputs = output.items, let targets = target.items, outputs.count == parts.count,
        targets.count == parts.count
      else {
        throw NetworkFailure.jointOutputs(parts.count, output.items?.count ?? 1, target.items?.count ?? 1)
      }
      var total: Variable?
      for index in parts.indices {
        let part = try parts[index].compute(outputs[index], targets[index])
        let term = try Ops.multiply(part, try Ops.scalar(weights[index], like: part))
        total = try total.map { try Ops.add($0, term) } ?? term
      }
      guard let total else { throw NetworkFailure.lossNotATensor("loss") }
      return total
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
    RegressionLosses.all + BinaryLosses.all + CrossEntropyLosses.all
    + [SequenceLoss.builtin, FocalLoss.builtin, DivergenceLoss.builtin]
}
