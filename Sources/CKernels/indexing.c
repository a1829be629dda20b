#include "indexing.h"
#include "gather.h"

#include <string.h>

int64_t dls_check_indices(size_t n, int64_t size, const int64_t *in, int64_t *out) {
  for (size_t k = 0; k < n; k++) {
    int64_t index = in[k];
    if (index < -size || index >= size) return (int64_t)k;
    out[k] = index < 0 ? index + size : index;
  }
  return -1;
}

void dls_take(size_t n, size_t bytes, const int64_t *index, const char *in, char *out) {
  switch (bytes) {
    case 4:
      for (size_t k = 0; k < n; k++) ((uint32_t *)out)[k] = ((const uint32_t *)in)[index[k]];
      break;
    case 8:
      for (size_t k = 0; k < n; k++) ((uint64_t *)out)[k] = ((const uint64_t *)in)[index[k]];
      break;
    default:
      for (size_t k = 0; k < n; k++) memcpy(out + k * bytes, in + (size_t)index[k] * bytes, bytes);
  }
}

// Runs BODY with SCALAR as the dtype's type; u64 stands for i64, so that sums wrap.
#define FOR_DTYPE(BODY)                                          \
  switch (dtype) {                                               \
    case DLS_F32: BODY(float) break;                             \
    case DLS_F64: BODY(double) break;                            \
    case DLS_I64: BODY(uint64_t) break;                          \
    default: BODY(uint8_t)                                       \
  }

#define ADD_SLICES(SCALAR)                                                       \
  for (size_t k = 0; k < n; k++) {                                               \
    SCALAR *to = (SCALAR *)out + index[k] * inner;                               \
    const SCALAR *from = (const SCALAR *)in + (int64_t)k * inner;                \
    for (int64_t i = lo; i < hi; i++) to[i] += from[i];                          \
  }

void dls_add_slices(
    int dtype, size_t n, int64_t inner, int64_t lo, int64_t hi, const int64_t *index, const void *in, void *out) {
  FOR_DTYPE(ADD_SLICES)
}

#define GATHER_ROWS(SCALAR)                                                      \
  for (size_t k = 0; k < n; k++)                                                 \
    for (int64_t i = 0; i < count; i++) {                                        \
      size_t at = k * (size_t)count + (size_t)i;                                 \
      ((SCALAR *)out)[at] = ((const SCALAR *)in)[index[at] * stride + i];        \
    }

void dls_gather(
    int dtype, size_t n, int64_t count, int64_t stride, const int64_t *index, const void *in, void *out) {
  FOR_DTYPE(GATHER_ROWS)
}

#define SCATTER_ROWS(SCALAR)                                                     \
  for (size_t k = 0; k < n; k++)                                                 \
    for (int64_t i = 0; i < count; i++) {                                        \
      size_t at = k * (size_t)count + (size_t)i;                                 \
      ((SCALAR *)out)[index[at] * stride + i] += ((const SCALAR *)in)[at];       \
    }

void dls_scatter_add(
    int dtype, size_t n, int64_t count, int64_t stride, const int64_t *index, const void *in, void *out) {
  FOR_DTYPE(SCATTER_ROWS)
}

#define RUNNING(SCALAR, SUM)                                                     \
  {                                                                              \
    SUM total = 0;                                                               \
    for (size_t k = 0; k < n; k++) {                                             \
      total += ((const SCALAR *)in)[(int64_t)k * stride];                        \
      ((SCALAR *)out)[(int64_t)k * stride] = (SCALAR)total;                      \
    }                                                                            \
  }

void dls_cumsum(int dtype, size_t n, int64_t stride, const void *in, void *out) {
  switch (dtype) {
    case DLS_F32: RUNNING(float, double) break;
    case DLS_F64: RUNNING(double, double) break;
    default: RUNNING(uint64_t, uint64_t)
  }
}

typedef struct {
  uint64_t key;
  int64_t index;
} entry;

static const uint64_t SIGN = (uint64_t)1 << 63;

// Unsigned order is the order of the numbers; -0 equals 0, NaN comes last.
static uint64_t key_f64(double x) {
  if (x != x) return UINT64_MAX;
  x += 0.0;
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits & SIGN ? ~bits : bits | SIGN;
}

static uint64_t key_f32(float x) {
  if (x != x) return UINT32_MAX;
  x += 0.0f;
  uint32_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits >> 31 ? (uint32_t)~bits : bits | 0x80000000u;
}

static uint64_t key_at(int dtype, const void *in, int64_t at) {
  switch (dtype) {
    case DLS_F32: return key_f32(((const float *)in)[at]);
    case DLS_F64: return key_f64(((const double *)in)[at]);
    case DLS_I64: return (uint64_t)((const int64_t *)in)[at] ^ SIGN;
    default: return ((const uint8_t *)in)[at];
  }
}

static void insertion(entry *items, size_t n) {
  for (size_t i = 1; i < n; i++) {
    entry item = items[i];
    size_t j = i;
    for (; j > 0 && items[j - 1].key > item.key; j--) items[j] = items[j - 1];
    items[j] = item;
  }
}

// Byte by byte from the lowest, skipping bytes that all keys share. Returns where the result ended up.
static entry *radix(entry *items, entry *other, size_t n, uint64_t varying) {
  for (int shift = 0; shift < 64; shift += 8) {
    if ((varying >> shift & 255) == 0) continue;
    size_t start[256] = {0};
    for (size_t i = 0; i < n; i++) start[items[i].key >> shift & 255]++;
    size_t total = 0;
    for (int k = 0; k < 256; k++) {
      size_t count = start[k];
      start[k] = total;
      total += count;
    }
    for (size_t i = 0; i < n; i++) other[start[items[i].key >> shift & 255]++] = items[i];
    entry *swap = items;
    items = other;
    other = swap;
  }
  return items;
}

void dls_argsort(
    int dtype, int descending, size_t n, int64_t stride, const void *in, int64_t *out, void *scratch) {
  if (n == 0) return;
  entry *items = scratch, *other = items + n;
  uint64_t first = key_at(dtype, in, 0), varying = 0;
  for (size_t i = 0; i < n; i++) {
    uint64_t key = key_at(dtype, in, (int64_t)i * stride);
    varying |= key ^ first;
    items[i].key = descending ? ~key : key;
    items[i].index = (int64_t)i;
  }
  if (n <= 48) {
    insertion(items, n);
  } else {
    items = radix(items, other, n, varying);
  }
  for (size_t i = 0; i < n; i++) out[(int64_t)i * stride] = items[i].index;
}
