// Elementwise operations as rows of a walk: operand 0 is the result, contiguous in the row.
#pragma once
#include "walk.h"

// The order is that of Tensor's UnaryOp.
enum {
  DLS_NEGATE, DLS_ABS, DLS_SIGN, DLS_EXP, DLS_LOG, DLS_LOG1P, DLS_LOG2, DLS_LOG10, DLS_EXPM1, DLS_SQRT, DLS_RSQRT,
  DLS_RECIPROCAL, DLS_SQUARE, DLS_SIN, DLS_COS, DLS_TAN, DLS_ASIN, DLS_ACOS, DLS_ATAN, DLS_SINH, DLS_COSH, DLS_TANH,
  DLS_SIGMOID, DLS_RELU, DLS_GELU, DLS_ERF, DLS_SOFTPLUS, DLS_SILU, DLS_ELU, DLS_FLOOR, DLS_CEIL, DLS_ROUND,
  DLS_NOT, DLS_ISNAN, DLS_ISINF
};

// The order is that of Tensor's BinaryOp. Gradients take (dy, y) or (dy, x), as named there.
enum {
  DLS_ADD, DLS_SUBTRACT, DLS_MULTIPLY, DLS_DIVIDE, DLS_POWER, DLS_MAXIMUM, DLS_MINIMUM, DLS_FLOOR_DIVIDE,
  DLS_REMAINDER, DLS_ATAN2, DLS_AND, DLS_OR, DLS_XOR, DLS_RELU_GRADIENT, DLS_SIGMOID_GRADIENT,
  DLS_TANH_GRADIENT, DLS_GELU_GRADIENT, DLS_SILU_GRADIENT, DLS_SOFTPLUS_GRADIENT, DLS_ELU_GRADIENT,
  DLS_ABS_GRADIENT, DLS_SQUARE_GRADIENT, DLS_CUBE_GRADIENT, DLS_SQRT_GRADIENT
};

// The order is that of Tensor's Comparison.
enum { DLS_EQUAL, DLS_NOT_EQUAL, DLS_LESS, DLS_LESS_EQUAL, DLS_GREATER, DLS_GREATER_EQUAL };

/// Result of the operand's dtype (NOT, ISNAN and ISINF: bool). What an operation is not defined for, the
/// caller has refused.
void dls_unary(int op, int dtype, size_t n, char *const *pointers, const int64_t *strides);

/// Both operands and the result of one dtype. Integer division by zero gives 0.
void dls_binary(int op, int dtype, size_t n, char *const *pointers, const int64_t *strides);

/// Two operands of one dtype, result bool.
void dls_compare(int op, int dtype, size_t n, char *const *pointers, const int64_t *strides);

/// The same on contiguous operands, without a walk.
void dls_unary_contiguous(int op, int dtype, size_t n, void *out, const void *x);

/// Which operand is a scalar: neither, the second, or the first.
enum { DLS_ROWS, DLS_SECOND_SCALAR, DLS_FIRST_SCALAR };
void dls_binary_contiguous(int op, int dtype, int form, size_t n, void *out, const void *a, const void *b);
void dls_compare_contiguous(int op, int dtype, int form, size_t n, void *out, const void *a, const void *b);

/// Runs dls_binary (or dls_compare) on rows too short to be worth a call each: they are gathered into blocks.
void dls_walk_run_short(
    const dls_walk *walk, int compares, int code, int dtype, int64_t lo, int64_t hi);

/// Rows shorter than this are short.
enum { DLS_SHORT = 32 };
