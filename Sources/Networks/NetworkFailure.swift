import Text

/// What can go wrong with layers, losses, optimizers and training.
public enum NetworkFailure: Failure {
  case expectsOneTensor(String)

  public var fault: Fault {
    switch self {
    case .expectsOneTensor(let kind): Fault("E0401", "\(kind) takes one tensor")
    }
  }
}
