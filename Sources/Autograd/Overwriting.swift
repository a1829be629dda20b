import Tensor

// Gradients computed over those they come from: a pass back needs no fresh memory where nobody else looks at what
// arrived. A rule that does so must not read the gradient afterwards.
extension BackwardContext {
  /// g ∘ x. - Parameter last: the rule does not need g any longer.
  @inline(__always)
  func times(_ g: Variable, _ x: Variable, last: Bool = true) throws -> Variable {
    if createsGraph { return try Ops.multiply(g, x) }
    return try x.withTensor { try combined(.multiply, g, $0, last: last) } ?? Ops.multiply(g, x)
  }

  /// g ∘ 1/x. - Parameter last: the rule does not need g any longer.
  @inline(__always)
  func over(_ g: Variable, _ x: Variable, last: Bool = true) throws -> Variable {
    if createsGraph { return try Ops.divide(g, x) }
    return try x.withTensor { try combined(.divide, g, $0, last: last) } ?? Ops.divide(g, x)
  }

  /// -g
  @inline(__always)
  func negated(_ g: Variable) throws -> Variable {
    guard mayOverwrite, g.withTensor({ $0.isContiguous && !$0.isHollow }) else { return try Ops.negate(g) }
    g.withTensor { Tensor.negate(over: $0) }
    return g
  }

  /// g where the mask is as told, 0 elsewhere. - Parameter last: the rule does not need g any longer.
  func kept(_ g: Variable, where mask: Tensor, is truth: Bool, last: Bool = true) throws -> Variable {
    if last, mayOverwrite, g.withTensor({ Tensor.keep(over: $0, where: mask, is: truth) }) { return g }
    let zero = try Ops.scalar(0, like: g)
    return try truth ? Ops.select(mask, g, zero) : Ops.select(mask, zero, g)
  }

  /// What a kernel gives that writes over dy when it is handed it once more, as the place for the result.
  @inline(__always)
  func overwriting(_ g: Variable, _ kernel: (_ dy: Tensor, _ place: Tensor?) throws -> Tensor) rethrows
    -> Variable
  {
    try g.withTensor { dy in
      let result = try kernel(dy, mayOverwrite && dy.isContiguous && !dy.isHollow ? dy : nil)
      return result === dy ? g : Variable(result)
    }
  }

  /// What a kernel of (dy, x) or (dy, y) gives. - Precondition: not recorded; x has the shape and dtype of g.
  @inline(__always)
  func fused(_ kernel: BinaryOp, _ g: Variable, _ x: Tensor) throws -> Variable {
    try combined(kernel, g, x, last: true) ?? Variable(g.withTensor { try Tensor.binary(kernel, $0, x) })
  }

  /// nil unless the dtypes agree, and the shapes unless x is 0-d.
  @inline(__always)
  private func combined(_ kernel: BinaryOp, _ g: Variable, _ x: Tensor, last: Bool) throws -> Variable? {
    try g.withTensor { dy in
      guard dy.dtype == x.dtype, dy.shape == x.shape || x.rank == 0 else { return nil }
      if last, mayOverwrite, Tensor.binary(kernel, over: dy, x) { return g }
      return Variable(try Tensor.binary(kernel, dy, x))
    }
  }
}
