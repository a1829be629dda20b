import Tensor

/// What few variables have, so that the others are small objects.
final class Rare {
  var name: String?
  /// What `backward()` left, and the version of this variable at which it did; nil: it has been put to use since.
  var gradient: Variable?
  var gradientVersion: UInt32?
  /// The gradient is a sum with one from before this variable's last change.
  var gradientAddsUp = false
  /// That it was changed by such a gradient was told.
  var hasForgottenGradient = false
  /// Of a further output: the node, and which output it is.
  var producer: Node?
  var outputIndex = 0
  /// Of what was not recorded: the operation it came from, and how many operations that leads through.
  var trail: Node?
  var trailLength = 0

  // Of a node.

  /// Beyond the third.
  var inputs: [Variable] = []
  var versions: [UInt32] = []
  /// Beyond the first, and what arrived for them in the running backward pass.
  var outputs: [Tensor] = []
  var gradients: [Variable?] = []
  var saved: [Tensor] = []
}
