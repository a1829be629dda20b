// Samples of bytes to tensors.
#pragma once
#include <stddef.h>
#include <stdint.h>

/// For each of n samples of channels × area bytes: (byte/255 - mean[channel]) / deviation[channel].
void dls_pixels(
    size_t n, size_t channels, size_t area, const int64_t *index, const uint8_t *in, const float *mean,
    const float *deviation, float *out);
