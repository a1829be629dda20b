// Selections for one element type, see selection.h.

DLS_CLONES static void TYPED(within)(size_t n, double low, double high, REAL *out, const REAL *dy, const REAL *x) {
  _Pragma("clang loop vectorize(assume_safety)")
  for (size_t i = 0; i < n; i++) out[i] = x[i] >= (REAL)low && x[i] <= (REAL)high ? dy[i] : 0;
}

DLS_CLONES static void TYPED(clamp)(size_t n, double low, double high, REAL *out, const REAL *x) {
  _Pragma("clang loop vectorize(assume_safety)")
  for (size_t i = 0; i < n; i++) {
    const REAL raised = x[i] < (REAL)low ? (REAL)low : x[i];
    out[i] = raised > (REAL)high ? (REAL)high : raised;
  }
}

DLS_CLONES static void TYPED(slope)(size_t n, double slope, REAL *out, const REAL *dy, const REAL *x) {
  _Pragma("clang loop vectorize(assume_safety)")
  for (size_t i = 0; i < n; i++) out[i] = x[i] > 0 ? dy[i] : (REAL)slope * dy[i];
}

// Where one is NaN neither has lost.
DLS_CLONES static void TYPED(extremum_gradient)(
    int smallest, size_t n, REAL *out, const REAL *dy, const REAL *a, const REAL *b, size_t step) {
  _Pragma("clang loop vectorize(assume_safety)")
  for (size_t i = 0; i < n; i++) {
    const REAL x = a[i], y = b[i * step];
    const int lost = smallest ? x > y : x < y;
    out[i] = lost ? 0 : x == y ? dy[i] / 2 : dy[i];
  }
}
