import CKernels

/// The instruction sets that convolution has kernels of its own for. The other kernels are compiled several times from
/// one source, and the loader picks.
public enum InstructionSet: Int32, CaseIterable, Sendable {
  case baseline, avx2, avx512

  /// Those that this processor has.
  public static var available: [InstructionSet] { allCases.filter { $0.rawValue <= dls_conv_best_level() } }

  /// At first the best that the environment variable DLS_KERNELS (baseline, avx2, avx512) admits. Set it between
  /// computations, not during one.
  public static var current: InstructionSet {
    get { InstructionSet(rawValue: dls_conv_level()) ?? .baseline }
    set { dls_conv_set_level(newValue.rawValue) }
  }
}
