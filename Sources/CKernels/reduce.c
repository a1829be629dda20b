#include "reduce.h"
#include "dispatch.h"
#include "gather.h"

#include <math.h>
#include <string.h>

// Sums keep LANES partial sums in a block and add blocks pairwise: errors grow with the logarithm of n, and the
// order is the same on every machine.
enum { LANES = 32, BLOCK = 1024 };

#define SUMMING(SUFFIX, SCALAR)                                                    \
  INLINE SCALAR fold_##SUFFIX(SCALAR *lane) {                                      \
    for (int width = LANES / 2; width > 0; width /= 2)                             \
      for (int k = 0; k < width; k++) lane[k] += lane[k + width];                  \
    return lane[0];                                                                \
  }                                                                                \
  INLINE SCALAR block_##SUFFIX(size_t n, const SCALAR *in) {                       \
    SCALAR lane[LANES] = {0};                                                      \
    size_t i = 0;                                                                  \
    for (; i + LANES <= n; i += LANES)                                             \
      for (int k = 0; k < LANES; k++) lane[k] += in[i + k];                        \
    for (int k = 0; i < n; i++, k++) lane[k] += in[i];                             \
    return fold_##SUFFIX(lane);                                                    \
  }                                                                                \
  DLS_CLONES static SCALAR sum_##SUFFIX(size_t n, const SCALAR *in) {              \
    if (n <= BLOCK) return block_##SUFFIX(n, in);                                  \
    /* A binary counter of block sums: level k holds the sum of 2^k blocks. */     \
    SCALAR level[48];                                                              \
    size_t count = 0;                                                              \
    for (size_t i = 0; i < n; i += BLOCK, count++) {                               \
      SCALAR value = block_##SUFFIX(n - i < BLOCK ? n - i : BLOCK, in + i);        \
      int k = 0;                                                                   \
      for (; (count >> k) & 1; k++) value = level[k] + value;                      \
      level[k] = value;                                                            \
    }                                                                              \
    SCALAR total = 0;                                                              \
    for (int k = 0; count >> k; k++)                                               \
      if ((count >> k) & 1) total = level[k] + total;                              \
    return total;                                                                  \
  }

SUMMING(f32, float)
SUMMING(f64, double)
SUMMING(u64, uint64_t)

#define BETTER_MAX(a, b) ((a) != (a) || (a) > (b) ? (a) : (b))
#define BETTER_MIN(a, b) ((a) != (a) || (a) < (b) ? (a) : (b))

#define ROW(NAME, SUFFIX, SCALAR, START, COMBINE)                                  \
  DLS_CLONES static SCALAR NAME##_##SUFFIX(size_t n, const SCALAR *in) {           \
    SCALAR lane[LANES];                                                            \
    for (int k = 0; k < LANES; k++) lane[k] = (START);                             \
    size_t i = 0;                                                                  \
    for (; i + LANES <= n; i += LANES)                                             \
      for (int k = 0; k < LANES; k++) {                                            \
        const SCALAR a = lane[k], b = in[i + k];                                   \
        lane[k] = COMBINE;                                                         \
      }                                                                            \
    for (int k = 0; i < n; i++, k++) {                                             \
      const SCALAR a = lane[k], b = in[i];                                         \
      lane[k] = COMBINE;                                                           \
    }                                                                              \
    for (int width = LANES / 2; width > 0; width /= 2)                             \
      for (int k = 0; k < width; k++) {                                            \
        const SCALAR a = lane[k], b = lane[k + width];                             \
        lane[k] = COMBINE;                                                         \
      }                                                                            \
    return lane[0];                                                                \
  }

ROW(prod, f32, float, 1, a * b)
ROW(prod, f64, double, 1, a * b)
ROW(prod, u64, uint64_t, 1, a * b)
ROW(max, f32, float, in[0], BETTER_MAX(a, b))
ROW(max, f64, double, in[0], BETTER_MAX(a, b))
ROW(max, i64, int64_t, in[0], a > b ? a : b)
ROW(min, f32, float, in[0], BETTER_MIN(a, b))
ROW(min, f64, double, in[0], BETTER_MIN(a, b))
ROW(min, i64, int64_t, in[0], a < b ? a : b)
ROW(any, bool, uint8_t, 0, a | b)
ROW(all, bool, uint8_t, 1, a & b)

