// Optimizer steps for one element type, see optimizer.h.

DLS_CLONES void TYPED(dls_sgd)(dls_sgd o, REAL *restrict parameter, const REAL *restrict gradient,
                               REAL *restrict velocity, long first, long last) {
  const REAL rate = (REAL)o.rate, decay = (REAL)o.weightDecay, momentum = (REAL)o.momentum;
  const REAL keep = o.isFirst ? 0 : momentum, take = o.isFirst ? 1 : (REAL)(1 - o.dampening);
  if (!velocity) {
    for (long i = first; i < last; i++) parameter[i] -= rate * (gradient[i] + decay * parameter[i]);
    return;
  }
  const REAL own = o.nesterov ? 1 : 0, carried = o.nesterov ? momentum : 1;
  for (long i = first; i < last; i++) {
    const REAL g = gradient[i] + decay * parameter[i];
    const REAL v = keep * velocity[i] + take * g;
    velocity[i] = v;
    parameter[i] -= rate * (own * g + carried * v);
  }
}

DLS_CLONES void TYPED(dls_momentum)(double rate, double beta, REAL *restrict parameter,
                                    const REAL *restrict gradient, REAL *restrict velocity, long first, long last) {
  const REAL step = (REAL)rate, keep = (REAL)beta, take = (REAL)(1 - beta);
  for (long i = first; i < last; i++) {
    velocity[i] = keep * velocity[i] + take * gradient[i];
    parameter[i] -= step * velocity[i];
  }
}

DLS_CLONES void TYPED(dls_adagrad)(dls_rmsprop o, REAL *restrict parameter, const REAL *restrict gradient,
                                   REAL *restrict sum, long first, long last) {
  const REAL rate = (REAL)o.rate, decay = (REAL)o.weightDecay;
  const REAL inside = o.epsilonInside ? (REAL)o.epsilon : 0, outside = o.epsilonInside ? 0 : (REAL)o.epsilon;
  for (long i = first; i < last; i++) {
    const REAL g = gradient[i] + decay * parameter[i];
    sum[i] += g * g;
    parameter[i] -= rate * g / (ROOT(sum[i] + inside) + outside);
  }
}

DLS_CLONES void TYPED(dls_rmsprop)(dls_rmsprop o, REAL *restrict parameter, const REAL *restrict gradient,
                                   REAL *restrict square, REAL *restrict velocity, long first, long last) {
  const REAL rate = (REAL)o.rate, decay = (REAL)o.weightDecay, momentum = (REAL)o.momentum;
  const REAL keep = (REAL)o.alpha, take = (REAL)(1 - o.alpha);
  const REAL inside = o.epsilonInside ? (REAL)o.epsilon : 0, outside = o.epsilonInside ? 0 : (REAL)o.epsilon;
  for (long i = first; i < last; i++) {
    const REAL g = gradient[i] + decay * parameter[i];
    square[i] = keep * square[i] + take * g * g;
    REAL step = g / (ROOT(square[i] + inside) + outside);
    if (velocity) step = velocity[i] = momentum * velocity[i] + step;
    parameter[i] -= rate * step;
  }
}

DLS_CLONES void TYPED(dls_adam)(dls_adam o, REAL *restrict parameter, const REAL *restrict gradient,
                                REAL *restrict mean, REAL *restrict square, long first, long last) {
  const REAL beta1 = (REAL)o.beta1, rest1 = (REAL)(1 - o.beta1), beta2 = (REAL)o.beta2, rest2 = (REAL)(1 - o.beta2);
  const REAL step = (REAL)(o.rate / o.correction1), scale = (REAL)(1 / o.correction2);
  const REAL decay = o.decoupled ? 0 : (REAL)o.weightDecay;
  const REAL shrink = o.decoupled ? (REAL)(1 - o.rate * o.weightDecay) : 1;
  const REAL inside = o.epsilonInside ? (REAL)o.epsilon : 0, outside = o.epsilonInside ? 0 : (REAL)o.epsilon;
  for (long i = first; i < last; i++) {
    const REAL g = gradient[i] + decay * parameter[i];
    const REAL m = beta1 * mean[i] + rest1 * g, v = beta2 * square[i] + rest2 * g * g;
    mean[i] = m;
    square[i] = v;
    parameter[i] = shrink * parameter[i] - step * m / (ROOT(v * scale + inside) + outside);
  }
}
