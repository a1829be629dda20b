#include "elementwise.h"
#include "dispatch.h"
#include "gather.h"
#include "elementary.h"

#define EACH(NAME, EXPRESSION)                                   \
  case DLS_##NAME:                                               \
    _Pragma("clang loop vectorize(assume_safety)")               \
    for (size_t i = 0; i < n; i++) {                             \
      const TYPE x = in[i];                                      \
      out[i] = (EXPRESSION);                                     \
    }                                                            \
    break;

// The same for functions of the C library, which are called one by one.
#define CALL(NAME, EXPRESSION)                                   \
  case DLS_##NAME:                                               \
    for (size_t i = 0; i < n; i++) {                             \
      const TYPE x = in[i];                                      \
      out[i] = (EXPRESSION);                                     \
    }                                                            \
    break;

// NaN stays NaN, the sign of zero stays.
#define SIGN(x) ((x) > 0 ? (TYPE)1 : (x) < 0 ? (TYPE)-1 : (x))

#define TYPE float
DLS_CLONES static void unary_f32(int op, size_t n, float *out, const float *in) {
  switch (op) {
    EACH(NEGATE, -x)
    EACH(ABS, fabsf(x))
    EACH(SIGN, SIGN(x))
    EACH(EXP, exp_f32(x))
    EACH(LOG, log_f32(x))
    EACH(LOG1P, log1p_f32(x))
    CALL(LOG2, log2f(x))
    CALL(LOG10, log10f(x))
    EACH(EXPM1, expm1_f32(x))
    EACH(SQRT, __builtin_elementwise_sqrt(x))
    EACH(RSQRT, 1.0f / __builtin_elementwise_sqrt(x))
    EACH(RECIPROCAL, 1.0f / x)
    EACH(SQUARE, x * x)
    EACH(SIN, sine_f32(x, 0))
    EACH(COS, sine_f32(x, 1))
    CALL(TAN, tanf(x))
    CALL(ASIN, asinf(x))
    CALL(ACOS, acosf(x))
    CALL(ATAN, atanf(x))
    CALL(SINH, sinhf(x))
    CALL(COSH, coshf(x))
    EACH(TANH, tanh_f32(x))
    EACH(SIGMOID, sigmoid_f32(x))
    EACH(RELU, x < 0 ? 0.0f : x)
    EACH(GELU, gelu_f32(x))
    EACH(ERF, erf_f32(x))
    EACH(SOFTPLUS, softplus_f32(x))
    EACH(SILU, x * sigmoid_f32(x))
    EACH(ELU, x > 0 ? x : expm1_f32(x))
    EACH(FLOOR, __builtin_floorf(x))
    EACH(CEIL, __builtin_ceilf(x))
    EACH(ROUND, __builtin_rintf(x))
  }
  if (op != DLS_SIN && op != DLS_COS) return;
  // Beyond the reach of the short reduction.
  for (size_t i = 0; i < n; i++) {
    if (!(fabsf(in[i]) > 1e6f)) continue;
    out[i] = op == DLS_SIN ? sinf(in[i]) : cosf(in[i]);
  }
}
#undef TYPE

static double gelu_f64(double x) { return 0.5 * x * (1 + erf(x * 0.70710678118654752440)); }

static double softplus_f64(double x) {
  return x != x ? x : (x > 0 ? x : 0) + log1p(exp(-fabs(x)));
}