void dls_reduce_row(int op, int dtype, size_t n, const void *in, void *out) {
  switch (dtype) {
    case DLS_F32:
      *(float *)out = op == DLS_SUM ? sum_f32(n, in) : op == DLS_PROD ? prod_f32(n, in)
                    : op == DLS_MAX ? max_f32(n, in) : min_f32(n, in);
      break;
    case DLS_F64:
      *(double *)out = op == DLS_SUM ? sum_f64(n, in) : op == DLS_PROD ? prod_f64(n, in)
                     : op == DLS_MAX ? max_f64(n, in) : min_f64(n, in);
      break;
    case DLS_I64:
      if (op == DLS_SUM) *(uint64_t *)out = sum_u64(n, in);
      else if (op == DLS_PROD) *(uint64_t *)out = prod_u64(n, in);
      else *(int64_t *)out = op == DLS_MAX ? max_i64(n, in) : min_i64(n, in);
      break;
    default:
      *(uint8_t *)out = op == DLS_ANY || op == DLS_MAX ? any_bool(n, in) : all_bool(n, in);
  }
}

// Rows are added in runs of RUN, runs pairwise like the blocks above.
enum { RUN = 64, WIDTH = 512 };

#define COLUMN_SUM(SUFFIX, SCALAR)                                                                 \
  DLS_CLONES static void column_sum_##SUFFIX(                                                      \
      size_t n, int64_t stride, int64_t lo, int64_t hi, const SCALAR *in, SCALAR *out) {           \
    SCALAR level[28][WIDTH];                                                                       \
    for (int64_t start = lo; start < hi; start += WIDTH) {                                         \
      int64_t width = hi - start < WIDTH ? hi - start : WIDTH;                                     \
      size_t count = 0;                                                                            \
      SCALAR value[WIDTH];                                                                         \
      for (size_t i = 0; i < n; i += RUN, count++) {                                               \
        size_t end = i + RUN < n ? i + RUN : n;                                                    \
        for (int64_t j = 0; j < width; j++) value[j] = 0;                                          \
        for (size_t r = i; r < end; r++) {                                                         \
          const SCALAR *row = in + (int64_t)r * stride + start;                                    \
          for (int64_t j = 0; j < width; j++) value[j] += row[j];                                  \
        }                                                                                          \
        int k = 0;                                                                                 \
        for (; (count >> k) & 1; k++)                                                              \
          for (int64_t j = 0; j < width; j++) value[j] = level[k][j] + value[j];                   \
        memcpy(level[k], value, (size_t)width * sizeof(SCALAR));                                   \
      }                                                                                            \
      for (int64_t j = 0; j < width; j++) out[start + j] = 0;                                      \
      for (int k = 0; count >> k; k++)                                                             \
        if ((count >> k) & 1)                                                                      \
          for (int64_t j = 0; j < width; j++) out[start + j] = level[k][j] + out[start + j];       \
    }                                                                                              \
  }

COLUMN_SUM(f32, float)
COLUMN_SUM(f64, double)
COLUMN_SUM(u64, uint64_t)

#define COLUMN(NAME, SUFFIX, SCALAR, COMBINE)                                                      \
  DLS_CLONES static void column_##NAME##_##SUFFIX(                                                 \
      size_t n, int64_t stride, int64_t lo, int64_t hi, const SCALAR *in, SCALAR *out) {           \
    memcpy(out + lo, in + lo, (size_t)(hi - lo) * sizeof(SCALAR));                                 \
    for (size_t i = 1; i < n; i++) {                                                               \
      const SCALAR *row = in + (int64_t)i * stride;                                                \
      for (int64_t j = lo; j < hi; j++) {                                                          \
        const SCALAR a = out[j], b = row[j];                                                       \
        out[j] = COMBINE;                                                                          \
      }                                                                                            \
    }                                                                                              \
  }

