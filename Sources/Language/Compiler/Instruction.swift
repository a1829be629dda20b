import CMachine

typealias Instruction = DLSInstruction
typealias Opcode = DLSOpcode

extension Instruction {
  /// Without a site.
  init(_ operation: Opcode, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0, _ d: Int = 0) {
    self.init(
      operation: operation, a: UInt16(truncatingIfNeeded: a), b: UInt16(truncatingIfNeeded: b),
      c: UInt16(truncatingIfNeeded: c), d: Int32(truncatingIfNeeded: d), site: -1)
  }
}
