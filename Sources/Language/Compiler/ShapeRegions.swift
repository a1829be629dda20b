import Syntax
import Text

/// What hangs on a condition.
struct Branch {
  /// The instruction after it all.
  var end: Int
  /// Variables that are assigned in it.
  var places: [VariablePlace]
  /// Gets the value of an `if`.
  var result: Int?
  /// The function may end in it.
  var returns: Bool
}

/// A loop that may be left before its end.
struct LoopRegion {
  var end = 0
  /// Holds how many rounds there are, where nothing in them ends the loop early; nil: nobody knows.
  var total: Int?
  /// The same for a loop over elements: all of them are gone through.
  var isWhole = false
  /// Variables that its rounds assign.
  var places: [VariablePlace]
}

/// Where a variable of the running function lives.
enum VariablePlace {
  case register(Int)
  case box(Int)
  case field(Int)
  case global(Int)
}

// Notes for runs on shapes alone; in any other run these do nothing.
extension Compiler {
  /// - Parameter branch: the jumps that skip the blocks, which end here.
  func note(branch jumps: [Int], over blocks: [Block], result: Int?) {
    guard tracksShapes else { return }
    let branch = Branch(
      end: code.here, places: blocks.flatMap { places(assignedIn: $0) }, result: result,
      returns: !scope.isSession && blocks.contains { $0.mayReturn })
    for jump in jumps { code.branches[jump] = branch }
  }

  /// A register that counts the rounds of a loop that follows.
  func beginCounting(at span: Span) -> Int {
    guard tracksShapes else { return 0 }
    let counter = scope.temporary()
    code.emit(.loadConstant, counter, 0, 0, code.constant(0), at: span)
    return counter
  }

  /// Where each round begins.
  /// - Returns: the number of the loop, for ``endCounting(_:)``.
  func countRound(
    _ counter: Int, over body: Block, _ pattern: Pattern? = nil, iteration: Int = 0, at span: Span
  ) -> Int {
    guard tracksShapes else { return 0 }
    var names = Names(body).assigned
    if let pattern { Names.names(of: pattern) { names.append($0) } }
    code.loops.append(LoopRegion(places: names.compactMap { place(of: $0) }))
    code.emit(.round, counter, iteration, 0, code.loops.count - 1, at: span)
    return code.loops.count - 1
  }

  /// The next instruction is the one after the loop.
  ///
  /// - Parameters:
  ///   - isWhole: nothing ends the loop early.
  ///   - total: the register of how many rounds it has.
  func endCounting(_ loop: Int, isWhole: Bool = false, total: Int? = nil) {
    guard tracksShapes else { return }
    code.loops[loop].end = code.here
    code.loops[loop].isWhole = isWhole
    code.loops[loop].total = isWhole ? total : nil
  }

  private func places(assignedIn block: Block) -> [VariablePlace] {
    Names(block).assigned.compactMap { place(of: $0) }
  }

  private func place(of name: String) -> VariablePlace? {
    switch scope.place(of: name) {
    case .register(let register): register == 0 ? nil : .register(register)
    case .box(let register): .box(register)
    case .field(let index): .field(index)
    case .capture, .capturedMember, .method, .global: .global(globals.slot(of: name))
    }
  }
}

extension Block {
  /// Holds a `return` of the function it stands in.
  var mayReturn: Bool { statements.contains { $0.mayReturn } }
}

extension Statement {
  fileprivate var mayReturn: Bool {
    switch kind {
    case .return: return true
    case .for(_, _, let body), .while(_, let body), .noGrad(let body): return body.mayReturn
    case .try(let body, _, let handler): return body.mayReturn || handler.mayReturn
    case .expression(let value):
      var result = false
      value.forEachBlock { result = result || $0.mayReturn }
      return result
    default: return false
    }
  }
}
