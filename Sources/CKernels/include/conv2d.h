// 2-d convolution (cross-correlation) on contiguous N×C×H×W tensors, weights F×(C/groups)×KH×KW. The caller cuts
// the work into parts and may run parts on several threads; results do not depend on the cut.
#pragma once

typedef struct {
  long batch, channels, height, width;
  long filters, kernelHeight, kernelWidth;
  long strideY, strideX, paddingY, paddingX, dilationY, dilationX;
  long groups;
  long outHeight, outWidth;
  /// 1: sums in the order of the definition, without Winograd's transforms, which would carry a NaN or an infinity
  /// from one output to its neighbours.
  long exact;
} dls_conv2d;

/// The instruction sets that convolution has kernels of its own for: 0 any processor's, 1 AVX2, 2 AVX-512. The best
/// that this processor has; and the one in use, at first the best that the environment variable DLS_KERNELS
/// (baseline, avx2, avx512) admits.
int dls_conv_best_level(void);
int dls_conv_level(void);
void dls_conv_set_level(int level);

/// Whether Winograd's transforms serve this shape.
int dls_conv2d_is_minimal(const dls_conv2d *shape);

/// How many images at most share one partial sum of the weights' gradient: it depends on shapes alone.
long dls_conv2d_chunk(const dls_conv2d *shape);

#define DLS_CONV2D(REAL, SUFFIX)                                                                              \
  /* Whether no value is infinite or not a number. */                                                         \
  int dls_all_finite_##SUFFIX(const REAL *values, long count);                                                \
  /* Elements that packed weights take, forward or for the input's gradient. */                               \
  long dls_conv2d_packed_##SUFFIX(const dls_conv2d *shape);                                                   \
  /* What returns a status gives 0, or -1 when there is no memory for scratch. */                             \
  int dls_conv2d_pack_##SUFFIX(const dls_conv2d *shape, const REAL *weight, const REAL *bias, REAL *packed);  \
  int dls_conv2d_pack_input_##SUFFIX(const dls_conv2d *shape, const REAL *weight, REAL *packed);              \
  /* Rows [first, last), `first` even, of the output of one image; `out` is the whole output. */              \
  int dls_conv2d_forward_##SUFFIX(const dls_conv2d *shape, const REAL *input, const REAL *packed, REAL *out,  \
                                  long image, long first, long last);                                         \
  /* The gradient of the input of one image, from that of the output. */                                      \
  int dls_conv2d_input_gradient_##SUFFIX(const dls_conv2d *shape, const REAL *delta, const REAL *packed,      \
                                         REAL *gradient, long image);                                         \
  /* Elements of one partial sum: the weights' gradient, then the bias's. */                                  \
  long dls_conv2d_partial_##SUFFIX(const dls_conv2d *shape);                                                  \
  /* Writes the partial sum over images [first, last). */                                                     \
  int dls_conv2d_weight_gradient_##SUFFIX(const dls_conv2d *shape, const REAL *input, const REAL *delta,      \
                                          REAL *partial, long first, long last);                              \
  /* Adds `count` partial sums in order and unpacks them; gradients may be NULL. */                           \
  void dls_conv2d_unpack_gradient_##SUFFIX(const dls_conv2d *shape, const REAL *partials, long count,         \
                                           REAL *weight, REAL *bias)

DLS_CONV2D(float, f32);
DLS_CONV2D(double, f64);
