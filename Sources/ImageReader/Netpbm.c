#define _GNU_SOURCE
#include "ImageReader.h"

#include <netpbm/pnm.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// libnetpbm hands its messages to functions without a context.
static _Thread_local char *complaint;

static void keep(const char *message) {
  if (complaint) snprintf(complaint, sizeof(((dls_image *)0)->reason), "%s", message);
}

static void ignore(const char *message) { (void)message; }

// What a decoding holds; on the heap, so that longjmp leaves it as it is.
typedef struct {
  dls_image image;
  char *text;
  FILE *file;
  xel *row;
} decoding;

// Whether the pixels may be read; leaves by longjmp when the header is none.
static int readHeader(decoding *d, size_t count, int limit, xelval *maximum, int *format) {
  pnm_readpnminit(d->file, &d->image.width, &d->image.height, maximum, format);
  d->image.maximum = (int)*maximum;
  d->image.channels = PNM_FORMAT_TYPE(*format) == PPM_TYPE ? 3 : 1;
  if (d->image.width < 1 || d->image.height < 1 || d->image.width > limit || d->image.height > limit) {
    snprintf(d->image.reason, sizeof d->image.reason, "%d×%d pixels", d->image.width, d->image.height);
    return 0;
  }
  const int isRaw = *format == RPGM_FORMAT || *format == RPPM_FORMAT;
  const size_t samples = (size_t)d->image.width * d->image.height * d->image.channels;
  // A plain sample is at least a digit and what ends it.
  const size_t bytes = isRaw ? samples * (*maximum > 255 ? 2 : 1) : 2 * samples - 1;
  const size_t wanted = (size_t)ftell(d->file) + bytes;
  if (count < wanted) d->image.wanted = wanted;
  return count >= wanted;
}

static void readPixels(decoding *d, xelval maximum, int format) {
  const long width = d->image.width, channels = d->image.channels;
  d->image.samples = malloc(sizeof(uint16_t) * width * d->image.height * channels);
  d->row = pnm_allocrow((unsigned)width);
  if (!d->image.samples) pm_error("there is no memory for its pixels");
  for (int y = 0; y < d->image.height; y++) {
    pnm_readpnmrow(d->file, d->row, (int)width, maximum, format);
    uint16_t *to = d->image.samples + y * width * channels;
    for (long x = 0; x < width; x++) {
      if (channels == 1) {
        to[x] = (uint16_t)PNM_GET1(d->row[x]);
      } else {
        to[3 * x] = (uint16_t)PPM_GETR(d->row[x]);
        to[3 * x + 1] = (uint16_t)PPM_GETG(d->row[x]);
        to[3 * x + 2] = (uint16_t)PPM_GETB(d->row[x]);
      }
    }
  }
}

dls_image dls_netpbm_decode(const uint8_t *bytes, size_t count, int limit) {
  dls_image result = {0};
  decoding *d = calloc(1, sizeof *d);
  if (d) d->text = malloc(count + 1);
  if (d && d->text) {
    // A plain sample at the very end still wants something after it.
    memcpy(d->text, bytes, count);
    d->text[count] = '\n';
    d->file = fmemopen(d->text, count + 1, "rb");
  }
  if (!d || !d->file) {
    if (d) free(d->text);
    free(d);
    strcpy(result.reason, "there is no memory for it");
    return result;
  }
  jmp_buf back;
  pm_init("dls", 0);
  pm_setusererrormsgfn(keep);
  pm_setusermessagefn(ignore);
  complaint = d->image.reason;
  if (setjmp(back) == 0) {
    pm_setjmpbuf(&back);
    xelval maximum;
    int format;
    if (readHeader(d, count, limit, &maximum, &format)) readPixels(d, maximum, format);
  } else {
    free(d->image.samples);
    d->image.samples = NULL;
  }
  pm_setjmpbuf(NULL);
  complaint = NULL;
  result = d->image;
  if (d->row) pnm_freerow(d->row);
  fclose(d->file);
  free(d->text);
  free(d);
  return result;
}
