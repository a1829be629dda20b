#include "gemm.h"
#include <string.h>
#include "dispatch.h"

#define TYPED_SOURCE "gemm_typed.h"
#include "typed.h"

// Unsigned, as signed overflow is undefined.
void dls_gemm_small_i64(const int64_t *a, long aRow, long aColumn, const int64_t *b, long bRow, long bColumn,
                        int64_t *c, long m, long n, long k) {
  for (long i = 0; i < m; i++)
    for (long j = 0; j < n; j++) {
      uint64_t sum = 0;
      for (long p = 0; p < k; p++)
        sum += (uint64_t)a[i * aRow + p * aColumn] * (uint64_t)b[p * bRow + j * bColumn];
      c[i * n + j] = (int64_t)sum;
    }
}
