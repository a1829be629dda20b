/// A descriptor with the code behind it. `call` receives one argument per parameter, bound and converted as its
/// ``Parameter/Kind`` says, defaults filled in.
public final class Builtin {
  public let descriptor: Descriptor
  public let call: ([Argument]) throws -> Argument
  /// Of a builtin that makes one tensor of its first argument, a tensor, by settings: what these settings make of any
  /// tensor. So calls that repeat the settings read them once. nil, too, where the other arguments are no settings.
  public let prepared: (([Argument]) throws -> ((AnyObject) throws -> AnyObject)?)?

  public init(
    _ descriptor: Descriptor, prepared: (([Argument]) throws -> ((AnyObject) throws -> AnyObject)?)? = nil,
    call: @escaping ([Argument]) throws -> Argument
  ) {
    self.descriptor = descriptor
    self.prepared = prepared
    self.call = call
  }
}
