import Text

/// What the values of a type offer under a name: a property, `x.shape`, or a method, `x.item()`. Members are described
/// here and nowhere else: their names, help and completion derive from it.
public struct Member {
  /// As `type(x)` says it.
  public let type: String
  /// Of a property, without parameters.
  public let descriptor: Descriptor
  public let isMethod: Bool

  public init(property name: String, of type: String, _ summary: Wording, examples: [Example] = []) {
    self.type = type
    descriptor = Descriptor(name, .general, summary, parameters: [], examples: examples)
    isMethod = false
  }

  public init(
    method name: String, of type: String, _ summary: Wording, _ parameters: [Parameter] = [],
    returns: Wording = .empty, examples: [Example] = []
  ) {
    self.type = type
    descriptor = Descriptor(
      name, .general, summary, parameters: parameters, returns: returns, examples: examples)
    isMethod = true
  }

  public var name: String { descriptor.name }

  /// `tensor.shape`, `list.append(value)`
  public var signature: String { "\(type).\(isMethod ? descriptor.signature : name)" }
}
