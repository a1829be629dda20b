import CKernels

/// Batch normalisation of N×C×… tensors, channel by channel.
public enum ChannelNormalization {
  /// Mean and biased variance of each channel.
  public static func moments(_ x: Tensor) throws -> (mean: Tensor, variance: Tensor) {
    let x = try x.contiguous()
    let plan = Plan(x)
    let mean = try Tensor(empty: [plan.channels], x.dtype, hollow: x.isHollow)
    let variance = try Tensor(empty: [plan.channels], x.dtype, hollow: x.isHollow)
    if x.isHollow { return (mean, variance) }
    if x.dtype == .f32 {
      plan.shareChannels {
        dls_channel_moments_f32(
          x.f32, plan.batch, plan.channels, plan.spatial, mean.f32, variance.f32, $0, $1)
      }
    } else {
      plan.shareChannels {
        dls_channel_moments_f64(
          x.f64, plan.batch, plan.channels, plan.spatial, mean.f64, variance.f64, $0, $1)
      }
    }
    return (mean, variance)
  }

  /// (x − mean)·rstd·scale + shift
  public static func normalize(
    _ x: Tensor, mean: Tensor, rstd: Tensor, scale: Tensor?, shift: Tensor?
  ) throws -> Tensor {
    let factor = scale == nil ? rstd : try Tensor.binary(.multiply, rstd, scale ?? rstd)
    let moved = try Tensor.binary(.multiply, mean, factor)
    let term =
      try shift.map { try Tensor.binary(.subtract, $0, moved) } ?? Tensor.unary(.negate, moved)
    return try affine(x, factor: factor, term: term)
  }

  /// x·factor + term, with one factor and one term for each channel.
  static func affine(_ x: Tensor, factor: Tensor, term: Tensor) throws -> Tensor {
    let (x, factor, term) = (try x.contiguous(), try factor.contiguous(), try term.contiguous())
    let plan = Plan(x)
    let isHollow = x.isHollow || factor.isHollow || term.isHollow
    let result = try Tensor(empty: x.shape, x.dtype, hollow: isHollow)
    if result.isHollow { return result }
    if x.dtype == .f32 {
      plan.shareImages {
        dls_channel_affine_f32(
          x.f32, factor.f32, term.f32, result.f32, plan.channels, plan.spatial, $0, $1)
      }
    } else {
      plan.shareImages {
        dls_channel_affine_f64(
          x.f64, factor.f64, term.f64, result.f64, plan.channels, plan.spatial, $0, $1)
      }
    }
    return result
  }

  /// Σ delta and Σ delta·(x − mean)·rstd of each channel: the gradients of shift and scale.
  public static func sums(
    _ x: Tensor, _ delta: Tensor, mean: Tensor, rstd: Tensor
  ) throws -> (shift: Tensor, scale: Tensor) {
    let (x, delta) = (try x.contiguous(), try delta.contiguous())
    let (mean, rstd) = (try mean.contiguous(), try rstd.contiguous())
    let plan = Plan(x)
    let isHollow = x.isHollow || delta.isHollow
    let shift = try Tensor(empty: [plan.channels], x.dtype, hollow: isHollow)
    let scale = try Tensor(empty: [plan.channels], x.dtype, hollow: isHollow)
    if isHollow { return (shift, scale) }
    if x.dtype == .f32 {
      plan.shareChannels {
        dls_channel_sums_f32(
          x.f32, delta.f32, mean.f32, rstd.f32, plan.batch, plan.channels, plan.spatial, shift.f32, scale.f32,
          $0, $1)
      }
    } else {
      plan.shareChannels {
        dls_channel_sums_f64(
          x.f64, delta.f64, mean.f64, rstd.f64, plan.batch, plan.channels, plan.spatial, shift.f64, scale.f64,
          $0, $1)
      }
    }
    return (shift, scale)
  }

  /// delta·a + x·b + d, with one a, b and d for each channel.
  public static func combine(
    _ x: Tensor, _ delta: Tensor, a: Tensor, b: Tensor, d: Tensor
  ) throws -> Tensor {
    let (x, delta) = (try x.contiguous(), try delta.contiguous())
    let (a, b, d) = (try a.contiguous(), try b.contiguous(), try d.contiguous())
    let plan = Plan(x)
    let isHollow = x.isHollow || delta.isHollow || a.isHollow
    let result = try Tensor(empty: x.shape, x.dtype, hollow: isHollow)
    if result.isHollow { return result }
    if x.dtype == .f32 {
      plan.shareImages {
        dls_channel_gradient_f32(
          x.f32, delta.f32, a.f32, b.f32, d.f32, result.f32, plan.channels, plan.spatial, $0, $1)
      }
    } else {
      plan.shareImages {
        dls_channel_gradient_f64(
          x.f64, delta.f64, a.f64, b.f64, d.f64, result.f64, plan.channels, plan.spatial, $0, $1)
      }
    }
    return result
  }

  private struct Plan {
    let batch: Int
    let channels: Int
    let spatial: Int

    init(_ x: Tensor) {
      batch = x.shape[0]
      channels = x.shape[1]
      spatial = x.shape.dropFirst(2).reduce(1, *)
    }

    func shareChannels(_ body: (Int, Int) -> Void) {
      Parallel.forEach(count: channels, grain: max(1, 16_384 / max(batch * spatial, 1))) {
        body($0.lowerBound, $0.upperBound)
      }
    }

    func shareImages(_ body: (Int, Int) -> Void) {
      Parallel.forEach(count: batch, grain: max(1, 16_384 / max(channels * spatial, 1))) {
        body($0.lowerBound, $0.upperBound)
      }
    }
  }
}
