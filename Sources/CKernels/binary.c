#include "dispatch.h"
#include "elementwise.h"
#include "gather.h"
#include "elementary.h"

// Three loops per operation: both operands rows, or one of them a scalar.
#define LOOP(A, B, EXPRESSION)                             \
    _Pragma("clang loop vectorize(assume_safety)")               \
    for (size_t i = 0; i < n; i++) {                             \
      const TYPE a = A, b = B;                                   \
      out[i] = (RESULT)(EXPRESSION);                             \
    }

#define EACH(NAME, EXPRESSION)                                   \
  case DLS_##NAME:                                               \
    if (form == 0) {                                             \
      LOOP(as[i], bs[i], EXPRESSION)                       \
    } else if (form == 1) {                                      \
      const TYPE scalar = *bs;                                   \
      LOOP(as[i], scalar, EXPRESSION)                      \
    } else {                                                     \
      const TYPE scalar = *as;                                   \
      LOOP(scalar, bs[i], EXPRESSION)                      \
    }                                                            \
    break;

// Form by form as EACH, for functions of the C library, which are called one by one.
#define CALL(NAME, EXPRESSION)                                   \
  case DLS_##NAME:                                               \
    for (size_t i = 0; i < n; i++) {                             \
      const TYPE a = as[form == 2 ? 0 : i];                      \
      const TYPE b = bs[form == 1 ? 0 : i];                      \
      out[i] = (RESULT)(EXPRESSION);                             \
    }                                                            \
    break;

// NaN wins, as in PyTorch.
#define MAXIMUM(a, b) ((a) != (a) || (a) > (b) ? (a) : (b))
#define MINIMUM(a, b) ((a) != (a) || (a) < (b) ? (a) : (b))

// Python's: the remainder has the divisor's sign.
INLINE double remainder_f64(double a, double b) {
  double r = fmod(a, b);
  return r != 0 && (r < 0) != (b < 0) ? r + b : r;
}

INLINE float remainder_f32(float a, float b) {
  float r = fmodf(a, b);
  return r != 0 && (r < 0) != (b < 0) ? r + b : r;
}

INLINE int64_t wrapping_power(int64_t base, int64_t exponent) {
  uint64_t result = 1, factor = (uint64_t)base;
  for (; exponent > 0; exponent >>= 1) {
    if (exponent & 1) result *= factor;
    factor *= factor;
  }
  return (int64_t)result;
}

INLINE int64_t floor_divide_i64(int64_t a, int64_t b) {
  if (b == 0) return 0;
  if (b == -1) return (int64_t)(0 - (uint64_t)a);
  int64_t q = a / b;
  return q * b != a && (a < 0) != (b < 0) ? q - 1 : q;
}

INLINE int64_t remainder_i64(int64_t a, int64_t b) {
  if (b == 0 || b == -1) return 0;
  int64_t r = a % b;
  return r != 0 && (r < 0) != (b < 0) ? r + b : r;
}

INLINE double sigmoid_f64(double x) { return 1 / (1 + exp(-x)); }

INLINE float silu_slope_f32(float x) {
  float s = sigmoid_f32(x);
  return s * (1.0f + x * (1.0f - s));
}

INLINE double silu_slope_f64(double x) {
  double s = sigmoid_f64(x);
  return s * (1 + x * (1 - s));
}

INLINE double gelu_slope_f64(double x) {
  return 0.5 * (1 + erf(x * 0.70710678118654752440)) + x * 0.39894228040143267794 * exp(-0.5 * x * x);
}

// x^k for the exponents that occur by the million, otherwise the library's.
INLINE int simple_power_f32(size_t n, float *out, const float *x, float exponent) {
  if (exponent == 2.0f) {
    for (size_t i = 0; i < n; i++) out[i] = x[i] * x[i];
  } else if (exponent == 3.0f) {
    for (size_t i = 0; i < n; i++) out[i] = x[i] * x[i] * x[i];
  } else if (exponent == 4.0f) {
    for (size_t i = 0; i < n; i++) out[i] = (x[i] * x[i]) * (x[i] * x[i]);
  } else if (exponent == 1.0f) {
    for (size_t i = 0; i < n; i++) out[i] = x[i];
  } else if (exponent == -1.0f) {
    for (size_t i = 0; i < n; i++) out[i] = 1.0f / x[i];
  } else {
    return 0;
  }
  return 1;
}

