// Reductions of contiguous outer×n×inner blocks over n. The order of additions depends on the sizes alone.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include "walk.h"

// The order is that of Tensor's Reduction.
enum { DLS_SUM, DLS_PROD, DLS_MAX, DLS_MIN, DLS_ANY, DLS_ALL };

/// Reduces n consecutive elements to one. Sums of i64 wrap; of bool ANY, ALL, MAX and MIN only. n > 0 for MAX
/// and MIN.
void dls_reduce_row(int op, int dtype, size_t n, const void *in, void *out);

/// Reduces n rows of `inner` elements, `stride` elements apart, to one row: elements lo..<hi of it.
void dls_reduce_column(
    int op, int dtype, size_t n, int64_t stride, int64_t lo, int64_t hi, const void *in, void *out);

/// Index of the largest (or smallest) of n elements, `stride` elements apart; the first on ties, the first NaN
/// if there is one.
int64_t dls_arg_extreme(int largest, int dtype, size_t n, int64_t stride, const void *in);

/// Sum of (x - mean)² of n consecutive elements.
float dls_squares_f32(size_t n, const float *in, float mean);
double dls_squares_f64(size_t n, const double *in, double mean);
