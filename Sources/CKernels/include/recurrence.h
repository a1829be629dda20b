// One step of a recurrent cell on rows [first, last), and back. Gates lie side by side in PyTorch's order; `size` is
// the number of hidden features. The gates hold sums before a step and activated values after it.
#pragma once

#define DLS_RECURRENCE(REAL, SUFFIX)                                                                          \
  /* gates: i f g o; c = f·before + i·g, bent = tanh c, h = o·bent */                                         \
  void dls_lstm_step_##SUFFIX(REAL *gates, const REAL *before, REAL *c, REAL *bent, REAL *h, long size,       \
                              long first, long last);                                                         \
  /* gates become the gradients of their sums; dc, that of c, becomes that of `before`. */                    \
  void dls_lstm_step_back_##SUFFIX(REAL *gates, const REAL *before, const REAL *bent, const REAL *dh,         \
                                   REAL *dc, long size, long first, long last);                               \
  /* gates: r z n, with `shares` of the state; n = tanh(n + r·shares_n), h = n + z·(before − n) */            \
  void dls_gru_step_##SUFFIX(REAL *gates, REAL *shares, const REAL *before, REAL *h, long size, long first,   \
                             long last);                                                                      \
  /* gates and shares become the gradients of their sums, dh that part of before's which skips the gates. */  \
  void dls_gru_step_back_##SUFFIX(REAL *gates, REAL *shares, const REAL *before, REAL *dh, long size,         \
                                  long first, long last);                                                     \
  /* h = tanh(gates), or max(gates, 0) */                                                                     \
  void dls_rnn_step_##SUFFIX(const REAL *gates, REAL *h, int bends, long first, long last);                   \
  void dls_rnn_step_back_##SUFFIX(const REAL *h, const REAL *dh, REAL *gates, int bends, long first, long last)

DLS_RECURRENCE(float, f32);
DLS_RECURRENCE(double, f64);
