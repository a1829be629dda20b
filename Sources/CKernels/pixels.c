#include "pixels.h"
#include "dispatch.h"

DLS_CLONES void dls_pixels(
    size_t n, size_t channels, size_t area, const int64_t *index, const uint8_t *in, const float *mean,
    const float *deviation, float *restrict out) {
  for (size_t k = 0; k < n; k++) {
    const uint8_t *from = in + (size_t)index[k] * channels * area;
    for (size_t c = 0; c < channels; c++, from += area, out += area) {
      const float m = mean[c], d = deviation[c];
      // Quotients, not products with reciprocals: 255 must give exactly 1.
      for (size_t i = 0; i < area; i++) out[i] = ((float)from[i] / 255.0f - m) / d;
    }
  }
}
