/// A descriptor with the code behind it. `call` receives one argument per parameter, bound and converted as its
/// ``Parameter/Kind`` says, defaults filled in.
public final class Builtin {
  public let descriptor: Descriptor
  public let call: ([Argument]) throws -> Argument

  public init(_ descriptor: Descriptor, call: @escaping ([Argument]) throws -> Argument) {
    self.descriptor = descriptor
    self.call = call
  }
}
