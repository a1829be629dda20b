import CKernels

/// Normalisation over rows: layer, group and instance norm.
public enum RowNormalization {
  /// How a tensor splits into rows, and which scale an element has.
  public struct Layout {
    let rows: Int
    let kernel: dls_row_norm
    /// Elements of scale and shift.
    let parameters: Int

    /// The last `axes` axes of each sample together.
    public static func layer(_ shape: Shape, axes: Int, epsilon: Double) -> Layout {
      let size = shape.suffix(axes).reduce(1, *)
      return Layout(
        rows: size == 0 ? 0 : shape.elementCount / size,
        kernel: dls_row_norm(size: size, groups: 1, spatial: 1, epsilon: epsilon), parameters: size)
    }

    /// N×C×…: the channels of each sample in groups.
    public static func group(_ shape: Shape, groups: Int, epsilon: Double) -> Layout {
      let spatial = shape.dropFirst(2).reduce(1, *)
      let size = shape[1] / groups * spatial
      return Layout(
        rows: size == 0 ? 0 : shape[0] * groups,
        kernel: dls_row_norm(size: size, groups: groups, spatial: max(spatial, 1), epsilon: epsilon),
        parameters: shape[1])
    }

    fileprivate func share(_ body: (Int, Int) -> Void) {
      Parallel.forEach(count: rows, grain: max(1, 16_384 / max(kernel.size, 1))) {
        body($0.lowerBound, $0.upperBound)
      }
    }
  }

  /// (x − mean)·rstd·scale + shift, with biased variance; mean and rstd = 1/√(variance + ε) per row.
  public static func forward(
    _ x: Tensor, scale: Tensor?, shift: Tensor?, _ layout: Layout
  ) throws -> (result: Tensor, mean: Tensor, rstd: Tensor) {
    let (x, scale, shift) = (try x.contiguous(), try scale?.contiguous(), try shift?.contiguous())
    let isHollow = x.isHollow || scale?.isHollow ?? false
    let result = try Tensor(empty: x.shape, x.dtype, hollow: isHollow)
    let mean = try Tensor(empty: [layout.rows], x.dtype, hollow: isHollow)
    let rstd = try Tensor(empty: [layout.rows], x.dtype, hollow: isHollow)
    if isHollow { return (result, mean, rstd) }
    if x.dtype == .f32 {
      layout.share {
        dls_row_norm_f32(
          layout.kernel, x.f32, scale?.f32, shift?.f32, result.f32, mean.f32, rstd.f32, $0, $1)
      }
    } else {
      layout.share {
        dls_row_norm_f64(
          layout.kernel, x.f64, scale?.f64, shift?.f64, result.f64, mean.f64, rstd.f64, $0, $1)
      }
    }
    return (result, mean, rstd)
  }

  public static func gradient(
    _ x: Tensor, _ delta: Tensor, scale: Tensor?, mean: Tensor, rstd: Tensor, _ layout: Layout
  ) throws -> Tensor {
    let (x, delta, scale) = (try x.contiguous(), try delta.contiguous(), try scale?.contiguous())
    let result = try Tensor(empty: x.shape, x.dtype, hollow: x.isHollow || delta.isHollow)
    if result.isHollow { return result }
    if x.dtype == .f32 {
      layout.share {
        dls_row_norm_gradient_f32(
          layout.kernel, x.f32, delta.f32, scale?.f32, mean.f32, rstd.f32, result.f32, $0, $1)
      }
    } else {
      layout.share {
        dls_row_norm_gradient_f64(
          layout.kernel, x.f64, delta.f64, scale?.f64, mean.f64, rstd.f64, result.f64, $0, $1)
      }
    }
    return result
  }

  /// Gradients of scale and shift, added over the rows in order.
  public static func affineGradient(
    _ x: Tensor, _ delta: Tensor, mean: Tensor, rstd: Tensor, _ layout: Layout, shape: Shape
  ) throws -> (scale: Tensor, shift: Tensor) {
    let (x, delta) = (try x.contiguous(), try delta.contiguous())
    if x.isHollow || delta.isHollow {
      return (try .hollow(shape, x.dtype), try .hollow(shape, x.dtype))
    }
    let scale = try Tensor.zeros(shape, x.dtype), shift = try Tensor.zeros(shape, x.dtype)
    if x.dtype == .f32 {
      dls_row_norm_affine_f32(
        layout.kernel, x.f32, delta.f32, mean.f32, rstd.f32, scale.f32, shift.f32, 0, layout.rows)
    } else {
      dls_row_norm_affine_f64(
        layout.kernel, x.f64, delta.f64, mean.f64, rstd.f64, scale.f64, shift.f64, 0, layout.rows)
    }
    return (scale, shift)
  }
}
