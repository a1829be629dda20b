// What the convolution kernels of every instruction set share: the work they are given. Private to CKernels.
#pragma once
#include <stddef.h>

/// One band of output rows of one image and one group, as a sum over taps:
/// out[o][y][x] = bias[o] + Σ_t Σ_c source[c][y·rowStride + tapRow[t]][x·columnStride + tapColumn[t]] · w[t][c][o]
/// Forward convolution is this with the kernel's taps; the gradient of the input is this on the output's
/// gradient, once for each phase of the stride.
typedef struct {
  long channels, filters;
  /// Source rows hold `channels` × `phases` rows of `pitch` floats: column x lies at [x % phases][x / phases].
  long phases, pitch;
  /// Source rows from one output row to the next.
  long rowStride;
  long tapCount;
  /// Where a tap's first channel lies, in floats from the first source row of an output row.
  const long *taps;
} dls_conv_work;

/// The kernels of one instruction set and element type.
#define DLS_CONV_KERNELS(REAL, TYPE)                                                                          \
  typedef struct {                                                                                            \
    /* Filters computed together are a multiple of this; packed weights are padded with zeros to it. */       \
    long lanes;                                                                                               \
    /* Filters in the block of packed weights that starts at `filter`. */                                     \
    long (*block)(long filters, long filter);                                                                 \
    /* rows × columns outputs of the filters of one block, as [row][column][block]. */                        \
    void (*rows)(const dls_conv_work *work, long block, const REAL *source, const REAL *weights,              \
                 const REAL *bias, REAL *out, long rows, long columns);                                       \
    /* Adds source · delta, summed over rows × columns, to gradient[t·channels + c][filters]; delta is        \
       [row][column][filters], filters a multiple of the lanes. */                                            \
    void (*weightGradient)(const dls_conv_work *work, const REAL *source, const REAL *delta, REAL *gradient,  \
                           long rows, long columns);                                                          \
    /* Adds the sum of delta over its pixels. */                                                              \
    void (*biasGradient)(const REAL *delta, long filters, REAL *gradient, long pixels);                       \
    /* to[column][row] = from[row][column]; a stride is that of a whole row. */                               \
    void (*transpose)(const REAL *from, long fromStride, REAL *to, long toStride, long rows, long columns);   \
    /* The transforms of winograd_tiles.h. */                                                                 \
    void (*winogradInput)(const REAL *source, long rowStep, long pitch, long tileRows, long tileColumns,      \
                          REAL *out, long step);                                                              \
    void (*winogradOutput)(const REAL *products, long step, long block, long tileColumns, const REAL *bias,   \
                           REAL *out, long rows, long columns);                                               \
    void (*winogradWeights)(const REAL *weights, long channels, long block, int flipped, REAL *out);          \
    void (*winogradDelta)(const REAL *delta, long filters, long tileColumns, REAL *out, long step, long rows, \
                          long columns);                                                                      \
    void (*winogradGradient)(const REAL *products, long step, REAL *gradient);                                \
  } TYPE

DLS_CONV_KERNELS(float, dls_conv_kernels_f32);
DLS_CONV_KERNELS(double, dls_conv_kernels_f64);

extern const dls_conv_kernels_f32 dls_conv_f32_avx512, dls_conv_f32_avx2, dls_conv_f32_baseline;
extern const dls_conv_kernels_f64 dls_conv_f64_avx512, dls_conv_f64_avx2, dls_conv_f64_baseline;

/// At least `bytes` of this thread's own scratch memory, 64-byte aligned; NULL when there is none. The next
/// call may move it.
void *dls_conv_scratch(size_t bytes);
