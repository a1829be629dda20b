// Convolution on whole images for one element type: packing, blocking, tails. The includer defines REAL,
// TYPED(x) and KERNELS (a pointer to the kernels of this processor).
#include <string.h>

// Rows computed between two transposes stay in the second-level cache.
#define ROW_BUFFER_BYTES (128 << 10)

static long TYPED(padded)(long filters) { return (filters + KERNELS->lanes - 1) / KERNELS->lanes * KERNELS->lanes; }

DLS_CLONES int TYPED(dls_all_finite)(const REAL *values, long count) {
  // x - x is 0 for a finite x and NaN for any other.
  REAL sums[16] = {0};
  const long whole = count & ~15l;
  for (long i = 0; i < whole; i += 16)
    for (long j = 0; j < 16; j++) sums[j] += values[i + j] - values[i + j];
  REAL sum = 0;
  for (long j = 0; j < 16; j++) sum += sums[j];
  for (long i = whole; i < count; i++) sum += values[i] - values[i];
  return sum == 0;
}

// Few channels or filters leave the products too little to do against the transforms.
static int TYPED(prefersWinograd)(const dls_conv2d *s) {
  return !s->exact && s->kernelHeight == 3 && s->kernelWidth == 3 && s->strideY == 1 && s->strideX == 1 && s->dilationY == 1 &&
         s->dilationX == 1 && s->channels / s->groups >= 16 && s->filters / s->groups >= 16 && s->outHeight >= 4 &&
         s->outWidth >= 4;
}

long TYPED(dls_conv2d_packed)(const dls_conv2d *s) {
  const long taps = s->kernelHeight * s->kernelWidth;
  const long channels = s->channels / s->groups, filters = s->filters / s->groups;
  // Winograd's weights have 16 frequencies for 9 taps.
  const long places = TYPED(prefersWinograd)(s) ? 16 : taps;
  const long forward = TYPED(padded)(filters) * (places * channels + 1);
  const long backward = TYPED(padded)(channels) * (places * filters + 1);
  return s->groups * (forward > backward ? forward : backward);
}

// Turns a group's packed weights, bias first, into their 16 transforms in place.
static int TYPED(winogradPack)(REAL *packed, long channels, long filters, int flipped) {
  const long all = TYPED(padded)(filters);
  REAL *weights = packed + all, *spare = dls_conv_scratch(9 * channels * all * sizeof(REAL));
  if (!spare) return -1;
  memcpy(spare, weights, 9 * channels * all * sizeof(REAL));
  for (long f = 0, block; f < all; f += block) {
    block = KERNELS->block(all, f);
    KERNELS->winogradWeights(spare, channels, block, flipped, weights);
    spare += 9 * channels * block;
    weights += 16 * channels * block;
  }
  return 0;
}

// packed: for each group, the bias, then for each block of filters [tap][channel][block].
int TYPED(dls_conv2d_pack)(const dls_conv2d *s, const REAL *weight, const REAL *bias, REAL *packed) {
  const long taps = s->kernelHeight * s->kernelWidth;
  const long channels = s->channels / s->groups, filters = s->filters / s->groups;
  const long all = TYPED(padded)(filters);
  for (long g = 0; g < s->groups; g++) {
    const REAL *w = weight + g * filters * channels * taps;
    for (long f = 0; f < all; f++) packed[f] = bias && f < filters ? bias[g * filters + f] : 0;
    packed += all;
    for (long f = 0, block; f < all; f += block) {
      block = KERNELS->block(all, f);
      for (long t = 0; t < taps; t++)
        for (long c = 0; c < channels; c++, packed += block)
          for (long i = 0; i < block; i++)
            packed[i] = f + i < filters ? w[((f + i) * channels + c) * taps + t] : 0;
    }
    if (!TYPED(prefersWinograd)(s)) continue;
    packed -= all * taps * channels;
    if (TYPED(winogradPack)(packed - all, channels, filters, 0)) return -1;
    packed += all * 16 * channels;
  }
  return 0;
}

