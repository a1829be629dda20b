// One step of a recurrent cell on rows [first, last), and back. Gates lie side by side in PyTorch's order; `size` is
// the number of hidden features. Gradients of the gates' sums go into `sums`.
#pragma once

#define DLS_RECURRENCE(REAL, SUFFIX)                                                                          \
  /* gates: i f g o, sums that become activated; c = f·before + i·g, bent = tanh c, h = o·bent */             \
  void dls_lstm_step_##SUFFIX(REAL *gates, const REAL *before, REAL *c, REAL *bent, REAL *h, long size,       \
                              long first, long last);                                                         \
  /* dc, the gradient of c, becomes that of `before`. */                                                      \
  void dls_lstm_step_back_##SUFFIX(const REAL *gates, const REAL *before, const REAL *bent, const REAL *dh,   \
                                   REAL *dc, REAL *sums, long size, long first, long last);                   \
  /* gates: r z n, activated sums of `inputs` and of the state's `shares`; n = tanh(inputs_n + r·shares_n),   \
     h = n + z·(before − n) */                                                                                \
  void dls_gru_step_##SUFFIX(const REAL *inputs, REAL *gates, const REAL *shares, const REAL *before,         \
                             REAL *h, long size, long first, long last);                                      \
  /* `inner`: gradients of the shares; `skipped`: that part of before's which skips the gates. */             \
  void dls_gru_step_back_##SUFFIX(const REAL *gates, const REAL *shares, const REAL *before, const REAL *dh,  \
                                  REAL *skipped, REAL *sums, REAL *inner, long size, long first, long last);  \
  /* h = tanh(gates), or max(gates, 0) */                                                                     \
  void dls_rnn_step_##SUFFIX(const REAL *gates, REAL *h, int bends, long first, long last);                   \
  void dls_rnn_step_back_##SUFFIX(const REAL *h, const REAL *dh, REAL *sums, int bends, long first, long last)

DLS_RECURRENCE(float, f32);
DLS_RECURRENCE(double, f64);
