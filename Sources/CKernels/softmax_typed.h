// Softmax for one element type, see softmax.h.

INLINE REAL TYPED(rowMaximum)(const REAL *x, long size) {
  REAL best = x[0];
  long i = 0;
  if (size >= 16) {
    REAL lane[16];
    for (int k = 0; k < 16; k++) lane[k] = x[k];
    for (i = 16; i + 16 <= size; i += 16)
      for (int k = 0; k < 16; k++) lane[k] = x[i + k] > lane[k] ? x[i + k] : lane[k];
    for (int k = 0; k < 16; k++) best = lane[k] > best ? lane[k] : best;
  }
  for (; i < size; i++) best = x[i] > best ? x[i] : best;
  return best;
}

// Σ e^(x − shift)
INLINE REAL TYPED(rowSum)(const REAL *x, REAL shift, long size) {
#pragma clang fp contract(fast) reassociate(on)
  REAL sum = 0;
  for (long i = 0; i < size; i++) sum += TYPED(fastExp)(x[i] - shift);
  return sum;
}

// The same, and leaves the exponentials in y.
INLINE REAL TYPED(rowExponentials)(const REAL *x, REAL shift, REAL *y, long size) {
#pragma clang fp contract(fast) reassociate(on)
  REAL sum = 0;
  for (long i = 0; i < size; i++) {
    const REAL exponential = TYPED(fastExp)(x[i] - shift);
    y[i] = exponential;
    sum += exponential;
  }
  return sum;
}

INLINE void TYPED(rows)(const REAL *x, REAL *y, long size, long first, long last, int logarithm) {
  for (long r = first; r < last; r++) {
    const REAL *in = x + r * size;
    REAL *out = y + r * size;
    const REAL best = TYPED(rowMaximum)(in, size);
    if (logarithm) {
      const REAL shift = (REAL)log((double)TYPED(rowSum)(in, best, size));
      for (long i = 0; i < size; i++) out[i] = in[i] - best - shift;
    } else {
      const REAL scale = 1 / TYPED(rowExponentials)(in, best, out, size);
      for (long i = 0; i < size; i++) out[i] *= scale;
    }
  }
}

INLINE void TYPED(columns)(const REAL *x, REAL *y, long size, long inner, int logarithm) {
  for (long from = 0; from < inner; from += TILE) {
    const long n = inner - from < TILE ? inner - from : TILE;
    REAL best[TILE], sum[TILE];
    for (long i = 0; i < n; i++) best[i] = x[from + i], sum[i] = 0;
    for (long k = 1; k < size; k++) {
      const REAL *in = x + k * inner + from;
      for (long i = 0; i < n; i++) best[i] = in[i] > best[i] ? in[i] : best[i];
    }
    for (long k = 0; k < size; k++) {
      const REAL *in = x + k * inner + from;
      for (long i = 0; i < n; i++) sum[i] += TYPED(fastExp)(in[i] - best[i]);
    }
    for (long i = 0; i < n; i++) sum[i] = logarithm ? (REAL)log((double)sum[i]) : 1 / sum[i];
    for (long k = 0; k < size; k++) {
      const REAL *in = x + k * inner + from;
      REAL *out = y + k * inner + from;
      for (long i = 0; i < n; i++)
        out[i] = logarithm ? in[i] - best[i] - sum[i] : TYPED(fastExp)(in[i] - best[i]) * sum[i];
    }
  }
}

DLS_CLONES void TYPED(dls_softmax)(const REAL *input, REAL *out, long size, long inner, long first, long last) {
  if (inner == 1) {
    TYPED(rows)(input, out, size, first, last, 0);
    return;
  }
  for (long o = first; o < last; o++)
    TYPED(columns)(input + o * size * inner, out + o * size * inner, size, inner, 0);
}

DLS_CLONES void TYPED(dls_log_softmax)(const REAL *input, REAL *out, long size, long inner, long first,
                                       long last) {
  if (inner == 1) {
    TYPED(rows)(input, out, size, first, last, 1);
    return;
  }
  for (long o = first; o < last; o++)
    TYPED(columns)(input + o * size * inner, out + o * size * inner, size, inner, 1);
}

INLINE void TYPED(gradients)(const REAL *y, const REAL *delta, REAL *gradient, long size, long inner, long first,
                             long last, int logarithm) {
  for (long o = first; o < last; o++)
    for (long from = 0; from < inner; from += TILE) {
      const long n = inner - from < TILE ? inner - from : TILE;
      REAL sum[TILE] = {0};
      for (long k = 0; k < size; k++) {
        const long at = (o * size + k) * inner + from;
        for (long i = 0; i < n; i++) sum[i] += logarithm ? delta[at + i] : delta[at + i] * y[at + i];
      }
      for (long k = 0; k < size; k++) {
        const long at = (o * size + k) * inner + from;
        for (long i = 0; i < n; i++)
          gradient[at + i] = logarithm ? delta[at + i] - TYPED(fastExp)(y[at + i]) * sum[i]
                                       : y[at + i] * (delta[at + i] - sum[i]);
      }
    }
}

DLS_CLONES void TYPED(dls_softmax_gradient)(const REAL *y, const REAL *delta, REAL *gradient, long size,
                                            long inner, long first, long last) {
  TYPED(gradients)(y, delta, gradient, size, inner, first, last, 0);
}

DLS_CLONES void TYPED(dls_log_softmax_gradient)(const REAL *y, const REAL *delta, REAL *gradient, long size,
                                                long inner, long first, long last) {
  TYPED(gradients)(y, delta, gradient, size, inner, first, last, 1);
}

DLS_CLONES void TYPED(dls_cross_entropy)(const REAL *logits, const REAL *share, REAL *lse, REAL *loss,
                                         long classes, long first, long last) {
  for (long r = first; r < last; r++) {
    const REAL *x = logits + r * classes, *s = share + r * classes;
    const REAL best = TYPED(rowMaximum)(x, classes);
    const REAL level = best + (REAL)log((double)TYPED(rowSum)(x, best, classes));
    REAL sum = 0;
    // A class without a share adds nothing, even where its logit is -inf.
    for (long c = 0; c < classes; c++) sum += s[c] != 0 ? s[c] * (level - x[c]) : 0;
    lse[r] = level;
    loss[r] = sum;
  }
}

DLS_CLONES void TYPED(dls_cross_entropy_gradient)(const REAL *logits, const REAL *share, const REAL *lse,
                                                  const REAL *delta, long step, REAL *gradient, long classes,
                                                  long first, long last) {
  for (long r = first; r < last; r++) {
    const REAL *x = logits + r * classes, *s = share + r * classes;
    REAL *out = gradient + r * classes;
    const REAL d = delta[r * step], level = lse[r];
    REAL total = 0;
    for (long c = 0; c < classes; c++) total += s[c];
    for (long c = 0; c < classes; c++) out[c] = d * (TYPED(fastExp)(x[c] - level) * total - s[c]);
  }
}

