// Moving elements by index. Tensors are contiguous outer×n×inner blocks; indices have been checked.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include "walk.h"

/// Position of the first index outside -size..<size, or -1. Writes the indices to `out`, negative ones counted
/// from the end.
int64_t dls_check_indices(size_t n, int64_t size, const int64_t *in, int64_t *out);

/// out[k] = in[index[k]], both in slices of `bytes`.
void dls_take(size_t n, size_t bytes, const int64_t *index, const char *in, char *out);

/// out[index[k]] += in[k] for slices lo..<hi of `inner` elements; k in order, so sums do not depend on threads.
void dls_add_slices(
    int dtype, size_t n, int64_t inner, int64_t lo, int64_t hi, const int64_t *index, const void *in, void *out);

/// Along the middle axis: out[k][i] = in[index[k][i]][i], k < n, i < count; rows of `in` are `stride` apart.
void dls_gather(
    int dtype, size_t n, int64_t count, int64_t stride, const int64_t *index, const void *in, void *out);

/// out[index[k][i]][i] += in[k][i], k in order; rows of `out` are `stride` apart.
void dls_scatter_add(
    int dtype, size_t n, int64_t count, int64_t stride, const int64_t *index, const void *in, void *out);

/// Running sums of n elements, `stride` apart; f32 adds in double. i64 wraps.
void dls_cumsum(int dtype, size_t n, int64_t stride, const void *in, void *out);

/// The order that sorts n elements, `stride` apart in `in` and `out`; equal ones keep theirs, NaN counts as the
/// largest. `scratch` holds 32 n bytes.
void dls_argsort(
    int dtype, int descending, size_t n, int64_t stride, const void *in, int64_t *out, void *scratch);