static long TYPED(phaseTaps)(long phase, long padding, long stride, long dilation, long kernel, long *taps,
                             long *offsets) {
  long count = 0;
  for (long k = 0; k < kernel; k++) {
    const long distance = phase + padding - k * dilation;
    if (distance % stride) continue;
    taps[count] = k;
    offsets[count++] = distance / stride;
  }
  return count;
}

// packed: for each group a bias of zeros, then for each phase and block of channels [tap][filter][block].
int TYPED(dls_conv2d_pack_input)(const dls_conv2d *s, const REAL *weight, REAL *packed) {
  const long taps = s->kernelHeight * s->kernelWidth;
  const long channels = s->channels / s->groups, filters = s->filters / s->groups;
  const long all = TYPED(padded)(channels);
  long ys[s->kernelHeight], xs[s->kernelWidth], unused[s->kernelHeight + s->kernelWidth];
  for (long g = 0; g < s->groups; g++) {
    const REAL *w = weight + g * filters * channels * taps;
    memset(packed, 0, all * sizeof(REAL));
    packed += all;
    for (long py = 0; py < s->strideY; py++)
      for (long px = 0; px < s->strideX; px++) {
        const long rows =
            TYPED(phaseTaps)(py, s->paddingY, s->strideY, s->dilationY, s->kernelHeight, ys, unused);
        const long columns =
            TYPED(phaseTaps)(px, s->paddingX, s->strideX, s->dilationX, s->kernelWidth, xs, unused);
        for (long c = 0, block; c < all; c += block) {
          block = KERNELS->block(all, c);
          for (long y = 0; y < rows; y++)
            for (long x = 0; x < columns; x++)
              for (long f = 0; f < filters; f++, packed += block)
                for (long i = 0; i < block; i++)
                  packed[i] = c + i < channels
                                  ? w[(f * channels + c + i) * taps + ys[y] * s->kernelWidth + xs[x]]
                                  : 0;
        }
      }
    if (!TYPED(prefersWinograd)(s)) continue;
    packed -= all * taps * filters;
    if (TYPED(winogradPack)(packed - all, filters, channels, 1)) return -1;
    packed += all * 16 * filters;
  }
  return 0;
}

// Copies source rows [top, top + count) of each channel, columns from `left` on, as [row][channel][phase][pitch];
// what lies outside the image is zero.
static void TYPED(packRows)(const REAL *image, long channels, long height, long width, long top, long count,
                            long left, long phases, long pitch, REAL *packed) {
  const long wide = phases * pitch;
  const long from = left < 0 ? -left : 0;
  const long to = width - left < wide ? width - left : wide;
  // Rows of a channel lie together, but are read a channel's width apart: fetch them in the order of memory.
  const long above = top < 0 ? 0 : top, below = top + count < height ? top + count : height;
  for (long c = 0; c < channels && channels > 1; c++)
    for (long i = above * width; i < below * width; i += 64 / (long)sizeof(REAL))
      __builtin_prefetch(image + c * height * width + i);
  for (long r = 0; r < count; r++)
    for (long c = 0; c < channels; c++, packed += wide) {
      const long y = top + r;
      if (y < 0 || y >= height || from >= to) {
        memset(packed, 0, wide * sizeof(REAL));
        continue;
      }
      const REAL *row = image + (c * height + y) * width + left;
      if (phases == 1) {
        for (long x = 0; x < from; x++) packed[x] = 0;
        memcpy(packed + from, row + from, (to - from) * sizeof(REAL));
        for (long x = to; x < wide; x++) packed[x] = 0;
      } else {
        for (long p = 0; p < phases; p++)
          for (long i = 0; i < pitch; i++) {
            const long x = i * phases + p;
            packed[p * pitch + i] = x >= from && x < to ? row[x] : 0;
          }
      }
    }
}

// Where a band's outputs go: out[filter · plane + row · rowStep + column · columnStep].
typedef struct {
  REAL *out;
  long plane, rowStep, columnStep;
} TYPED(target);

