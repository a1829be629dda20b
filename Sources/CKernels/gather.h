// Strided rows are brought into a short contiguous block first, so that each operation has few loops.
#pragma once
#include "walk.h"

enum { GATHER = 256 };

static inline size_t element_size(int dtype) {
  return dtype == DLS_F32 ? 4 : dtype == DLS_BOOL ? 1 : 8;
}

static inline void gather(void *to, const char *from, int64_t stride, size_t size, size_t n) {
  switch (size) {
    case 1:
      for (size_t i = 0; i < n; i++) ((uint8_t *)to)[i] = *(const uint8_t *)(from + (int64_t)i * stride);
      break;
    case 4:
      for (size_t i = 0; i < n; i++) ((uint32_t *)to)[i] = *(const uint32_t *)(from + (int64_t)i * stride);
      break;
    default:
      for (size_t i = 0; i < n; i++) ((uint64_t *)to)[i] = *(const uint64_t *)(from + (int64_t)i * stride);
  }
}
