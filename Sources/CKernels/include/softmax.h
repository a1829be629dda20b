// Softmax along the middle axis of outer × size × inner, and the cross-entropy on rows of logits. Callers share
// [first, last) of the outer axis, or of the rows, out over threads.
#pragma once

#define DLS_SOFTMAX(REAL, SUFFIX)                                                                             \
  void dls_softmax_##SUFFIX(const REAL *input, REAL *out, long size, long inner, long first, long last);      \
  void dls_log_softmax_##SUFFIX(const REAL *input, REAL *out, long size, long inner, long first, long last);  \
  /* gradient = y·(delta − Σ delta·y) */                                                                      \
  void dls_softmax_gradient_##SUFFIX(const REAL *y, const REAL *delta, REAL *gradient, long size, long inner, \
                                     long first, long last);                                                  \
  /* gradient = delta − e^y·Σ delta */                                                                        \
  void dls_log_softmax_gradient_##SUFFIX(const REAL *y, const REAL *delta, REAL *gradient, long size,         \
                                         long inner, long first, long last);                                  \
  /* loss[r] = Σ_c share[r][c]·(lse[r] − logits[r][c]), where lse[r] = log Σ_c e^logits[r][c]. */             \
  void dls_cross_entropy_##SUFFIX(const REAL *logits, const REAL *share, REAL *lse, REAL *loss, long classes, \
                                  long first, long last);                                                     \
  /* gradient[r][c] = delta[r·step]·(e^(logits[r][c] − lse[r])·Σ share[r] − share[r][c]) */                   \
  void dls_cross_entropy_gradient_##SUFFIX(const REAL *logits, const REAL *share, const REAL *lse,            \
                                           const REAL *delta, long step, REAL *gradient, long classes,        \
                                           long first, long last)

DLS_SOFTMAX(float, f32);
DLS_SOFTMAX(double, f64);
