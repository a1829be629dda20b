// Elements chosen by a condition, and gradients that pass where one holds. `out` may be one of the operands.
#pragma once
#include <stddef.h>
#include <stdint.h>

/// Rows of a walk: the result, a bool mask, then two operands of one dtype.
void dls_where(int op, int dtype, size_t n, char *const *pointers, const int64_t *strides);

/// The same on operands in a row. A step of 0: one element for all.
void dls_where_contiguous(
    int dtype, size_t n, void *out, const void *mask, const void *a, int64_t a_step, const void *b, int64_t b_step);

/// dx from dy for x kept within bounds: dy where low <= x <= high, else 0.
void dls_within(int dtype, size_t n, double low, double high, void *out, const void *dy, const void *x);

/// x kept within bounds; NaN stays. The upper bound wins where they cross.
void dls_clamp(int dtype, size_t n, double low, double high, void *out, const void *x);

/// dy where x > 0, slope·dy elsewhere: leaky ReLU of x when dy is x, and its gradient.
void dls_slope(int dtype, size_t n, double slope, void *out, const void *dy, const void *x);

/// What a gets of the gradient of its maximum (smallest: minimum) with b: dy where it won, half at a tie. `step` 0: b is
/// one element for all.
void dls_extremum_gradient(
    int dtype, int smallest, size_t n, void *out, const void *dy, const void *a, const void *b, size_t step);
