#include "ImageReader.h"

#include <png.h>
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

// Deflate packs at most 1032 to 1.
enum { LARGEST_RATIO = 1032 };

typedef struct {
  const uint8_t *next;
  size_t left;
} source;

static void take(png_structp png, png_bytep target, size_t count) {
  source *from = png_get_io_ptr(png);
  if (count > from->left) png_error(png, "it is cut off");
  memcpy(target, from->next, count);
  from->next += count;
  from->left -= count;
}

static void fail(png_structp png, png_const_charp message) {
  dls_image *result = png_get_error_ptr(png);
  strncpy(result->reason, message, sizeof result->reason - 1);
  png_longjmp(png, 1);
}

static void ignore(png_structp png, png_const_charp message) {
  (void)png;
  (void)message;
}

// Grey or colour of 16 bits, whatever the file has.
static void convert(png_structp png, png_infop info) {
  if (png_get_color_type(png, info) == PNG_COLOR_TYPE_PALETTE) png_set_palette_to_rgb(png);
  if (png_get_color_type(png, info) == PNG_COLOR_TYPE_GRAY && png_get_bit_depth(png, info) < 8)
    png_set_expand_gray_1_2_4_to_8(png);
  png_set_strip_alpha(png);
  png_set_expand_16(png);
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  png_set_swap(png);
#endif
  png_set_interlace_handling(png);
}

// Fills `result`; leaves by longjmp when it fails, with `rows` and the samples for the caller to free.
static void decode(png_structp png, png_infop info, size_t count, dls_image *result, png_bytepp *rows) {
  png_read_info(png, info);
  const size_t height = png_get_image_height(png, info);
  if (png_get_rowbytes(png, info) * height / LARGEST_RATIO > count) png_error(png, "its pixels are missing");
  convert(png, info);
  png_read_update_info(png, info);
  const size_t stride = png_get_rowbytes(png, info);
  result->width = (int)png_get_image_width(png, info);
  result->height = (int)height;
  result->channels = png_get_channels(png, info);
  result->maximum = 65535;
  result->samples = malloc(stride * height);
  *rows = malloc(height * sizeof(png_bytep));
  if (!result->samples || !*rows) png_error(png, "there is no memory for its pixels");
  for (size_t y = 0; y < height; y++) (*rows)[y] = (png_bytep)result->samples + y * stride;
  png_read_image(png, *rows);
  png_read_end(png, NULL);
}

dls_image dls_png_decode(const uint8_t *bytes, size_t count, int limit) {
  dls_image result = {0};
  // On the heap, so that longjmp leaves them as they are.
  struct state {
    source from;
    dls_image result;
    png_bytepp rows;
  } *state = calloc(1, sizeof *state);
  png_structp png =
      state ? png_create_read_struct(PNG_LIBPNG_VER_STRING, &state->result, fail, ignore) : NULL;
  png_infop info = png ? png_create_info_struct(png) : NULL;
  if (!info) {
    png_destroy_read_struct(&png, NULL, NULL);
    free(state);
    strcpy(result.reason, "libpng does not start");
    return result;
  }
  state->from = (source){bytes, count};
  if (setjmp(png_jmpbuf(png)) == 0) {
    png_set_read_fn(png, &state->from, take);
    png_set_user_limits(png, (png_uint_32)limit, (png_uint_32)limit);
    png_set_crc_action(png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
    decode(png, info, count, &state->result, &state->rows);
  } else {
    free(state->result.samples);
    state->result.samples = NULL;
  }
  result = state->result;
  free(state->rows);
  free(state);
  png_destroy_read_struct(&png, &info, NULL);
  return result;
}
