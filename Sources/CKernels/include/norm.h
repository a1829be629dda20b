// Normalisation over rows (layer, group, instance) and over channels (batch). Callers share [first, last) of the
// rows or channels out over threads.
#pragma once

/// Rows of `size` elements. Element i of row r has the scale and shift number
/// (r % groups) · (size / spatial) + i / spatial.
typedef struct {
  long size, groups, spatial;
  double epsilon;
} dls_row_norm;

#define DLS_NORM(REAL, SUFFIX)                                                                                \
  /* out = (x − mean)·rstd·scale + shift, with mean and rstd kept per row; scale and shift may be NULL. */    \
  void dls_row_norm_##SUFFIX(dls_row_norm n, const REAL *input, const REAL *scale, const REAL *shift,         \
                             REAL *out, REAL *mean, REAL *rstd, long first, long last);                       \
  void dls_row_norm_gradient_##SUFFIX(dls_row_norm n, const REAL *input, const REAL *delta,                   \
                                      const REAL *scale, const REAL *mean, const REAL *rstd, REAL *gradient,  \
                                      long first, long last);                                                 \
  /* Adds the gradients of scale and shift over rows [first, last). */                                        \
  void dls_row_norm_affine_##SUFFIX(dls_row_norm n, const REAL *input, const REAL *delta, const REAL *mean,   \
                                    const REAL *rstd, REAL *scale, REAL *shift, long first, long last);       \
  /* Mean and biased variance of channels [first, last) of batch × channels × spatial. */                     \
  void dls_channel_moments_##SUFFIX(const REAL *input, long batch, long channels, long spatial, REAL *mean,   \
                                    REAL *variance, long first, long last);                                   \
  /* out = x·factor[c] + term[c], images [first, last). */                                                    \
  void dls_channel_affine_##SUFFIX(const REAL *input, const REAL *factor, const REAL *term, REAL *out,        \
                                   long channels, long spatial, long first, long last);                       \
  /* Σ delta and Σ delta·(x − mean)·rstd of channels [first, last). */                                        \
  void dls_channel_sums_##SUFFIX(const REAL *input, const REAL *delta, const REAL *mean, const REAL *rstd,    \
                                 long batch, long channels, long spatial, REAL *plain, REAL *scaled,          \
                                 long first, long last);                                                      \
  /* gradient = delta·a[c] + x·b[c] + d[c], images [first, last). */                                          \
  void dls_channel_gradient_##SUFFIX(const REAL *input, const REAL *delta, const REAL *a, const REAL *b,      \
                                     const REAL *d, REAL *gradient, long channels, long spatial, long first,  \
                                     long last)

DLS_NORM(float, f32);
DLS_NORM(double, f64);
