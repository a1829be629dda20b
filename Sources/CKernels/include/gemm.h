// Matrix products that are too small for BLAS, or of integers.
#pragma once
#include <stdint.h>

/// c[m][n] = Σ_k a[i·aRow + k·aColumn] · b[k·bRow + j·bColumn], c contiguous. (Integers wrap.)
#define DLS_GEMM(REAL, SUFFIX)                                                                                 \
  void dls_gemm_small_##SUFFIX(const REAL *a, long aRow, long aColumn, const REAL *b, long bRow, long bColumn, \
                               REAL *c, long m, long n, long k)

DLS_GEMM(float, f32);
DLS_GEMM(double, f64);
DLS_GEMM(int64_t, i64);

/// to[r][c] += row[c]
void dls_add_rows_f32(const float *row, float *to, long columns, long first, long last);
void dls_add_rows_f64(const double *row, double *to, long columns, long first, long last);
