import Text

extension NetworkFailure {
  var optimizerFault: Fault? {
    switch self {
    case .expectsModel(let caller, let got):
      return Fault(
        "E0420", "\(caller) takes a model, but got \(got)",
        help: ["a layer, a model, or a function that captures layers"])
    case .expectsOptimizer(let caller, let got):
      return Fault(
        "E0420", "\(caller) takes an optimizer, but got \(got)", help: ["opt = adam(net, lr=0.001)"])
    case .expectsSchedule(let got):
      return Fault("E0420", "schedule takes a schedule, but got \(got)", help: ["schedule=step_lr(opt, 10)"])
    case .nothingToOptimize(let kind): return Fault("E0421", "\(kind) was given no parameters to optimize")
    case .notAParameter(let caller, let shape):
      return Fault(
        "E0421", "\(caller) got a tensor of shape \(Shapes.text(shape)) that is no parameter",
        help: ["make it one with param(x)"])
    case .parameterInTwoGroups(let name): return Fault("E0421", "the parameter \(name) appears twice")
    case .notAGroup(let got):
      return Fault("E0421", "a parameter group is a record {params: …, lr: …}, not \(got)")
    case .groupSetting(let name, let known):
      return Fault(
        "E0421", "a parameter group has no setting \(name)",
        help: ["one of params, " + known.joined(separator: ", ")])
    case .missingBackward(let kind):
      return Fault(
        "E0422", "\(kind).step() found no gradient in any parameter",
        help: [
          "call loss.backward() before step()", "the loss must be computed from the model outside no_grad",
        ])
    case .gradientShape(let name, let expected, let got):
      return Fault(
        "E0423", "the gradient of \(name) has shape \(Shapes.text(got)), not \(Shapes.text(expected))")
    case .notFloating(let name, let dtype):
      return Fault("E0423", "\(name) is \(dtype); only f32 and f64 can be trained")
    case .rate(let value):
      return Fault("E0424", "a learning rate is a number of at least 0, not \(formatNumber(value))")
    case .beta(let value):
      return Fault("E0424", "a decay rate lies from 0 to below 1, not \(formatNumber(value))")
    case .notBetas(let got): return Fault("E0424", "betas are two numbers (β₁, β₂), not \(got)")
    case .notANumber(let name, let got): return Fault("E0424", "\(name) takes a number, not \(got)")
    case .nesterov: return Fault("E0424", "nesterov needs momentum > 0 and dampening 0")
    case .plateauNeedsMetric:
      return Fault("E0425", "plateau_lr watches a number", help: ["schedule.step(loss)"])
    case .checkpointEntry(let name):
      return Fault(
        "E0426", "the checkpoint does not fit: \(name) is missing or of another shape")
    default: return nil
    }
  }

  var trainingFault: Fault? {
    switch self {
    case .notTrainingData(let caller, let got):
      return Fault(
        "E0430", "\(caller) takes a dataset, a pair (x, y) or batches of such pairs, not \(got)",
        help: ["fit(net, (x, y), …) or fit(net, dataset(\"fashion-mnist\", split=\"train\"), …)"])
    case .notABatch(let got): return Fault("E0430", "a batch is a pair (x, y) of tensors, not \(got)")
    case .sampleCounts(let counts):
      return Fault(
        "E0431",
        "inputs and targets hold different numbers of samples: \(counts.map(String.init).joined(separator: ", "))"
      )
    case .noSamples: return Fault("E0431", "there are no samples in the data")
    case .outputsDiffer(let a, let b):
      return Fault("E0431", "the model's outputs do not stack: \(Shapes.text(a)) and \(Shapes.text(b))")
    case .notAFunction(let name, let got): return Fault("E0432", "\(name) takes a function, not \(got)")
    case .unknownLoss(let word):
      return Fault(
        "E0432", "there is no loss \"\(word)\"",
        help: ["one of " + LossBuiltins.all.map(\.descriptor.name).joined(separator: ", ")])
    case .unknownMetric(let word):
      return Fault(
        "E0432", "there is no metric \"\(word)\"",
        help: ["\"accuracy\", a loss, or a function metric(output, target)"])
    case .unknownOptimizer(let word):
      return Fault(
        "E0432", "there is no optimizer \"\(word)\"",
        help: ["one of " + UpdateRule.allCases.map(\.rawValue).joined(separator: ", ")])
    case .metricNotANumber(let name): return Fault("E0432", "the metric \(name) did not give a number")
    case .lossNotATensor(let name): return Fault("E0432", "the loss \(name) did not give a tensor")
    case .lossNotANumber(let shape):
      return Fault(
        "E0432", "the loss is one number, but has shape \(Shapes.text(shape))", help: ["take its mean"])
    case .lossWeights(let losses, let weights):
      return Fault("E0432", "\(losses) losses need as many loss_weights, not \(weights)")
    case .jointOutputs(let losses, let outputs, let targets):
      return Fault(
        "E0432", "\(losses) losses need as many outputs and targets, not \(outputs) and \(targets)",
        help: ["the model gives a tuple, the data is (x, (y1, y2))"])
    case .notAShape(let caller, let got):
      return Fault("E0432", "\(caller) takes the shape of one input, like input=[1, 28, 28], not \(got)")
    case .notFiniteLoss(let value, let epoch, let step, let origin, let rate):
      return Fault(
        "E0440",
        "the loss became \(formatNumber(value)) at \(epoch > 0 ? "epoch \(epoch), " : "")step \(step)",
        notes: origin.map { ["the first numbers that are not finite come from \($0)"] } ?? [],
        help: [
          "try a smaller learning rate than \(formatNumber(rate)), or clip=1",
          "look for log or division of 0 in the model or the data",
        ])
    default: return nil
    }
  }
}
