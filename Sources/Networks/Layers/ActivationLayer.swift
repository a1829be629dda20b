import Autograd
import Catalog

/// An elementwise operation or softmax with its settings bound, as a layer: `leaky_relu(slope=0.2)`.
public final class ActivationLayer: Layer {
  private let operation: Operation
  private let attributes: [Attribute]

  public init(_ operation: Operation, _ attributes: [Attribute]) {
    self.operation = operation
    self.attributes = attributes
    super.init(kind: operation.name)
  }

  /// The settings that differ from their defaults.
  public override var detail: String {
    let settings = operation.descriptor.parameters.filter {
      switch $0.kind {
      case .tensor, .tensors: false
      default: true
      }
    }
    return zip(settings, attributes).compactMap { parameter, attribute in
      let text = attribute.literal
      return text == parameter.fallback?.literal ? nil : "\(parameter.name)=\(text)"
    }.joined(separator: ", ")
  }

  public override func forward(_ x: Variable) throws -> Variable {
    try Executor.single(operation, x, attributes)
  }
}

extension Attribute {
  fileprivate var literal: String {
    switch self {
    case .none: "none"
    case .bool(let value): "\(value)"
    case .int(let value): "\(value)"
    case .ints(let values): "\(values)"
    case .number(let value): Argument.number(value).literal
    case .string(let value): "\"\(value)\""
    case .dtype(let value): value.name
    }
  }
}
