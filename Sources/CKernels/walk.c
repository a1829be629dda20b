#include "walk.h"

#include <string.h>

void dls_walk_begin(dls_walk *walk, int operands) {
  walk->operands = operands;
  walk->rank = 0;
}

void dls_walk_operand(dls_walk *walk, int operand, void *base) { walk->base[operand] = base; }

void dls_walk_axis(dls_walk *walk, int64_t size, int64_t s0, int64_t s1, int64_t s2, int64_t s3) {
  if (size == 1) return;
  const int64_t strides[DLS_OPERANDS] = {s0, s1, s2, s3};
  if (walk->rank > 0) {
    int last = walk->rank - 1;
    int merges = 1;
    for (int k = 0; k < walk->operands; k++) merges &= walk->stride[k][last] == strides[k] * size;
    if (merges) {
      walk->size[last] *= size;
      for (int k = 0; k < walk->operands; k++) walk->stride[k][last] = strides[k];
      return;
    }
  }
  walk->size[walk->rank] = size;
  for (int k = 0; k < walk->operands; k++) walk->stride[k][walk->rank] = strides[k];
  walk->rank++;
}

void dls_walk_run(const dls_walk *walk, dls_row row, int code, int dtype, int64_t lo, int64_t hi) {
  char *pointers[DLS_OPERANDS];
  int64_t inner[DLS_OPERANDS] = {0, 0, 0, 0};
  int64_t index[DLS_AXES];
  memcpy(pointers, walk->base, sizeof pointers);
  if (lo >= hi) return;
  if (walk->rank == 0) {
    row(code, dtype, 1, pointers, inner);
    return;
  }
  int last = walk->rank - 1;
  int64_t rest = lo;
  for (int axis = last; axis >= 0; axis--) {
    index[axis] = rest % walk->size[axis];
    rest /= walk->size[axis];
    for (int k = 0; k < walk->operands; k++) pointers[k] += index[axis] * walk->stride[k][axis];
  }
  for (int k = 0; k < walk->operands; k++) inner[k] = walk->stride[k][last];
  while (lo < hi) {
    int64_t n = walk->size[last] - index[last];
    if (n > hi - lo) n = hi - lo;
    row(code, dtype, (size_t)n, pointers, inner);
    lo += n;
    // To the start of the next row.
    for (int k = 0; k < walk->operands; k++) pointers[k] -= index[last] * inner[k];
    index[last] = 0;
    for (int axis = last - 1; axis >= 0; axis--) {
      index[axis]++;
      for (int k = 0; k < walk->operands; k++) pointers[k] += walk->stride[k][axis];
      if (index[axis] < walk->size[axis]) break;
      for (int k = 0; k < walk->operands; k++) pointers[k] -= walk->size[axis] * walk->stride[k][axis];
      index[axis] = 0;
    }
  }
}
