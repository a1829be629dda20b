#include "copy.h"
#include "dispatch.h"
#include "gather.h"

#include <string.h>

#define STRIDED(SCALAR)                                          \
  for (size_t i = 0; i < n; i++) {                               \
    *(SCALAR *)to = *(const SCALAR *)from;                       \
    to += strides[0];                                            \
    from += strides[1];                                          \
  }

static void fill(char *to, const char *from, size_t size, size_t n) {
  switch (size) {
    case 1: memset(to, *from, n); break;
    case 4: {
      uint32_t value = *(const uint32_t *)from;
      for (size_t i = 0; i < n; i++) ((uint32_t *)to)[i] = value;
      break;
    }
    default: {
      uint64_t value = *(const uint64_t *)from;
      for (size_t i = 0; i < n; i++) ((uint64_t *)to)[i] = value;
    }
  }
}

void dls_copy(int op, int dtype, size_t n, char *const *pointers, const int64_t *strides) {
  (void)op;
  size_t size = element_size(dtype);
  char *to = pointers[0];
  const char *from = pointers[1];
  if (strides[0] == (int64_t)size && strides[1] == (int64_t)size) {
    memmove(to, from, n * size);
    return;
  }
  if (strides[0] == (int64_t)size && strides[1] == 0) {
    fill(to, from, size, n);
    return;
  }
  switch (size) {
    case 1: STRIDED(uint8_t) break;
    case 4: STRIDED(uint32_t) break;
    default: STRIDED(uint64_t)
  }
}

static inline int64_t truncated(double x) {
  if (x != x) return 0;
  if (x >= 0x1p63) return INT64_MAX;
  if (x < -0x1p63) return INT64_MIN;
  return (int64_t)x;
}

#define CONVERT(FROM, TO, EXPRESSION)                                        \
  {                                                                          \
    const FROM *from = (const FROM *)in;                                     \
    TO *to = (TO *)out;                                                      \
    for (size_t i = 0; i < n; i++) {                                         \
      const FROM x = from[i];                                                \
      to[i] = (EXPRESSION);                                                  \
    }                                                                        \
  }                                                                          \
  break;

#define PAIR(FROM, TO) ((FROM) * 4 + (TO))

DLS_CLONES static void convert(int from_dtype, int to_dtype, size_t n, const char *in, char *out) {
  switch (PAIR(from_dtype, to_dtype)) {
    case PAIR(DLS_F32, DLS_F64): CONVERT(float, double, (double)x)
    case PAIR(DLS_F32, DLS_I64): CONVERT(float, int64_t, truncated(x))
    case PAIR(DLS_F32, DLS_BOOL): CONVERT(float, uint8_t, x != 0)
    case PAIR(DLS_F64, DLS_F32): CONVERT(double, float, (float)x)
    case PAIR(DLS_F64, DLS_I64): CONVERT(double, int64_t, truncated(x))
    case PAIR(DLS_F64, DLS_BOOL): CONVERT(double, uint8_t, x != 0)
    case PAIR(DLS_I64, DLS_F32): CONVERT(int64_t, float, (float)x)
    case PAIR(DLS_I64, DLS_F64): CONVERT(int64_t, double, (double)x)
    case PAIR(DLS_I64, DLS_BOOL): CONVERT(int64_t, uint8_t, x != 0)
    case PAIR(DLS_BOOL, DLS_F32): CONVERT(uint8_t, float, (float)x)
    case PAIR(DLS_BOOL, DLS_F64): CONVERT(uint8_t, double, (double)x)
    case PAIR(DLS_BOOL, DLS_I64): CONVERT(uint8_t, int64_t, (int64_t)x)
    default: memcpy(out, in, n * element_size(to_dtype));
  }
}

void dls_cast(int from, int dtype, size_t n, char *const *pointers, const int64_t *strides) {
  size_t from_size = element_size(from), to_size = element_size(dtype);
  if (strides[0] == (int64_t)to_size && strides[1] == (int64_t)from_size) {
    convert(from, dtype, n, pointers[1], pointers[0]);
    return;
  }
  _Alignas(64) char in[GATHER * 8], out[GATHER * 8];
  for (size_t i = 0; i < n; i += GATHER) {
    size_t m = n - i < GATHER ? n - i : GATHER;
    gather(in, pointers[1] + (int64_t)i * strides[1], strides[1], from_size, m);
    convert(from, dtype, m, in, out);
    char *moved[2] = {pointers[0] + (int64_t)i * strides[0], out};
    int64_t steps[2] = {strides[0], (int64_t)to_size};
    dls_copy(0, dtype, m, moved, steps);
  }
}

enum { TILE = 32 };

#define TILED(SCALAR)                                                                  \
  for (int64_t i = i0; i < i1; i++) {                                                  \
    char *out = to + i * outer[0] + j0 * inner[0];                                     \
    const char *in = from + i * outer[1] + j0 * inner[1];                              \
    for (int64_t j = j0; j < j1; j++) {                                                \
      *(SCALAR *)out = *(const SCALAR *)in;                                            \
      out += inner[0];                                                                 \
      in += inner[1];                                                                  \
    }                                                                                  \
  }

// One plane: `axis` runs over rows 0..<m, the walk's last axis over columns 0..<n.
static void plane(
    char *to, const char *from, int64_t m, int64_t n, const int64_t *outer, const int64_t *inner, size_t size) {
  for (int64_t i0 = 0; i0 < m; i0 += TILE) {
    int64_t i1 = i0 + TILE < m ? i0 + TILE : m;
    for (int64_t j0 = 0; j0 < n; j0 += TILE) {
      int64_t j1 = j0 + TILE < n ? j0 + TILE : n;
      switch (size) {
        case 1: TILED(uint8_t) break;
        case 4: TILED(uint32_t) break;
        default: TILED(uint64_t)
      }
    }
  }
}

void dls_copy_transposed(const dls_walk *walk, int axis, int dtype, int64_t lo, int64_t hi) {
  int last = walk->rank - 1;
  int64_t index[DLS_AXES] = {0};
  int64_t outer[2] = {walk->stride[0][axis], walk->stride[1][axis]};
  int64_t inner[2] = {walk->stride[0][last], walk->stride[1][last]};
  int64_t first[DLS_AXES] = {0}, end[DLS_AXES];
  for (int k = 0; k < walk->rank; k++) end[k] = walk->size[k];
  first[0] = lo;
  end[0] = hi;
  memcpy(index, first, sizeof index);
  int64_t rows = end[axis] - first[axis];
  for (;;) {
    char *to = walk->base[0];
    const char *from = walk->base[1];
    for (int k = 0; k < last; k++) {
      to += index[k] * walk->stride[0][k];
      from += index[k] * walk->stride[1][k];
    }
    plane(to, from, rows, walk->size[last], outer, inner, element_size(dtype));
    int k = last - 1;
    for (; k >= 0; k--) {
      if (k == axis) continue;
      if (++index[k] < end[k]) break;
      index[k] = first[k];
    }
    if (k < 0) return;
  }
}
