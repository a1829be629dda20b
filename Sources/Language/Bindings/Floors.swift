import Autograd
import Catalog
import Datasets
import Figures
import Networks

/// What the lower floors offer.
enum Floors {
  /// Those whose tensors are variables.
  static let variables: [Builtin] = AutogradBuiltins.all + NetworkBuiltins.all
  /// Those that know tensors only.
  static let tensors: [Builtin] = FigureBuiltins.all + DatasetBuiltins.all
}