static void TYPED(unloadRows)(const REAL *buffer, long block, long filters, long rows, long columns,
                              TYPED(target) to, long filter) {
  REAL *out = to.out + filter * to.plane;
  if (to.columnStep == 1 && to.rowStep == columns) {
    KERNELS->transpose(buffer, block, out, to.plane, rows * columns, filters);
    return;
  }
  for (long y = 0; y < rows; y++)
    for (long x = 0; x < columns; x++)
      for (long f = 0; f < filters; f++)
        out[f * to.plane + y * to.rowStep + x * to.columnStep] = buffer[(y * columns + x) * block + f];
}

// Source geometry of a sum over taps.
typedef struct {
  const REAL *image;
  long height, width;
  /// Source row and column under tap offset 0 of output row 0 and column 0.
  long top, left;
  /// Source rows an output row spans.
  long span;
} TYPED(window);

// Output rows [first, last) of one image and group, band by band. `weights` are those of all blocks.
static int TYPED(convolve)(const dls_conv_work *k, TYPED(window) source, const REAL *bias, const REAL *weights,
                           TYPED(target) to, long first, long last, long columns) {
  const long all = TYPED(padded)(k->filters), widest = KERNELS->block(all, 0);
  const long sourceRow = k->channels * k->phases * k->pitch;
  long band = ROW_BUFFER_BYTES / (long)sizeof(REAL) / (columns * widest);
  band = band < 1 ? 1 : band > last - first ? last - first : band;
  const long most = (band - 1) * k->rowStride + source.span;
  REAL *packed = dls_conv_scratch((most * sourceRow + band * columns * widest + 2 * KERNELS->lanes) * sizeof(REAL));
  if (!packed) return -1;
  REAL *buffer = packed + (most * sourceRow + KERNELS->lanes - 1) / KERNELS->lanes * KERNELS->lanes;
  for (long y = first; y < last; y += band) {
    const long rows = y + band < last ? band : last - y;
    TYPED(packRows)(source.image, k->channels, source.height, source.width, source.top + y * k->rowStride,
                    (rows - 1) * k->rowStride + source.span, source.left, k->phases, k->pitch, packed);
    const REAL *w = weights;
    TYPED(target) part = to;
    part.out += y * to.rowStep;
    for (long f = 0, block; f < all; f += block) {
      block = KERNELS->block(all, f);
      KERNELS->rows(k, block, packed, w, bias + f, buffer, rows, columns);
      const long real = f + block < k->filters ? block : k->filters - f;
      TYPED(unloadRows)(buffer, block, real, rows, columns, part, f);
      w += block * k->tapCount * k->channels;
    }
  }
  return 0;
}

#include "winograd_driver.h"

static dls_conv_work TYPED(forwardWork)(const dls_conv2d *s, long *taps) {
  const long phases = s->strideX;
  const long wide = (s->outWidth - 1) * s->strideX + (s->kernelWidth - 1) * s->dilationX + 1;
  dls_conv_work k = {.channels = s->channels / s->groups, .filters = s->filters / s->groups, .phases = phases,
                     .pitch = (wide + phases - 1) / phases, .rowStride = s->strideY,
                     .tapCount = s->kernelHeight * s->kernelWidth, .taps = taps};
  for (long y = 0, t = 0; y < s->kernelHeight; y++)
    for (long x = 0; x < s->kernelWidth; x++) {
      const long column = x * s->dilationX;
      taps[t++] = (y * s->dilationY * k.channels * phases + column % phases) * k.pitch + column / phases;
    }
  return k;
}

