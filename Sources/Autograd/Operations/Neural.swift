extension Operations {
  /// Linear algebra, convolution, pooling, normalisation and losses with kernels of their own.
  static let neural: [Operation] = []
  static let linearAlgebra: [Operation] = []
}
