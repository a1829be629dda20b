#include "selection.h"
#include "dispatch.h"
#include "gather.h"
#include "walk.h"

#define WHERE(SCALAR)                                                            \
  for (size_t i = 0; i < n; i++) {                                               \
    int64_t k = (int64_t)i;                                                      \
    int chosen = pointers[1][k * strides[1]] ? 2 : 3;                            \
    const char *from = pointers[chosen] + k * strides[chosen];                   \
    ((SCALAR *)pointers[0])[i] = *(const SCALAR *)from;                          \
  }

#define WHERE_CONTIGUOUS(SCALAR)                                                 \
  {                                                                              \
    const uint8_t *mask = (const uint8_t *)pointers[1];                          \
    const SCALAR *a = (const SCALAR *)pointers[2], *b = (const SCALAR *)pointers[3]; \
    SCALAR *out = (SCALAR *)pointers[0];                                         \
    _Pragma("clang loop vectorize(assume_safety)")                               \
    for (size_t i = 0; i < n; i++) out[i] = mask[i] ? a[i] : b[i];               \
    return;                                                                      \
  }

DLS_CLONES void dls_where(int op, int dtype, size_t n, char *const *pointers, const int64_t *strides) {
  (void)op;
  size_t size = element_size(dtype);
  int plain = strides[1] == 1 && strides[2] == (int64_t)size && strides[3] == (int64_t)size;
  switch (size) {
    case 1:
      if (plain) WHERE_CONTIGUOUS(uint8_t)
      WHERE(uint8_t)
      break;
    case 4:
      if (plain) WHERE_CONTIGUOUS(uint32_t)
      WHERE(uint32_t)
      break;
    default:
      if (plain) WHERE_CONTIGUOUS(uint64_t)
      WHERE(uint64_t)
  }
}

void dls_where_contiguous(
    int dtype, size_t n, void *out, const void *mask, const void *a, int64_t a_step, const void *b, int64_t b_step) {
  const int64_t size = (int64_t)element_size(dtype);
  char *const pointers[] = {out, (char *)mask, (char *)a, (char *)b};
  const int64_t strides[] = {size, 1, a_step * size, b_step * size};
  dls_where(0, dtype, n, pointers, strides);
}

#define TYPED_SOURCE "selection_typed.h"
#include "typed.h"

void dls_within(int dtype, size_t n, double low, double high, void *out, const void *dy, const void *x) {
  if (dtype == DLS_F32) {
    within_f32(n, low, high, out, dy, x);
  } else {
    within_f64(n, low, high, out, dy, x);
  }
}

void dls_clamp(int dtype, size_t n, double low, double high, void *out, const void *x) {
  if (dtype == DLS_F32) {
    clamp_f32(n, low, high, out, x);
  } else {
    clamp_f64(n, low, high, out, x);
  }
}

void dls_slope(int dtype, size_t n, double slope, void *out, const void *dy, const void *x) {
  if (dtype == DLS_F32) {
    slope_f32(n, slope, out, dy, x);
  } else {
    slope_f64(n, slope, out, dy, x);
  }
}

void dls_extremum_gradient(
    int dtype, int smallest, size_t n, void *out, const void *dy, const void *a, const void *b, size_t step) {
  if (dtype == DLS_F32) {
    extremum_gradient_f32(smallest, n, out, dy, a, b, step);
  } else {
    extremum_gradient_f64(smallest, n, out, dy, a, b, step);
  }
}
