#include "conv2d.h"
#include <stdlib.h>
#include <string.h>
#include "convolution.h"
#include "dispatch.h"

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

int dls_conv_best_level(void) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512bw"))
    return 2;
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return 1;
#endif
  return 0;
}

static int chosen = -1;

void dls_conv_set_level(int level) {
  const int best = dls_conv_best_level();
  chosen = level < 0 ? 0 : level > best ? best : level;
}

int dls_conv_level(void) {
  if (chosen < 0) {
    const char *wish = getenv("DLS_KERNELS");
    dls_conv_set_level(!wish ? 2 : !strcmp(wish, "baseline") ? 0 : !strcmp(wish, "avx2") ? 1 : 2);
  }
  return chosen;
}

#if defined(__x86_64__)
#define SELECT(TYPE) \
  (dls_conv_level() == 2   ? &dls_conv_##TYPE##_avx512 \
   : dls_conv_level() == 1 ? &dls_conv_##TYPE##_avx2   \
                           : &dls_conv_##TYPE##_baseline)
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

int dls_conv2d_is_minimal(const dls_conv2d *s) { return prefersWinograd_f32(s); }
