extension Operations {
  static let linearAlgebra: [Operation] = [matmul, linear, solve]

  /// Convolution, pooling, normalisation, softmax and losses: operations with kernels of their own.
  static let neural: [Operation] = [
    convolution2d, convolution2dInputGradient, convolution2dWeightGradient, convolutionTranspose2d, maxPool2d,
    maxUnpool2d, poolGather2d, averagePool2d, averageUnpool2d, batchNorm, layerNorm, groupNorm, softmax,
    logSoftmax, crossEntropy, binaryCrossEntropy,
  ]
}

extension BackwardContext {
  /// The gradient of the only output that has one.
  var gradient: Variable? { node.gradient(0) }
}