int TYPED(dls_conv2d_forward)(const dls_conv2d *s, const REAL *input, const REAL *packed, REAL *out, long image,
                              long first, long last) {
  long taps[s->kernelHeight * s->kernelWidth];
  const dls_conv_work k = TYPED(forwardWork)(s, taps);
  const long all = TYPED(padded)(k.filters), plane = s->height * s->width, outPlane = s->outHeight * s->outWidth;
  const TYPED(window) source = {.height = s->height, .width = s->width, .top = -s->paddingY,
                                .left = -s->paddingX, .span = (s->kernelHeight - 1) * s->dilationY + 1};
  for (long g = 0; g < s->groups; g++) {
    TYPED(window) part = source;
    part.image = input + (image * s->channels + g * k.channels) * plane;
    const TYPED(target) to = {out + (image * s->filters + g * k.filters) * outPlane, outPlane, s->outWidth, 1};
    if (TYPED(prefersWinograd)(s)) {
      const REAL *bias = packed + g * all * (16 * k.channels + 1);
      if (TYPED(winogradConvolve)(k.channels, k.filters, part, bias, bias + all, to, first, last, s->outWidth))
        return -1;
      continue;
    }
    const REAL *bias = packed + g * all * (k.tapCount * k.channels + 1);
    if (TYPED(convolve)(&k, part, bias, bias + all, to, first, last, s->outWidth)) return -1;
  }
  return 0;
}

// One phase of the stride: the input's rows py, py + strideY, … and columns px, px + strideX, ….
static int TYPED(inputPhase)(const dls_conv2d *s, const REAL *delta, const REAL *bias, const REAL **weights,
                             REAL *gradient, long py, long px) {
  long ys[s->kernelHeight], xs[s->kernelWidth], unused[s->kernelHeight + s->kernelWidth];
  const long rows = TYPED(phaseTaps)(py, s->paddingY, s->strideY, s->dilationY, s->kernelHeight, unused, ys);
  const long columns = TYPED(phaseTaps)(px, s->paddingX, s->strideX, s->dilationX, s->kernelWidth, unused, xs);
  const long channels = s->channels / s->groups, filters = s->filters / s->groups;
  const long height = (s->height - py + s->strideY - 1) / s->strideY;
  const long width = (s->width - px + s->strideX - 1) / s->strideX;
  if (height <= 0 || width <= 0) {
    *weights += TYPED(padded)(channels) * rows * columns * filters;
    return 0;
  }
  // Offsets fall as taps rise: the last is the least.
  const long top = rows ? ys[rows - 1] : 0, left = columns ? xs[columns - 1] : 0;
  const long span = rows ? ys[0] - top + 1 : 1;
  long taps[rows * columns + 1];
  dls_conv_work k = {.channels = filters, .filters = channels, .phases = 1,
                     .pitch = width + (columns ? xs[0] - left : 0), .rowStride = 1,
                     .tapCount = rows * columns, .taps = taps};
  for (long y = 0, t = 0; y < rows; y++)
    for (long x = 0; x < columns; x++) taps[t++] = (ys[y] - top) * filters * k.pitch + xs[x] - left;
  const TYPED(window) source = {delta, s->outHeight, s->outWidth, top, left, span};
  const TYPED(target) to = {gradient + py * s->width + px, s->height * s->width, s->strideY * s->width,
                            s->strideX};
  const int status = TYPED(convolve)(&k, source, bias, *weights, to, 0, height, width);
  *weights += TYPED(padded)(channels) * rows * columns * filters;
  return status;
}

int TYPED(dls_conv2d_input_gradient)(const dls_conv2d *s, const REAL *delta, const REAL *packed, REAL *gradient,
                                     long image) {
  const long channels = s->channels / s->groups, filters = s->filters / s->groups;
  const long all = TYPED(padded)(channels);
  for (long g = 0; g < s->groups; g++) {
    const long places = TYPED(prefersWinograd)(s) ? 16 : s->kernelHeight * s->kernelWidth;
    const REAL *bias = packed + g * all * (places * filters + 1), *weights = bias + all;
    const REAL *from = delta + (image * s->filters + g * filters) * s->outHeight * s->outWidth;
    REAL *to = gradient + (image * s->channels + g * channels) * s->height * s->width;
    if (TYPED(prefersWinograd)(s)) {
      const TYPED(window) source = {from, s->outHeight, s->outWidth, s->paddingY - 2, s->paddingX - 2, 3};
      const TYPED(target) all2d = {to, s->height * s->width, s->width, 1};
      if (TYPED(winogradConvolve)(filters, channels, source, bias, weights, all2d, 0, s->height, s->width)) return -1;
      continue;
    }
    for (long py = 0; py < s->strideY; py++)
      for (long px = 0; px < s->strideX; px++)
        if (TYPED(inputPhase)(s, from, bias, &weights, to, py, px)) return -1;
  }
  return 0;
}

