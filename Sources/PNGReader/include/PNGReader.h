#ifndef PNG_READER_H
#define PNG_READER_H

#include <stddef.h>
#include <stdint.h>

// libpng reports errors by longjmp, which must not cross Swift; this face of it returns them.

typedef struct {
  int width, height;
  // 1 grey, 3 colour.
  int channels;
  // Row by row, channels side by side, 0 to 65535; from malloc.
  uint16_t *samples;
  // Why it failed; empty when it did not.
  char reason[128];
} dls_png;

// Decodes a whole file of any depth and colour type, interlaced or not; transparency is left out. `samples` is NULL
// when it fails. Sides beyond `limit` are refused, and pixels that so few bytes cannot hold.
dls_png dls_png_decode(const uint8_t *bytes, size_t count, int limit);

#endif
