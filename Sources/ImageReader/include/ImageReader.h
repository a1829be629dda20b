#ifndef IMAGE_READER_H
#define IMAGE_READER_H

#include <stddef.h>
#include <stdint.h>

// libpng and libnetpbm report errors by longjmp, which must not cross Swift; this face of them returns them.

typedef struct {
  int width, height;
  // 1 grey, 3 colour.
  int channels;
  // The sample that is white.
  int maximum;
  // Row by row, channels side by side, 0 to `maximum`; from malloc. NULL when decoding failed.
  uint16_t *samples;
  // The bytes the file would need, where it is shorter; else 0.
  size_t wanted;
  // Why it failed otherwise.
  char reason[128];
} dls_image;

// Both decode a whole file and refuse sides beyond `limit`.

// PNG of any depth and colour type, interlaced or not; transparency is left out. Pixels that so few bytes cannot hold
// are refused.
dls_image dls_png_decode(const uint8_t *bytes, size_t count, int limit);

// PGM and PPM, plain and raw.
dls_image dls_netpbm_decode(const uint8_t *bytes, size_t count, int limit);

#endif
