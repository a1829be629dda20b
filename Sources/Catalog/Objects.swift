// What an object of a lower floor offers the language. Conform where the object lives; the language needs no list.

/// Has fields and methods: `opt.lr`, `net.conv1`, `history.loss`, `net.train()`.
public protocol MemberProviding: AnyObject {
  var memberNames: [String] { get }
  /// nil: no such member. A method comes as `.function`.
  func member(_ name: String) throws -> Argument?
  /// false: no such member, or it is not assignable.
  func setMember(_ name: String, to value: Argument) throws -> Bool
}

/// Shows itself in the REPL, in notebooks and under `print`.
public protocol Displayable: AnyObject {
  /// `tensor`, `optimizer`, `dataset`… as `type(x)` says it.
  var typeName: String { get }
  /// Plain text, possibly several lines, without a trailing newline.
  var displayText: String { get }
}

/// Shows itself as a table where it stands by itself.
public protocol TableProviding: Displayable {
  /// nil while there are no rows.
  var displayTable: DisplayTable? { get }
}

/// Stands for a number where one is wanted.
public protocol NumberProviding: AnyObject {
  var number: Double { get }
}

/// Can stand in `for x in …`.
public protocol ElementProviding: AnyObject {
  /// nil when unknown before running.
  var elementCount: Int? { get }
  /// A fresh pass; each call of the closure gives the next element, nil at the end.
  func makeElementIterator() throws -> () throws -> Argument?
}

/// Can be indexed: `net[0]`, `net[1:3]`.
public protocol IndexProviding: ElementProviding {
  /// The elements at these places, each within `elementCount`.
  func element(at index: Int) throws -> Argument
  func slice(at indices: [Int]) throws -> Argument
}

/// A callable made from a closure: methods of objects, derived functions.
public final class Closure: Callable {
  public let name: String
  public let arity: Int?
  private let body: ([Argument]) throws -> Argument

  public init(_ name: String, arity: Int? = nil, _ body: @escaping ([Argument]) throws -> Argument) {
    self.name = name
    self.arity = arity
    self.body = body
  }

  public func call(_ arguments: [Argument]) throws -> Argument { try body(arguments) }
}