long TYPED(dls_conv2d_partial)(const dls_conv2d *s) {
  const long rows = s->kernelHeight * s->kernelWidth * (s->channels / s->groups) + 1;
  return s->groups * rows * TYPED(padded)(s->filters / s->groups);
}

// partial: for each group [tap][channel][filters], then the bias.
int TYPED(dls_conv2d_weight_gradient)(const dls_conv2d *s, const REAL *input, const REAL *delta, REAL *partial,
                                      long first, long last) {
  if (TYPED(prefersWinograd)(s)) return TYPED(winogradWeightGradient)(s, input, delta, partial, first, last);
  long taps[s->kernelHeight * s->kernelWidth];
  dls_conv_work k = TYPED(forwardWork)(s, taps);
  const long filters = k.filters, all = TYPED(padded)(filters), sourceRow = k.channels * k.phases * k.pitch;
  const long plane = s->height * s->width, outPlane = s->outHeight * s->outWidth;
  const long span = (s->kernelHeight - 1) * s->dilationY + 1;
  const long most = (s->outHeight - 1) * s->strideY + span;
  memset(partial, 0, TYPED(dls_conv2d_partial)(s) * sizeof(REAL));
  REAL *packed = dls_conv_scratch((most * sourceRow + outPlane * all + 2 * KERNELS->lanes) * sizeof(REAL));
  if (!packed) return -1;
  REAL *transposed = packed + (most * sourceRow + KERNELS->lanes - 1) / KERNELS->lanes * KERNELS->lanes;
  if (all > filters) memset(transposed, 0, outPlane * all * sizeof(REAL));
  k.filters = all;
  for (long g = 0; g < s->groups; g++) {
    REAL *weights = partial + g * all * (k.tapCount * k.channels + 1);
    for (long image = first; image < last; image++) {
      TYPED(packRows)(input + (image * s->channels + g * k.channels) * plane, k.channels, s->height, s->width,
                      -s->paddingY, most, -s->paddingX, k.phases, k.pitch, packed);
      KERNELS->transpose(delta + (image * s->filters + g * filters) * outPlane, outPlane, transposed, all,
                         filters, outPlane);
      KERNELS->weightGradient(&k, packed, transposed, weights, s->outHeight, s->outWidth);
      KERNELS->biasGradient(transposed, all, weights + k.tapCount * k.channels * all, outPlane);
    }
  }
  return 0;
}

void TYPED(dls_conv2d_unpack_gradient)(const dls_conv2d *s, const REAL *partials, long count, REAL *weight,
                                       REAL *bias) {
  const long taps = s->kernelHeight * s->kernelWidth, channels = s->channels / s->groups;
  const long filters = s->filters / s->groups, all = TYPED(padded)(filters);
  const long size = TYPED(dls_conv2d_partial)(s);
  for (long g = 0; g < s->groups; g++)
    for (long r = 0; r <= taps * channels; r++) {
      const REAL *row = partials + (g * (taps * channels + 1) + r) * all;
      for (long f = 0; f < filters; f++) {
        REAL sum = 0;
        for (long i = 0; i < count; i++) sum += row[i * size + f];
        if (r == taps * channels) {
          if (bias) bias[g * filters + f] = sum;
        } else if (weight) {
          weight[((g * filters + f) * channels + r % channels) * taps + r / channels] = sum;
        }
      }
    }
}

#undef ROW_BUFFER_BYTES
