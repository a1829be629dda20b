/// One step of the machine. Registers are numbered from the base of the frame; `d` is a jump target, or an
/// index of a constant, a global or a site.
struct Instruction {
  var operation: Opcode
  var a: UInt16
  var b: UInt16
  var c: UInt16
  var d: Int32
  /// Index of the ``Site``, or -1.
  var site: Int32 = -1

  init(_ operation: Opcode, _ a: Int = 0, _ b: Int = 0, _ c: Int = 0, _ d: Int = 0) {
    self.operation = operation
    self.a = UInt16(truncatingIfNeeded: a)
    self.b = UInt16(truncatingIfNeeded: b)
    self.c = UInt16(truncatingIfNeeded: c)
    self.d = Int32(truncatingIfNeeded: d)
  }
}

/// R: register, K: constant, G: global. Those that only compute take their operands in `b` and `c` and put the
/// result into `a`.
enum Opcode: UInt8 {
  // Moving values
  case move  // R[a] = R[b]
  case take  // R[a] = R[b], which is empty afterwards
  case loadConstant  // R[a] = K[d]
  case loadNone  // R[a] = none
  case loadTrue, loadFalse
  case loadUndefined  // R[a] has no value
  case clear  // nor have b registers from a
  case loadGlobal  // R[a] = G[d]
  case storeGlobal  // G[d] = R[a]
  case makeBox  // R[a] becomes a box of what it held
  case loadBox  // R[a] = value of box R[b]; c: tells when undefined
  case storeBox  // box R[b] = R[a]
  case loadCapture  // R[a] = value of the c-th captured box; b: 0, or 1 + which code of a model runs
  case loadField  // R[a] = field d of the instance R[b]
  case storeField  // field d of the instance R[b] = R[a]
  case checkDefined  // R[a], a field, must be defined; K[d] is its name
  case checkAugmented  // the same for `x += e`
  case jumpIfDefined  // R[a]

  // Arithmetic; K: the right operand is the constant d
  case add, subtract, multiply, divide, floorDivide, remainder, power, matmul
  case addConstant, subtractConstant, multiplyConstant, divideConstant
  case negate, plus, not

  // Comparing and jumping
  case compare  // a = b ? c, the operator in d
  case jump
  case jumpBack  // a back-edge: polls for interruption
  case jumpIfFalse, jumpIfTrue  // R[a]
  case jumpUnlessLess, jumpUnlessLessEqual  // R[a] < R[b]
  case jumpUnlessLessConstant, jumpUnlessLessEqualConstant  // R[a] < K[b]
  case jumpUnlessGreaterConstant, jumpUnlessGreaterEqualConstant
  case jumpUnlessEqualConstant
  case jumpUnlessComparison  // R[a] ? R[b], the operator in c
  case truth  // R[a] = truth of R[b]
  case chainJump  // jumps when R[a] is false; tensors go on
  case chainAnd  // R[a] = R[b] and R[c], elementwise on tensors

  // Making things
  case makeList, makeTuple  // R[a] from c registers at b
  case makeWideList  // the same, numbers as f64
  case makeRecord  // R[a] from c values at b, names in site d
  case makeRange  // R[a] = R[b]..R[b+1] by R[b+2]
  case makeFunction  // R[a] from prototype d
  case makeModel  // R[a] from model prototype d
  case interpolate  // R[a] from c parts at b, formats in site d
  case unpack  // c registers at a from R[b]

  // Calling
  case call  // R[a] = R[a](c arguments after a)
  case callGlobal  // R[a] = G[d](c arguments after a)
  case callNamed  // the same as call, names in site d
  case callMethod  // R[a] = R[a+1].name(…), c arguments after a+1, site d
  case pipeCall  // R[a] = R[a+1] |> R[a](c arguments after a+1), site d
  case returnValue  // R[a]
  case returnNone

  // Members, indexing, iteration
  case getMember  // R[a] = R[b].K[d]
  case setMember  // R[a].K[d] = R[b]
  case getIndex  // R[a] = R[b][items at c], site d
  case setIndex  // R[a][items at c] = R[b], site d
  case getElement  // R[a] = R[b][R[c]]
  case rangePrepare  // R[a]… becomes start, count, step, index; R[b] = start; to d when empty
  case rangeNext  // R[b] = next of the range at a; jumps back to d
  case iteratePrepare  // R[a] becomes an iteration
  case iterateNext  // R[b] = next of R[a]; jumps to d at the end

  // Operators on functions
  case prime, nabla
  case compose  // R[a] from c stages at b

  // Other statements
  case checkRank  // R[a] has rank b; site d
  case checkLetter  // axis b of R[a] is the size in R[c], bound when undefined; site d
  case checkSize  // axis b of R[a] is R[c]; site d
  case enterNoGrad  // R[a] keeps what held before
  case leaveNoGrad  // R[a]
  case saveRecording  // R[a]
  case assertion  // R[a]; message in R[b] unless c is 0
  case use  // K[d]
  case expectValue  // tells that R[a] stands before `#=>`
  case expectFault  // the error R[a] is expected, or goes on

  // In a run on shapes alone
  case round  // before each round of loop d; R[a] counts, R[b] is the iteration; may leave the loop
  case visit  // a function was entered
  case tellName  // R[a] is called K[d]
}
