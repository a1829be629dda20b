// 2-d pooling over planes of height × width. Callers share the planes [first, last) out over threads.
#pragma once
#include <stdbool.h>
#include <stdint.h>

typedef struct {
  long height, width, kernelHeight, kernelWidth, strideY, strideX, paddingY, paddingX, dilationY, dilationX;
  long outHeight, outWidth;
  // What averages divide by; 0: the pixels of the window.
  long divisor;
} dls_pool2d;

#define DLS_POOLING(REAL, SUFFIX)                                                                             \
  /* The first greatest of each window, NaN above all, and where it lies in its plane. */                     \
  void dls_max_pool2d_##SUFFIX(const dls_pool2d *shape, const REAL *input, REAL *out, int64_t *index,         \
                               long first, long last);                                                        \
  /* Adds each window's gradient where its greatest lay; the rest is 0. */                                    \
  void dls_max_unpool2d_##SUFFIX(const dls_pool2d *shape, const REAL *delta, const int64_t *index,            \
                                 REAL *gradient, long first, long last);                                      \
  /* out[o] = input[index[o]], plane by plane. */                                                             \
  void dls_pool2d_gather_##SUFFIX(const dls_pool2d *shape, const REAL *input, const int64_t *index, REAL *out,\
                                  long first, long last);                                                     \
  void dls_avg_pool2d_##SUFFIX(const dls_pool2d *shape, bool countsPadding, const REAL *input, REAL *out,     \
                               long first, long last);                                                        \
  void dls_avg_unpool2d_##SUFFIX(const dls_pool2d *shape, bool countsPadding, const REAL *delta,              \
                                 REAL *gradient, long first, long last)

DLS_POOLING(float, f32);
DLS_POOLING(double, f64);
