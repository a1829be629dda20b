#include "conv2d.h"
#include <stdlib.h>
#include "convolution.h"

void *dls_conv_scratch(size_t bytes) {
  static _Thread_local void *memory;
  static _Thread_local size_t size;
  if (bytes > size) {
    free(memory);
    size = (bytes + bytes / 4 + 4095) / 4096 * 4096;
    memory = aligned_alloc(64, size);
    if (!memory) size = 0;
  }
  return memory;
}

static long chunkFor(const dls_conv2d *s, long partialBytes) {
  // Sixteen partial sums spread over a few threads well; large weights get fewer, within 32 MiB.
  long parts = (32l << 20) / (partialBytes + 1);
  parts = parts < 1 ? 1 : parts > 16 ? 16 : parts;
  const long chunk = (s->batch + parts - 1) / parts;
  return chunk < 1 ? 1 : chunk;
}

long dls_conv2d_chunk(const dls_conv2d *s) {
  return chunkFor(s, s->filters * (s->channels / s->groups) * s->kernelHeight * s->kernelWidth * 8);
}

// One bit for each set this processor runs, best first.
static int level(void) {
#if defined(__x86_64__)
  static int known = -1;
  if (known < 0) {
    __builtin_cpu_init();
    known = __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
                    __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw")
                ? 2
            : __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? 1
                                                                              : 0;
  }
  return known;
#else
  return 0;
#endif
}

#if defined(__x86_64__)
#define SELECT(TYPE) \
  (level() == 2 ? &dls_conv_##TYPE##_avx512 : level() == 1 ? &dls_conv_##TYPE##_avx2 : &dls_conv_##TYPE##_baseline)
#else
#define SELECT(TYPE) (&dls_conv_##TYPE##_baseline)
#endif

#define REAL float
#define TYPED(x) x##_f32
#define KERNELS SELECT(f32)
#include "conv2d_driver.h"
#undef REAL
#undef TYPED
#undef KERNELS

#define REAL double
#define TYPED(x) x##_f64
#define KERNELS SELECT(f64)
#include "conv2d_driver.h"
