import CMachine

/// A function that native code calls again and again with as many arguments.
struct Callback {
  private let machine: Machine
  /// Borrowed.
  private let callee: Value
  private let count: Int
  /// What to run at once, when the arguments need no arranging.
  private let code: UnsafeMutablePointer<Code>?

  init(_ callee: Value, count: Int, _ machine: Machine) {
    self.callee = callee
    self.count = count
    self.machine = machine
    let code = callee.tag == Tag.function ? callee.reference(FunctionObject.self).code : nil
    self.code = code?.pointee.plainArity == count ? code : nil
  }

  /// - Parameters: the argument is given away; the result is owned.
  func callAsFunction(_ argument: Value) throws -> Value {
    guard let code else { return try machine.call(callee, owning: [argument]) }
    return try machine.run(code, callee) { $0[1] = argument }
  }

  func callAsFunction(_ first: Value, _ second: Value) throws -> Value {
    guard let code else { return try machine.call(callee, owning: [first, second]) }
    return try machine.run(code, callee) { ($0[1], $0[2]) = (first, second) }
  }
}
