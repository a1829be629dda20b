// Recurrent cells for one element type, see recurrence.h.

DLS_CLONES void TYPED(dls_lstm_step)(REAL *gates, const REAL *restrict before, REAL *restrict c, REAL *restrict bent, REAL *restrict h, long size,
                                     long first, long last) {
#pragma clang fp contract(fast)
  for (long row = first; row < last; row++) {
    REAL *restrict i = gates + 4 * size * row, *restrict f = i + size, *restrict g = f + size,
         *restrict o = g + size;
    const long at = size * row;
    for (long k = 0; k < size; k++) {
      i[k] = TYPED(sigmoid)(i[k]);
      f[k] = TYPED(sigmoid)(f[k]);
      g[k] = TYPED(tanh)(g[k]);
      o[k] = TYPED(sigmoid)(o[k]);
      const REAL memory = f[k] * before[at + k] + i[k] * g[k];
      c[at + k] = memory;
      bent[at + k] = TYPED(tanh)(memory);
      h[at + k] = o[k] * bent[at + k];
    }
  }
}

DLS_CLONES void TYPED(dls_lstm_step_back)(REAL *gates, const REAL *restrict before, const REAL *restrict bent, const REAL *restrict dh,
                                          REAL *restrict dc, long size, long first, long last) {
#pragma clang fp contract(fast)
  for (long row = first; row < last; row++) {
    REAL *restrict i = gates + 4 * size * row, *restrict f = i + size, *restrict g = f + size,
         *restrict o = g + size;
    const long at = size * row;
    for (long k = 0; k < size; k++) {
      const REAL t = bent[at + k], y = dh[at + k];
      const REAL d = dc[at + k] + y * o[k] * (1 - t * t);
      const REAL di = d * g[k] * i[k] * (1 - i[k]), df = d * before[at + k] * f[k] * (1 - f[k]);
      const REAL dg = d * i[k] * (1 - g[k] * g[k]), dout = y * t * o[k] * (1 - o[k]);
      dc[at + k] = d * f[k];
      i[k] = di;
      f[k] = df;
      g[k] = dg;
      o[k] = dout;
    }
  }
}

DLS_CLONES void TYPED(dls_gru_step)(REAL *gates, REAL *shares, const REAL *restrict before, REAL *restrict h, long size,
                                    long first, long last) {
#pragma clang fp contract(fast)
  for (long row = first; row < last; row++) {
    REAL *restrict r = gates + 3 * size * row, *restrict z = r + size, *restrict n = z + size;
    const REAL *restrict s = shares + 3 * size * row;
    const long at = size * row;
    for (long k = 0; k < size; k++) {
      r[k] = TYPED(sigmoid)(r[k] + s[k]);
      z[k] = TYPED(sigmoid)(z[k] + s[size + k]);
      n[k] = TYPED(tanh)(n[k] + r[k] * s[2 * size + k]);
      h[at + k] = n[k] + z[k] * (before[at + k] - n[k]);
    }
  }
}

DLS_CLONES void TYPED(dls_gru_step_back)(REAL *gates, REAL *shares, const REAL *restrict before, REAL *restrict dh, long size,
                                         long first, long last) {
#pragma clang fp contract(fast)
  for (long row = first; row < last; row++) {
    REAL *restrict r = gates + 3 * size * row, *restrict z = r + size, *restrict n = z + size;
    REAL *restrict s = shares + 3 * size * row;
    const long at = size * row;
    for (long k = 0; k < size; k++) {
      const REAL y = dh[at + k];
      const REAL dn = y * (1 - z[k]) * (1 - n[k] * n[k]);
      const REAL dz = y * (before[at + k] - n[k]) * z[k] * (1 - z[k]);
      const REAL dr = dn * s[2 * size + k] * r[k] * (1 - r[k]);
      dh[at + k] = y * z[k];
      s[2 * size + k] = dn * r[k];
      s[k] = r[k] = dr;
      s[size + k] = z[k] = dz;
      n[k] = dn;
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

DLS_CLONES void TYPED(dls_rnn_step_back)(const REAL *restrict h, const REAL *restrict dh, REAL *restrict gates, int bends, long first,
                                         long last) {
  if (bends)
    for (long k = first; k < last; k++) gates[k] = dh[k] * (1 - h[k] * h[k]);
  else
    for (long k = first; k < last; k++) gates[k] = h[k] > 0 ? dh[k] : 0;
}
