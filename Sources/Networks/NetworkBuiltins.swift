import Autograd
import Catalog

/// Everything of this module that a program can call.
public enum NetworkBuiltins {
  public static let all: [Builtin] =
    LayerBuiltins.all + LossBuiltins.all + OptimizerBuiltins.all + [GradientClipping.builtin]
    + ScheduleBuiltins.all
    + TrainingBuiltins.all + ModelBuiltins.all + FileBuiltins.all + [
      Convolve.builtin, SequenceMask.builtin, Pad.builtin,
    ]

  /// An activation called without data: `relu()`, `softmax(dim=1)`.
  public static func activationLayer(_ operation: Operation, _ attributes: [Attribute]) -> Module {
    ActivationLayer(operation, attributes)
  }
}

/// The constructors of layers.
enum LayerBuiltins {
  static let all: [Builtin] =
    withParameters.map(\.withDType) + [
      Pool2D.maxBuiltin, Pool2D.averageBuiltin, GlobalAvgPool2D.builtin, Dropout.builtin, Flatten.builtin,
      PositionalEncoding.builtin, Residual.builtin, Sequential.builtin,
    ]

  private static let withParameters: [Builtin] =
    [
      Linear.builtin, Conv2D.builtin, ConvTranspose2D.builtin, BatchNorm.builtin, LayerNorm.builtin,
      GroupNorm.builtin, Embedding.builtin, Attention.builtin, TransformerEncoder.builtin,
    ] + RecurrentBuiltins.all
}