#define TYPE double
DLS_CLONES static void unary_f64(int op, size_t n, double *out, const double *in) {
  switch (op) {
    EACH(NEGATE, -x)
    EACH(ABS, fabs(x))
    EACH(SIGN, SIGN(x))
    CALL(EXP, exp(x))
    CALL(LOG, log(x))
    CALL(LOG1P, log1p(x))
    CALL(LOG2, log2(x))
    CALL(LOG10, log10(x))
    CALL(EXPM1, expm1(x))
    EACH(SQRT, __builtin_elementwise_sqrt(x))
    EACH(RSQRT, 1 / __builtin_elementwise_sqrt(x))
    EACH(RECIPROCAL, 1 / x)
    EACH(SQUARE, x * x)
    CALL(SIN, sin(x))
    CALL(COS, cos(x))
    CALL(TAN, tan(x))
    CALL(ASIN, asin(x))
    CALL(ACOS, acos(x))
    CALL(ATAN, atan(x))
    CALL(SINH, sinh(x))
    CALL(COSH, cosh(x))
    CALL(TANH, tanh(x))
    CALL(SIGMOID, 1 / (1 + exp(-x)))
    EACH(RELU, x < 0 ? 0 : x)
    CALL(GELU, gelu_f64(x))
    CALL(ERF, erf(x))
    CALL(SOFTPLUS, softplus_f64(x))
    CALL(SILU, x / (1 + exp(-x)))
    CALL(ELU, x > 0 ? x : expm1(x))
    EACH(FLOOR, __builtin_floor(x))
    EACH(CEIL, __builtin_ceil(x))
    EACH(ROUND, __builtin_rint(x))
  }
}
#undef TYPE

// Unsigned arithmetic wraps without undefined behaviour.
#define TYPE int64_t
DLS_CLONES static void unary_i64(int op, size_t n, int64_t *out, const int64_t *in) {
  switch (op) {
    EACH(NEGATE, (int64_t)(0 - (uint64_t)x))
    EACH(ABS, x < 0 ? (int64_t)(0 - (uint64_t)x) : x)
    EACH(SIGN, (x > 0) - (x < 0))
    EACH(SQUARE, (int64_t)((uint64_t)x * (uint64_t)x))
    EACH(RELU, x < 0 ? 0 : x)
    EACH(FLOOR, x)
    EACH(CEIL, x)
    EACH(ROUND, x)
  }
}
#undef TYPE

#define PREDICATE(NAME, EXPRESSION)                              \
  case DLS_##NAME:                                               \
    for (size_t i = 0; i < n; i++) out[i] = (EXPRESSION);        \
    break;

#define PREDICATES(SUFFIX, SCALAR, NAN_TEST, INF_TEST)                                              \
  DLS_CLONES static void predicate_##SUFFIX(int op, size_t n, uint8_t *out, const SCALAR *in) {     \
    switch (op) {                                                                                   \
      PREDICATE(NOT, in[i] == 0)                                                                    \
      PREDICATE(ISNAN, NAN_TEST)                                                                    \
      PREDICATE(ISINF, INF_TEST)                                                                    \
    }                                                                                               \
  }

PREDICATES(f32, float, in[i] != in[i], fabsf(in[i]) == INFINITY)
PREDICATES(f64, double, in[i] != in[i], fabs(in[i]) == (double)INFINITY)
PREDICATES(i64, int64_t, 0, 0)
PREDICATES(bool, uint8_t, 0, 0)

void dls_unary_contiguous(int op, int dtype, size_t n, void *out, const void *in) {
  int predicate = op == DLS_NOT || op == DLS_ISNAN || op == DLS_ISINF;
  switch (dtype) {
    case DLS_F32: predicate ? predicate_f32(op, n, out, in) : unary_f32(op, n, out, in); break;
    case DLS_F64: predicate ? predicate_f64(op, n, out, in) : unary_f64(op, n, out, in); break;
    case DLS_I64: predicate ? predicate_i64(op, n, out, in) : unary_i64(op, n, out, in); break;
    case DLS_BOOL: predicate_bool(op, n, out, in); break;
  }
}

void dls_unary(int op, int dtype, size_t n, char *const *pointers, const int64_t *strides) {
  size_t size = element_size(dtype);
  if (strides[1] == (int64_t)size || n == 1) {
    dls_unary_contiguous(op, dtype, n, pointers[0], pointers[1]);
    return;
  }
  int predicate = op == DLS_NOT || op == DLS_ISNAN || op == DLS_ISINF;
  size_t out_size = predicate ? 1 : size;
  _Alignas(64) char block[GATHER * 8];
  for (size_t i = 0; i < n; i += GATHER) {
    size_t m = n - i < GATHER ? n - i : GATHER;
    gather(block, pointers[1] + (int64_t)i * strides[1], strides[1], size, m);
    dls_unary_contiguous(op, dtype, m, pointers[0] + i * out_size, block);
  }
}
