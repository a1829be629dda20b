import CKernels

/// Softmax along one axis, stable for any finite input, and the cross-entropy on logits.
public enum Softmax {
  /// e^xᵢ / Σ e^xⱼ
  public static func softmax(_ x: Tensor, axis: Int) throws -> Tensor {
    let x = try floating(x, "softmax")
    let result = try Tensor(empty: x.shape, x.dtype, hollow: x.isHollow)
    if result.isHollow { return result }
    let plan = Plan(x, axis)
    if x.dtype == .f32 {
      plan.share { dls_softmax_f32(x.f32, result.f32, plan.size, plan.inner, $0, $1) }
    } else {
      plan.share { dls_softmax_f64(x.f64, result.f64, plan.size, plan.inner, $0, $1) }
    }
    return result
  }

  /// xᵢ − log Σ e^xⱼ
  public static func logSoftmax(_ x: Tensor, axis: Int) throws -> Tensor {
    let x = try floating(x, "log_softmax")
    let result = try Tensor(empty: x.shape, x.dtype, hollow: x.isHollow)
    if result.isHollow { return result }
    let plan = Plan(x, axis)
    if x.dtype == .f32 {
      plan.share { dls_log_softmax_f32(x.f32, result.f32, plan.size, plan.inner, $0, $1) }
    } else {
      plan.share { dls_log_softmax_f64(x.f64, result.f64, plan.size, plan.inner, $0, $1) }
    }
    return result
  }

  /// From the output y and its gradient.
  ///
  /// - Parameter place: for the result, nobody else looks at it; may be delta. nil: a new tensor.
  public static func softmaxGradient(
    _ y: Tensor, _ delta: Tensor, axis: Int, into place: Tensor? = nil
  ) throws -> Tensor {
    guard y.isContiguous, delta.isContiguous else {
      return try softmaxGradient(y.contiguous(), delta.contiguous(), axis: axis, into: place)
    }
    let result = try y.counterpart(place, hollow: y.isHollow || delta.isHollow)
    if result.isHollow { return result }
    let plan = Plan(y, axis)
    if y.dtype == .f32 {
      plan.share { dls_softmax_gradient_f32(y.f32, delta.f32, result.f32, plan.size, plan.inner, $0, $1) }
    } else {
      plan.share { dls_softmax_gradient_f64(y.f64, delta.f64, result.f64, plan.size, plan.inner, $0, $1) }
    }
    return result
  }

  /// From the output y and its gradient, as ``softmaxGradient(_:_:axis:into:)``.
  public static func logSoftmaxGradient(
    _ y: Tensor, _ delta: Tensor, axis: Int, into place: Tensor? = nil
  ) throws -> Tensor {
    guard y.isContiguous, delta.isContiguous else {
      return try logSoftmaxGradient(y.contiguous(), delta.contiguous(), axis: axis, into: place)
    }
    let result = try y.counterpart(place, hollow: y.isHollow || delta.isHollow)
    if result.isHollow { return result }
    let plan = Plan(y, axis)
    if y.dtype == .f32 {
      plan.share { dls_log_softmax_gradient_f32(y.f32, delta.f32, result.f32, plan.size, plan.inner, $0, $1) }
    } else {
      plan.share { dls_log_softmax_gradient_f64(y.f64, delta.f64, result.f64, plan.size, plan.inner, $0, $1) }
    }
    return result
  }

  /// For rows of logits R×C and the share each class has in each row's loss: Σ_c share·(lse − logit), and
  /// lse = log Σ e^logit.
  public static func crossEntropy(
    _ logits: Tensor, share: Tensor
  ) throws -> (losses: Tensor, logSumExp: Tensor) {
    let logits = try floating(logits, "cross_entropy")
    let isHollow = logits.isHollow || share.isHollow
    let losses = try Tensor(empty: [logits.shape[0]], logits.dtype, hollow: isHollow)
    let logSumExp = try Tensor(empty: losses.shape, logits.dtype, hollow: isHollow)
    if losses.isHollow { return (losses, logSumExp) }
    let plan = Plan(logits, 1)
    if logits.dtype == .f32 {
      plan.share {
        dls_cross_entropy_f32(logits.f32, share.f32, logSumExp.f32, losses.f32, plan.size, $0, $1)
      }
    } else {
      plan.share {
        dls_cross_entropy_f64(logits.f64, share.f64, logSumExp.f64, losses.f64, plan.size, $0, $1)
      }
    }
    return (losses, logSumExp)
  }

  /// The gradient of the logits; `delta` has one element for each row, or one for all.
  public static func crossEntropyGradient(
    _ logits: Tensor, share: Tensor, logSumExp: Tensor, _ delta: Tensor
  ) throws -> Tensor {
    let (logits, delta) = (try logits.contiguous(), try delta.contiguous())
    let isHollow = logits.isHollow || share.isHollow || delta.isHollow
    let result = try Tensor(empty: logits.shape, logits.dtype, hollow: isHollow)
    if result.isHollow { return result }
    let plan = Plan(logits, 1)
    let step = delta.count == 1 ? 0 : 1
    if logits.dtype == .f32 {
      plan.share {
        dls_cross_entropy_gradient_f32(
          logits.f32, share.f32, logSumExp.f32, delta.f32, step, result.f32, plan.size, $0, $1)
      }
    } else {
      plan.share {
        dls_cross_entropy_gradient_f64(
          logits.f64, share.f64, logSumExp.f64, delta.f64, step, result.f64, plan.size, $0, $1)
      }
    }
    return result
  }

  private static func floating(_ x: Tensor, _ name: String) throws -> Tensor {
    guard x.dtype.isFloating else { throw NeuralFailure.dtype(name, x.dtype) }
    return try x.contiguous()
  }

  /// A contiguous tensor as outer × size × inner around an axis.
  private struct Plan {
    let outer: Int
    let size: Int
    let inner: Int

    init(_ x: Tensor, _ axis: Int) {
      if x.rank == 0 || x.count == 0 {
        (outer, size, inner) = (x.count, 1, 1)
        return
      }
      size = x.shape[axis]
      var inner = 1
      for axis in (axis + 1)..<x.rank { inner *= x.shape[axis] }
      self.inner = inner
      outer = x.count / (size * inner)
    }

    func share(_ body: (Int, Int) -> Void) {
      Parallel.forEach(count: outer, grain: max(1, 8_192 / max(size * inner, 1))) {
        body($0.lowerBound, $0.upperBound)
      }
    }
  }
}