COLUMN(prod, f32, float, a * b)
COLUMN(prod, f64, double, a * b)
COLUMN(prod, u64, uint64_t, a * b)
COLUMN(max, f32, float, BETTER_MAX(a, b))
COLUMN(max, f64, double, BETTER_MAX(a, b))
COLUMN(max, i64, int64_t, a > b ? a : b)
COLUMN(min, f32, float, BETTER_MIN(a, b))
COLUMN(min, f64, double, BETTER_MIN(a, b))
COLUMN(min, i64, int64_t, a < b ? a : b)
COLUMN(any, bool, uint8_t, a | b)
COLUMN(all, bool, uint8_t, a & b)

#define PICK(KERNEL) KERNEL(n, stride, lo, hi, in, out)

void dls_reduce_column(
    int op, int dtype, size_t n, int64_t stride, int64_t lo, int64_t hi, const void *in, void *out) {
  switch (dtype) {
    case DLS_F32:
      if (op == DLS_SUM) PICK(column_sum_f32);
      else if (op == DLS_PROD) PICK(column_prod_f32);
      else if (op == DLS_MAX) PICK(column_max_f32);
      else PICK(column_min_f32);
      break;
    case DLS_F64:
      if (op == DLS_SUM) PICK(column_sum_f64);
      else if (op == DLS_PROD) PICK(column_prod_f64);
      else if (op == DLS_MAX) PICK(column_max_f64);
      else PICK(column_min_f64);
      break;
    case DLS_I64:
      if (op == DLS_SUM) PICK(column_sum_u64);
      else if (op == DLS_PROD) PICK(column_prod_u64);
      else if (op == DLS_MAX) PICK(column_max_i64);
      else PICK(column_min_i64);
      break;
    default:
      if (op == DLS_ANY || op == DLS_MAX) PICK(column_any_bool);
      else PICK(column_all_bool);
  }
}

#define ARG(SUFFIX, SCALAR)                                                                          \
  static int64_t arg_##SUFFIX(int largest, size_t n, int64_t stride, const SCALAR *in) {             \
    SCALAR best = in[0];                                                                             \
    size_t index = 0;                                                                                \
    if (best != best) return 0;                                                                      \
    for (size_t i = 1; i < n; i++) {                                                                 \
      SCALAR value = in[(int64_t)i * stride];                                                        \
      if (value != value) return (int64_t)i;                                                         \
      if (largest ? value > best : value < best) {                                                   \
        best = value;                                                                                \
        index = i;                                                                                   \
      }                                                                                              \
    }                                                                                                \
    return (int64_t)index;                                                                           \
  }

ARG(f32, float)
ARG(f64, double)
ARG(i64, int64_t)
ARG(bool, uint8_t)

int64_t dls_arg_extreme(int largest, int dtype, size_t n, int64_t stride, const void *in) {
  switch (dtype) {
    case DLS_F32: return arg_f32(largest, n, stride, in);
    case DLS_F64: return arg_f64(largest, n, stride, in);
    case DLS_I64: return arg_i64(largest, n, stride, in);
    default: return arg_bool(largest, n, stride, in);
  }
}

#define SQUARES(SUFFIX, SCALAR)                                                                      \
  DLS_CLONES SCALAR dls_squares_##SUFFIX(size_t n, const SCALAR *in, SCALAR mean) {                  \
    SCALAR total[2][LANES] = {{0}};                                                                  \
    size_t i = 0;                                                                                    \
    while (i + LANES <= n) {                                                                         \
      SCALAR lane[LANES] = {0};                                                                      \
      for (size_t end = i + BLOCK; i + LANES <= n && i < end; i += LANES)                            \
        for (int k = 0; k < LANES; k++) {                                                            \
          SCALAR d = in[i + k] - mean;                                                               \
          lane[k] += d * d;                                                                          \
        }                                                                                            \
      for (int k = 0; k < LANES; k++) total[0][k] += lane[k];                                        \
    }                                                                                                \
    for (int k = 0; i < n; i++, k++) {                                                               \
      SCALAR d = in[i] - mean;                                                                       \
      total[1][k] += d * d;                                                                          \
    }                                                                                                \
    for (int k = 0; k < LANES; k++) total[0][k] += total[1][k];                                      \
    return fold_##SUFFIX(total[0]);                                                                  \
  }

SQUARES(f32, float)
SQUARES(f64, double)
