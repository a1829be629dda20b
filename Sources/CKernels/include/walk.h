// Walking over strided operands row by row.
#pragma once
#include <stddef.h>
#include <stdint.h>

enum { DLS_OPERANDS = 4, DLS_AXES = 8 };

/// Operand 0 is written, the others are read. Strides are in bytes.
typedef struct {
  int operands;
  int rank;
  int64_t size[DLS_AXES];
  int64_t stride[DLS_OPERANDS][DLS_AXES];
  char *base[DLS_OPERANDS];
} dls_walk;

/// Handles n elements in a row; strides in bytes. `code` says which operation, `dtype` on what.
typedef void (*dls_row)(int code, int dtype, size_t n, char *const *pointers, const int64_t *strides);

/// dtype codes, as Tensor's.
enum { DLS_F32, DLS_F64, DLS_I64, DLS_BOOL };

void dls_walk_begin(dls_walk *walk, int operands);
void dls_walk_operand(dls_walk *walk, int operand, void *base);

/// Adds an axis inside the ones added so far, merging it with the last where every operand allows it.
void dls_walk_axis(dls_walk *walk, int64_t size, int64_t s0, int64_t s1, int64_t s2, int64_t s3);

/// Runs the rows that cover the elements lo..<hi, counted in row-major order.
void dls_walk_run(const dls_walk *walk, dls_row row, int code, int dtype, int64_t lo, int64_t hi);
