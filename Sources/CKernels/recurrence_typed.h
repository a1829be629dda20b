// Recurrent cells for one element type, see recurrence.h.

// In f64 some functions are library calls, and the loop stays as it is.
#pragma clang diagnostic ignored "-Wpass-failed"

// Gates of a row lie between those of others, and a gradient may take its value's place: only within one step of a
// loop do they meet.
#define EACH_FEATURE _Pragma("clang loop vectorize(assume_safety)") for (long k = 0; k < size; k++)

DLS_CLONES void TYPED(dls_lstm_step)(REAL *gates, const REAL *before, REAL *c, REAL *bent, REAL *h, long size,
                                     long first, long last) {
#pragma clang fp contract(fast)
  for (long row = first; row < last; row++) {
    REAL *i = gates + 4 * size * row, *f = i + size, *g = f + size, *o = g + size;
    const long at = size * row;
    EACH_FEATURE {
      const REAL in = TYPED(sigmoid)(i[k]), keep = TYPED(sigmoid)(f[k]), new = TYPED(tanh)(g[k]);
      const REAL out = TYPED(sigmoid)(o[k]), memory = keep * before[at + k] + in * new, t = TYPED(tanh)(memory);
      i[k] = in;
      f[k] = keep;
      g[k] = new;
      o[k] = out;
      c[at + k] = memory;
      bent[at + k] = t;
      h[at + k] = out * t;
    }
  }
}

DLS_CLONES void TYPED(dls_lstm_step_back)(const REAL *gates, const REAL *before, const REAL *bent, const REAL *dh,
                                          REAL *dc, REAL *sums, long size, long first, long last) {
#pragma clang fp contract(fast)
  for (long row = first; row < last; row++) {
    const REAL *i = gates + 4 * size * row, *f = i + size, *g = f + size, *o = g + size;
    REAL *di = sums + 4 * size * row, *df = di + size, *dg = df + size, *dout = dg + size;
    const long at = size * row;
    EACH_FEATURE {
      const REAL t = bent[at + k], y = dh[at + k];
      const REAL d = dc[at + k] + y * o[k] * (1 - t * t);
      di[k] = d * g[k] * i[k] * (1 - i[k]);
      df[k] = d * before[at + k] * f[k] * (1 - f[k]);
      dg[k] = d * i[k] * (1 - g[k] * g[k]);
      dout[k] = y * t * o[k] * (1 - o[k]);
      dc[at + k] = d * f[k];
    }
  }
}

DLS_CLONES void TYPED(dls_gru_step)(const REAL *inputs, REAL *gates, const REAL *shares, const REAL *before, REAL *h,
                                    long size, long first, long last) {
#pragma clang fp contract(fast)
  for (long row = first; row < last; row++) {
    const REAL *x = inputs + 3 * size * row, *s = shares + 3 * size * row;
    REAL *r = gates + 3 * size * row, *z = r + size, *n = z + size;
    const long at = size * row;
    EACH_FEATURE {
      const REAL reset = TYPED(sigmoid)(x[k] + s[k]), update = TYPED(sigmoid)(x[size + k] + s[size + k]);
      const REAL new = TYPED(tanh)(x[2 * size + k] + reset * s[2 * size + k]);
      r[k] = reset;
      z[k] = update;
      n[k] = new;
      h[at + k] = new + update * (before[at + k] - new);
    }
  }
}

DLS_CLONES void TYPED(dls_gru_step_back)(const REAL *gates, const REAL *shares, const REAL *before,
                                         const REAL *dh, REAL *skipped, REAL *sums, REAL *inner, long size, long first, long last) {
#pragma clang fp contract(fast)
  for (long row = first; row < last; row++) {
    const REAL *r = gates + 3 * size * row, *z = r + size, *n = z + size, *s = shares + 3 * size * row;
    REAL *outer = sums + 3 * size * row, *own = inner + 3 * size * row;
    const long at = size * row;
    EACH_FEATURE {
      const REAL y = dh[at + k];
      const REAL dn = y * (1 - z[k]) * (1 - n[k] * n[k]);
      const REAL dz = y * (before[at + k] - n[k]) * z[k] * (1 - z[k]);
      const REAL dr = dn * s[2 * size + k] * r[k] * (1 - r[k]);
      skipped[at + k] = y * z[k];
      own[2 * size + k] = dn * r[k];
      own[k] = outer[k] = dr;
      own[size + k] = outer[size + k] = dz;
      outer[2 * size + k] = dn;
    }
  }
}

DLS_CLONES void TYPED(dls_rnn_step)(const REAL *restrict gates, REAL *restrict h, int bends, long first, long last) {
  if (bends)
    for (long k = first; k < last; k++) h[k] = TYPED(tanh)(gates[k]);
  else
    // What is no number stays so.
    for (long k = first; k < last; k++) h[k] = gates[k] < 0 ? 0 : gates[k];
}

DLS_CLONES void TYPED(dls_rnn_step_back)(const REAL *restrict h, const REAL *restrict dh, REAL *restrict sums, int bends,
                                         long first, long last) {
  if (bends)
    for (long k = first; k < last; k++) sums[k] = dh[k] * (1 - h[k] * h[k]);
  else
    for (long k = first; k < last; k++) sums[k] = h[k] > 0 ? dh[k] : 0;
}

#undef EACH_FEATURE
