// One pass over a parameter for each optimizer's step. Callers share [first, last) out over threads.
#pragma once
#include <stdbool.h>

typedef struct {
  double rate, momentum, dampening, weightDecay;
  bool nesterov, isFirst;
} dls_sgd;

typedef struct {
  double rate, beta1, beta2, epsilon, weightDecay;
  /// 1 − β₁^t and 1 − β₂^t.
  double correction1, correction2;
  /// Decay shrinks the parameter itself (AdamW) instead of adding to the gradient.
  bool decoupled;
  /// ε under the root.
  bool epsilonInside;
} dls_adam;

typedef struct {
  double rate, alpha, epsilon, weightDecay, momentum;
  bool epsilonInside;
} dls_rmsprop;

#define DLS_OPTIMIZERS(REAL, SUFFIX)                                                                          \
  /* PyTorch's SGD; `velocity` may be NULL without momentum. */                                               \
  void dls_sgd_##SUFFIX(dls_sgd o, REAL *parameter, const REAL *gradient, REAL *velocity, long first,         \
                        long last);                                                                           \
  /* v = βv + (1 − β)g, p = p − rate·v */                                                                     \
  void dls_momentum_##SUFFIX(double rate, double beta, REAL *parameter, const REAL *gradient, REAL *velocity, \
                             long first, long last);                                                          \
  /* s = s + g², p = p − rate·g/(√s + ε) */                                                                   \
  void dls_adagrad_##SUFFIX(dls_rmsprop o, REAL *parameter, const REAL *gradient, REAL *sum, long first,      \
                            long last);                                                                       \
  /* s = αs + (1 − α)g², p = p − rate·g/(√s + ε); `velocity` may be NULL without momentum. */                 \
  void dls_rmsprop_##SUFFIX(dls_rmsprop o, REAL *parameter, const REAL *gradient, REAL *square,               \
                            REAL *velocity, long first, long last);                                           \
  void dls_adam_##SUFFIX(dls_adam o, REAL *parameter, const REAL *gradient, REAL *mean, REAL *square,         \
                         long first, long last)

DLS_OPTIMIZERS(float, f32);
DLS_OPTIMIZERS(double, f64);