#define RESULT TYPE
#define TYPE float
DLS_CLONES static void binary_f32(int op, int form, size_t n, float *out, const float *as, const float *bs) {
  if (op == DLS_POWER && form == 1 && simple_power_f32(n, out, as, *bs)) return;
  switch (op) {
    EACH(ADD, a + b)
    EACH(SUBTRACT, a - b)
    EACH(MULTIPLY, a * b)
    EACH(DIVIDE, a / b)
    CALL(POWER, powf(a, b))
    EACH(MAXIMUM, MAXIMUM(a, b))
    EACH(MINIMUM, MINIMUM(a, b))
    EACH(FLOOR_DIVIDE, __builtin_floorf(a / b))
    CALL(REMAINDER, remainder_f32(a, b))
    CALL(ATAN2, atan2f(a, b))
    EACH(RELU_GRADIENT, b > 0 ? a : 0.0f)
    EACH(SIGMOID_GRADIENT, a * b * (1.0f - b))
    EACH(TANH_GRADIENT, a * (1.0f - b * b))
    EACH(GELU_GRADIENT, a * gelu_slope_f32(b))
    EACH(SILU_GRADIENT, a * silu_slope_f32(b))
    EACH(SOFTPLUS_GRADIENT, a * sigmoid_f32(b))
    EACH(ELU_GRADIENT, b > 0 ? a : a * (b + 1.0f))
    EACH(ABS_GRADIENT, a * (float)((b > 0) - (b < 0)))
    EACH(SQUARE_GRADIENT, a * (b + b))
    EACH(CUBE_GRADIENT, a * (3 * b * b))
    EACH(SQRT_GRADIENT, a / (b + b))
  }
}
#undef TYPE

#define TYPE double
DLS_CLONES static void binary_f64(
    int op, int form, size_t n, double *out, const double *as, const double *bs) {
  switch (op) {
    EACH(ADD, a + b)
    EACH(SUBTRACT, a - b)
    EACH(MULTIPLY, a * b)
    EACH(DIVIDE, a / b)
    CALL(POWER, pow(a, b))
    EACH(MAXIMUM, MAXIMUM(a, b))
    EACH(MINIMUM, MINIMUM(a, b))
    EACH(FLOOR_DIVIDE, __builtin_floor(a / b))
    CALL(REMAINDER, remainder_f64(a, b))
    CALL(ATAN2, atan2(a, b))
    EACH(RELU_GRADIENT, b > 0 ? a : 0)
    EACH(SIGMOID_GRADIENT, a * b * (1 - b))
    EACH(TANH_GRADIENT, a * (1 - b * b))
    CALL(GELU_GRADIENT, a * gelu_slope_f64(b))
    CALL(SILU_GRADIENT, a * silu_slope_f64(b))
    CALL(SOFTPLUS_GRADIENT, a * sigmoid_f64(b))
    EACH(ELU_GRADIENT, b > 0 ? a : a * (b + 1))
    EACH(ABS_GRADIENT, a * ((b > 0) - (b < 0)))
    EACH(SQUARE_GRADIENT, a * (b + b))
    EACH(CUBE_GRADIENT, a * (3 * b * b))
    EACH(SQRT_GRADIENT, a / (b + b))
  }
}
#undef TYPE

#define TYPE int64_t
DLS_CLONES static void binary_i64(
    int op, int form, size_t n, int64_t *out, const int64_t *as, const int64_t *bs) {
  switch (op) {
    EACH(ADD, (uint64_t)a + (uint64_t)b)
    EACH(SUBTRACT, (uint64_t)a - (uint64_t)b)
    EACH(MULTIPLY, (uint64_t)a * (uint64_t)b)
    CALL(POWER, wrapping_power(a, b))
    EACH(MAXIMUM, a > b ? a : b)
    EACH(MINIMUM, a < b ? a : b)
    CALL(FLOOR_DIVIDE, floor_divide_i64(a, b))
    CALL(REMAINDER, remainder_i64(a, b))
    EACH(AND, a & b)
    EACH(OR, a | b)
    EACH(XOR, a ^ b)
    EACH(RELU_GRADIENT, b > 0 ? a : 0)
  }
}
#undef TYPE

#define TYPE uint8_t
DLS_CLONES static void binary_bool(
    int op, int form, size_t n, uint8_t *out, const uint8_t *as, const uint8_t *bs) {
  switch (op) {
    EACH(ADD, a | b)
    EACH(MULTIPLY, a & b)
    EACH(MAXIMUM, a | b)
    EACH(MINIMUM, a & b)
    EACH(AND, a & b)
    EACH(OR, a | b)
    EACH(XOR, a ^ b)
  }
}
#undef TYPE
#undef RESULT

#define RESULT uint8_t
#define COMPARISONS(SUFFIX, SCALAR)                                                                  \
  DLS_CLONES static void compare_##SUFFIX(                                                           \
      int op, int form, size_t n, uint8_t *out, const SCALAR *as, const SCALAR *bs) {                \
    switch (op) {                                                                                    \
      EACH(EQUAL, a == b)                                                                            \
      EACH(NOT_EQUAL, a != b)                                                                        \
      EACH(LESS, a < b)                                                                              \
      EACH(LESS_EQUAL, a <= b)                                                                       \
      EACH(GREATER, a > b)                                                                           \
      EACH(GREATER_EQUAL, a >= b)                                                                    \
    }                                                                                                \
  }

