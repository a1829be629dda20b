#include "random.h"
#include "dispatch.h"
#include "elementary.h"

enum { BLOCKS = 64 };

INLINE void rounds(uint32_t *c0, uint32_t *c1, uint32_t *c2, uint32_t *c3, uint64_t key) {
  uint32_t k0 = (uint32_t)key, k1 = (uint32_t)(key >> 32);
  for (int round = 0; round < 10; round++) {
    uint64_t p = (uint64_t)0xD2511F53u * *c0;
    uint64_t q = (uint64_t)0xCD9E8D57u * *c2;
    uint32_t n0 = (uint32_t)(q >> 32) ^ *c1 ^ k0;
    uint32_t n2 = (uint32_t)(p >> 32) ^ *c3 ^ k1;
    *c0 = n0;
    *c1 = (uint32_t)q;
    *c2 = n2;
    *c3 = (uint32_t)p;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
}

void dls_philox(uint64_t key, uint64_t block, uint32_t *words) {
  uint32_t c0 = (uint32_t)block, c1 = (uint32_t)(block >> 32), c2 = 0, c3 = 0;
  rounds(&c0, &c1, &c2, &c3, key);
  words[0] = c0;
  words[1] = c1;
  words[2] = c2;
  words[3] = c3;
}

// BLOCKS consecutive blocks, word by word.
INLINE void batch(uint64_t key, uint64_t first, uint32_t words[4][BLOCKS]) {
  for (int i = 0; i < BLOCKS; i++) {
    uint64_t block = first + (uint64_t)i;
    uint32_t c0 = (uint32_t)block, c1 = (uint32_t)(block >> 32), c2 = 0, c3 = 0;
    rounds(&c0, &c1, &c2, &c3, key);
    words[0][i] = c0;
    words[1][i] = c1;
    words[2][i] = c2;
    words[3][i] = c3;
  }
}

DLS_CLONES void dls_random_uniform_f32(uint64_t key, uint64_t first, size_t n, float *out) {
  uint32_t words[4][BLOCKS];
  for (size_t start = 0; start < n; start += 4 * BLOCKS, first += BLOCKS) {
    batch(key, first, words);
    size_t m = n - start < 4 * BLOCKS ? n - start : 4 * BLOCKS;
    for (size_t i = 0; i < m; i++) out[start + i] = (float)(words[i & 3][i >> 2] >> 8) * 0x1p-24f;
  }
}

DLS_CLONES void dls_random_normal_f32(uint64_t key, uint64_t first, size_t n, float *out) {
  uint32_t words[4][BLOCKS];
  float values[4][BLOCKS];
  for (size_t start = 0; start < n; start += 4 * BLOCKS, first += BLOCKS) {
    batch(key, first, words);
    for (int pair = 0; pair < 4; pair += 2)
      for (int i = 0; i < BLOCKS; i++) {
        // The logarithm's argument lies in (0, 1].
        float u = (float)((words[pair][i] >> 8) + 1) * 0x1p-24f;
        float angle = (float)(words[pair + 1][i] >> 8) * 0x1.921fb6p-22f;
        float radius = __builtin_elementwise_sqrt(-2.0f * log_f32(u));
        values[pair][i] = radius * sine_f32(angle, 1);
        values[pair + 1][i] = radius * sine_f32(angle, 0);
      }
    size_t m = n - start < 4 * BLOCKS ? n - start : 4 * BLOCKS;
    for (size_t i = 0; i < m; i++) out[start + i] = values[i & 3][i >> 2];
  }
}

INLINE uint64_t wide(const uint32_t *words, size_t half) {
  return (uint64_t)words[2 * half + 1] << 32 | words[2 * half];
}

void dls_random_uniform_f64(uint64_t key, uint64_t first, size_t n, double *out) {
  uint32_t words[4];
  for (size_t i = 0; i < n; i++) {
    if ((i & 1) == 0) dls_philox(key, first + i / 2, words);
    out[i] = (double)(wide(words, i & 1) >> 11) * 0x1p-53;
  }
}

void dls_random_normal_f64(uint64_t key, uint64_t first, size_t n, double *out) {
  uint32_t words[4];
  for (size_t i = 0; i < n; i += 2) {
    dls_philox(key, first + i / 2, words);
    double radius = sqrt(-2 * log((double)((wide(words, 0) >> 11) + 1) * 0x1p-53));
    double angle = (double)(wide(words, 1) >> 11) * 0x1.921fb54442d18p-51;
    out[i] = radius * cos(angle);
    if (i + 1 < n) out[i + 1] = radius * sin(angle);
  }
}

// The high half of a 64×64-bit product; the bias is at most range / 2^64.
INLINE uint64_t bounded(uint64_t word, uint64_t range) {
  return (uint64_t)(((unsigned __int128)word * range) >> 64);
}

void dls_random_integers(uint64_t key, uint64_t first, size_t n, int64_t low, uint64_t range, int64_t *out) {
  uint32_t words[4];
  for (size_t i = 0; i < n; i++) {
    if ((i & 1) == 0) dls_philox(key, first + i / 2, words);
    out[i] = (int64_t)((uint64_t)low + bounded(wide(words, i & 1), range));
  }
}

void dls_random_permutation(uint64_t key, uint64_t first, size_t n, int64_t *out) {
  uint32_t words[4];
  for (size_t i = 0; i < n; i++) {
    if ((i & 1) == 0) dls_philox(key, first + i / 2, words);
    size_t j = bounded(wide(words, i & 1), i + 1);
    out[i] = out[j];
    out[j] = (int64_t)i;
  }
}
