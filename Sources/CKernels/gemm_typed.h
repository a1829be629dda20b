// Small products for one element type, see gemm.h.

// Setting up vectors would take longer than the products themselves.
INLINE void TYPED(tiny_product)(const REAL *a, long aRow, long aColumn, const REAL *b, long bRow, long bColumn,
                                REAL *restrict c, long m, long n, long k) {
  for (long i = 0; i < m; i++)
    for (long j = 0; j < n; j++) {
      REAL sum = 0;
#pragma clang loop vectorize(disable) unroll(disable)
      for (long p = 0; p < k; p++) sum += a[i * aRow + p * aColumn] * b[p * bRow + j * bColumn];
      c[i * n + j] = sum;
    }
}

DLS_CLONES void TYPED(dls_gemm_small)(const REAL *a, long aRow, long aColumn, const REAL *b, long bRow,
                                      long bColumn, REAL *restrict c, long m, long n, long k) {
#pragma clang fp contract(fast) reassociate(on)
  if (m * n * k <= 64) return TYPED(tiny_product)(a, aRow, aColumn, b, bRow, bColumn, c, m, n, k);
  if (bColumn == 1 && n > 1) {
    for (long i = 0; i < m; i++) {
      REAL *restrict row = c + i * n;
      for (long j = 0; j < n; j++) row[j] = 0;
      for (long p = 0; p < k; p++) {
        const REAL x = a[i * aRow + p * aColumn];
        const REAL *y = b + p * bRow;
        for (long j = 0; j < n; j++) row[j] += x * y[j];
      }
    }
    return;
  }
  for (long i = 0; i < m; i++)
    for (long j = 0; j < n; j++) {
      REAL sum = 0;
      if (aColumn == 1 && bRow == 1) {
        const REAL *x = a + i * aRow, *y = b + j * bColumn;
        for (long p = 0; p < k; p++) sum += x[p] * y[p];
      } else {
        for (long p = 0; p < k; p++) sum += a[i * aRow + p * aColumn] * b[p * bRow + j * bColumn];
      }
      c[i * n + j] = sum;
    }
}

DLS_CLONES void TYPED(dls_add_rows)(const REAL *row, REAL *to, long columns, long first, long last) {
  for (long r = first; r < last; r++)
    for (long c = 0; c < columns; c++) to[r * columns + c] += row[c];
}