#define TYPE float
COMPARISONS(f32, float)
#undef TYPE
#define TYPE double
COMPARISONS(f64, double)
#undef TYPE
#define TYPE int64_t
COMPARISONS(i64, int64_t)
#undef TYPE
#define TYPE uint8_t
COMPARISONS(bool, uint8_t)
#undef TYPE

typedef void (*contiguous)(int op, int dtype, int form, size_t n, void *out, const void *a, const void *b);

void dls_binary_contiguous(int op, int dtype, int form, size_t n, void *out, const void *a, const void *b) {
  switch (dtype) {
    case DLS_F32: binary_f32(op, form, n, out, a, b); break;
    case DLS_F64: binary_f64(op, form, n, out, a, b); break;
    case DLS_I64: binary_i64(op, form, n, out, a, b); break;
    case DLS_BOOL: binary_bool(op, form, n, out, a, b); break;
  }
}

void dls_compare_contiguous(int op, int dtype, int form, size_t n, void *out, const void *a, const void *b) {
  switch (dtype) {
    case DLS_F32: compare_f32(op, form, n, out, a, b); break;
    case DLS_F64: compare_f64(op, form, n, out, a, b); break;
    case DLS_I64: compare_i64(op, form, n, out, a, b); break;
    case DLS_BOOL: compare_bool(op, form, n, out, a, b); break;
  }
}

static inline void rows(
    contiguous kernel, size_t out_size, int op, int dtype, size_t n, char *const *pointers,
    const int64_t *strides) {
  int64_t size = (int64_t)element_size(dtype);
  int64_t sa = strides[1], sb = strides[2];
  if (n == 1 || (sa == size && sb == size)) {
    kernel(op, dtype, 0, n, pointers[0], pointers[1], pointers[2]);
    return;
  }
  if (sa == size && sb == 0) {
    kernel(op, dtype, 1, n, pointers[0], pointers[1], pointers[2]);
    return;
  }
  if (sa == 0 && sb == size) {
    kernel(op, dtype, 2, n, pointers[0], pointers[1], pointers[2]);
    return;
  }
  _Alignas(64) char block_a[GATHER * 8], block_b[GATHER * 8];
  for (size_t i = 0; i < n; i += GATHER) {
    size_t m = n - i < GATHER ? n - i : GATHER;
    gather(block_a, pointers[1] + (int64_t)i * sa, sa, (size_t)size, m);
    gather(block_b, pointers[2] + (int64_t)i * sb, sb, (size_t)size, m);
    kernel(op, dtype, 0, m, pointers[0] + i * out_size, block_a, block_b);
  }
}

void dls_binary(int op, int dtype, size_t n, char *const *pointers, const int64_t *strides) {
  rows(dls_binary_contiguous, element_size(dtype), op, dtype, n, pointers, strides);
}

void dls_compare(int op, int dtype, size_t n, char *const *pointers, const int64_t *strides) {
  rows(dls_compare_contiguous, 1, op, dtype, n, pointers, strides);
}

// m rows of n elements, side by side.
static void gather_block(
    char *to, const char *from, int64_t outer, int64_t inner, size_t size, int64_t m, int64_t n) {
  for (int64_t row = 0; row < m; row++, from += outer, to += n * (int64_t)size) {
    gather(to, from, inner, size, (size_t)n);
  }
}

void dls_walk_run_short(
    const dls_walk *walk, int compares, int code, int dtype, int64_t lo, int64_t hi) {
  const int last = walk->rank - 1;
  const int64_t n = walk->size[last], rows_per_block = GATHER / n, rows_per_plane = walk->size[last - 1];
  const size_t size = element_size(dtype), out_size = compares ? 1 : size;
  _Alignas(64) char blocks[2][GATHER * 8];
  for (int64_t row = lo; row < hi;) {
    // Rows of one plane: the last two axes.
    int64_t rest = row / rows_per_plane, first = row % rows_per_plane, m = rows_per_plane - first;
    if (m > rows_per_block) m = rows_per_block;
    if (m > hi - row) m = hi - row;
    const char *from[2] = {walk->base[1], walk->base[2]};
    for (int k = 0; k < 2; k++) from[k] += first * walk->stride[k + 1][last - 1];
    for (int axis = last - 2; axis >= 0; axis--) {
      int64_t index = rest % walk->size[axis];
      rest /= walk->size[axis];
      for (int k = 0; k < 2; k++) from[k] += index * walk->stride[k + 1][axis];
    }
    for (int k = 0; k < 2; k++) {
      int64_t outer = walk->stride[k + 1][last - 1], inner = walk->stride[k + 1][last];
      if (inner == (int64_t)size && outer == inner * n) continue;
      gather_block(blocks[k], from[k], outer, inner, size, m, n);
      from[k] = blocks[k];
    }
    (compares ? dls_compare_contiguous : dls_binary_contiguous)(
        code, dtype, DLS_ROWS, (size_t)(m * n), walk->base[0] + row * n * (int64_t)out_size, from[0], from[1]);
    row += m;
  }
}
