// Moving and converting elements. Operand 0 is written, any strides.
#pragma once
#include "walk.h"

/// Operand 1 to operand 0, both of the dtype.
void dls_copy(int op, int dtype, size_t n, char *const *pointers, const int64_t *strides);

/// Operand 1, of dtype `from`, to operand 0 of the dtype. Floats to i64 truncate and saturate, NaN gives 0;
/// to bool: not equal to zero.
void dls_cast(int from, int dtype, size_t n, char *const *pointers, const int64_t *strides);

/// As dls_copy for a transposed walk: squares of both operands stay in the cache. Copies elements lo..<hi of
/// the walk's outermost axis.
void dls_copy_transposed(const dls_walk *walk, int axis, int dtype, int64_t lo, int64_t hi);
