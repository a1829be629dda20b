import Text

/// What can go wrong with layers, losses, optimizers and training. The wording stands in the files beside this one.
public enum NetworkFailure: Failure {
  // Layers.
  case notCallable(String)
  case expectsOneTensor(String, got: [String])
  case givesNoTensor(String)
  case missingSize(String, String)
  case sizeNotPositive(String, Int)
  case sizeTooLarge(String, Int)
  case sizeOutOfRange(String, String, [Int], minimum: Int)
  case notAPair(String, String, got: String)
  case nestedTooDeep(Int)
  case linearScalar(String)
  case linearInput(String, expected: Int, got: [Int])
  case imageRank(String, channels: Int?, got: [Int])
  case imageChannels(String, expected: Int, got: [Int])
  case convolveShapes([Int], [Int])
  case groups(String, groups: Int, inputs: Int?, outputs: Int)
  case samePadding
  case poolPadding(String, kernel: [Int], padding: [Int])
  case flattenAxes(start: Int, end: Int, got: [Int])
  case probability(String, Double)
  case normalizationInput(String, features: Int, got: [Int])
  case layerNormInput(String, expected: [Int], got: [Int])
  case batchOfOne([Int])
  case residualShapes(branch: [Int], carried: [Int])
  case notAStage(String, got: String)
  case indexOutOfRange(String, Int, Int)
  case notWhole(String, Double)
  case sequenceInput(String, features: Int, got: [Int])
  case stateShape(String, expected: [Int], got: [Int])
  case sequenceEnds(String, sequences: Int, steps: Int)
  case headCount(Int, Int)
  case attentionInput(String, features: Int, got: [Int])
  case tooLong(Int, Int)
  case notATensorForParameter(String, got: String)
  case notFloatingDType(String, got: String)
  case parameterShape(String, expected: [Int], got: [Int])
  case unknownInitialization(String, [String])

  // Losses.
  case expectsTensors(String, got: String)
  case lossShapes(String, prediction: [Int], target: [Int])
  case labelShape(String, prediction: [Int], expected: [Int], got: [Int])
  case labelOutOfRange(String, label: Int, position: Int?, classes: Int)
  case classAxis(String, [Int])
  case classWeight(String, expected: Int, got: Int)
  case notProbability(String, Double)
  case notPositive(String, String)
  case hingeTarget
  case sequenceShape(String, [Int])
  case sequenceLengths(String, sequences: Int, steps: Int)

  // Optimizers and schedules.
  case expectsModel(String, got: String)
  case expectsOptimizer(String, got: String)
  case expectsSchedule(got: String)
  case nothingToOptimize(String)
  case notAParameter(String, [Int])
  case parameterInTwoGroups(String)
  case notAGroup(got: String)
  case groupSetting(String, [String])
  case missingBackward(String)
  case gradientShape(String, expected: [Int], got: [Int])
  case notFloating(String, String)
  case rate(Double)
  case beta(Double)
  case notBetas(String)
  case notANumber(String, got: String)
  case nesterov
  case plateauNeedsMetric
  case scheduleParts(String, Wording)
  case checkpointEntry(String)

  // Training.
  case notTrainingData(String, got: String)
  case notABatch(got: String)
  case sampleCounts([Int])
  case noSamples
  case outputsDiffer([Int], [Int])
  case notAFunction(String, String)
  case unknownLoss(String)
  case unknownMetric(String)
  case unknownOptimizer(String)
  case unknownMonitor(String, [String])
  case unknownOutput(String, [String])
  case callbackMoment(String)
  case classWeightLoss(String)
  case classWeights
  case resumeNeedsFile
  case metricNotANumber(String)
  case lossNotATensor(String)
  case lossNotANumber([Int])
  case lossWeights(Int, Int)
  case jointOutputs(Int, Int, Int)
  case notAShape(String, got: String)
  case notFiniteLoss(Double, epoch: Int, step: Int, origin: String?, rate: Double)

  public var fault: Fault {
    layerFault ?? inputFault ?? lossFault ?? optimizerFault ?? fitFault ?? trainingFault
      ?? Fault("E0400", "the network cannot do this")
  }
}

/// What is doubtful but runs.
enum NetworkWarning {
  static let softmaxBeforeCrossEntropy = Fault(
    "E0450", "cross_entropy got the output of a softmax, but applies one itself", severity: .warning,
    help: ["leave the softmax out of the model, or use cross_entropy(…, from_logits=false)"])

  static func forgottenEvaluation(_ layer: String) -> Fault {
    Fault(
      "E0470", "\(layer) is in training mode, but no gradients are recorded", severity: .warning,
      notes: [
        layer == "dropout"
          ? "it drops values at random, so results differ from call to call"
          : "it normalises by this batch, so each result depends on the other samples"
      ],
      help: ["call net.eval() before testing, and net.train() to go on training"])
  }

  static func notFiniteLoss(_ value: Double, step: Int, origin: String?, rate: Double) -> Fault {
    var fault = NetworkFailure.notFiniteLoss(value, epoch: 0, step: step, origin: origin, rate: rate).fault
    fault.severity = .warning
    return fault
  }

  static func missingZeroGrad(_ optimizer: String) -> Fault {
    Fault(
      "E0451", "the gradients were not zeroed since the last step, so they add up", severity: .warning,
      help: ["call opt.zero_grad() before backward(), once a step"])
  }
}
