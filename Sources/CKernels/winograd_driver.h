// Winograd's convolution on whole images for one element type, see winograd_tiles.h. Included by conv2d_driver.h.

/// How an image is cut into tiles of 2×2 outputs, and where the intermediate values lie in scratch memory.
typedef struct {
  long tileColumns, bandRows;
  /// Of a channel's packed rows: columns of each parity, and both.
  long pitch, sourceRow;
  /// Tiles of a band with what vectors may overrun, the distance of one channel from the next.
  long tiles;
  /// From one frequency to the next, off a power of two, which the cache's sets would not bear.
  long step;
  /// Elements of a channel's packed rows, and of the 16 transforms of all channels.
  long packed, transformed;
} TYPED(winograd);

static TYPED(winograd) TYPED(winogradPlan)(long channels, long outHeight, long outWidth) {
  TYPED(winograd) p = {.tileColumns = (outWidth + 1) / 2};
  const long tileRows = (outHeight + 1) / 2;
  // About 64 tiles keep everything in the second-level cache.
  p.bandRows = 64 / p.tileColumns < 1 ? 1 : 64 / p.tileColumns > tileRows ? tileRows : 64 / p.tileColumns;
  p.pitch = (p.tileColumns + 16) / 8 * 8;
  p.sourceRow = 2 * p.pitch;
  p.tiles = (p.bandRows * p.tileColumns + 8 + 15) / 16 * 16;
  p.packed = ((2 * p.bandRows + 2) * p.sourceRow + 8 + 15) / 16 * 16;
  p.step = channels * p.tiles + 16;
  p.transformed = 16 * p.step;
  return p;
}

// The 16 transforms of the tile rows from output row `y` on: values[frequency][channel][tile]. One channel at a time,
// so that the image is read in the order of memory.
static void TYPED(winogradSource)(const TYPED(winograd) *p, TYPED(window) source, long channels, long y,
                                  long tileRows, REAL *packed, REAL *values) {
  const long top = source.top + y, rows = 2 * tileRows + 2, wide = 2 * p->tileColumns + 2;
  const long first = top < 0 ? -top : 0, last = top + rows > source.height ? source.height - top : rows;
  const long from = source.left < 0 ? -source.left : 0;
  const long to = source.left + wide > source.width ? source.width - source.left : wide;
  // What lies outside the image is the same for every channel.
  memset(packed, 0, p->packed * sizeof(REAL));
  for (long c = 0; c < channels; c++) {
    const REAL *plane = source.image + c * source.height * source.width + top * source.width + source.left;
    for (long r = first; r < last; r++) {
      const REAL *row = plane + r * source.width;
      REAL *even = packed + r * p->sourceRow, *odd = even + p->pitch;
      for (long x = (from + 1) / 2; 2 * x < to; x++) even[x] = row[2 * x];
      for (long x = from / 2; 2 * x + 1 < to; x++) odd[x] = row[2 * x + 1];
    }
    KERNELS->winogradInput(packed, p->sourceRow, p->pitch, tileRows, p->tileColumns, values + c * p->tiles, p->step);
  }
}

// Output rows [first, last) of one image and group; `weights` as winogradPack leaves them.
static int TYPED(winogradConvolve)(long channels, long filters, TYPED(window) source, const REAL *bias,
                                   const REAL *weights, TYPED(target) to, long first, long last, long columns) {
  const TYPED(winograd) p = TYPED(winogradPlan)(channels, last - first, columns);
  const long all = TYPED(padded)(filters), widest = KERNELS->block(all, 0), count = p.bandRows * p.tileColumns;
  const long step = count * widest + 16, products = 16 * step;
  REAL *packed = dls_conv_scratch((p.packed + p.transformed + products + 2 * p.bandRows * columns * widest + widest) *
                                  sizeof(REAL));
  if (!packed) return -1;
  REAL *values = packed + p.packed, *product = values + p.transformed, *buffer = product + products;
  REAL *zeros = buffer + 2 * p.bandRows * columns * widest;
  memset(zeros, 0, widest * sizeof(REAL));
  const long none = 0;
  const dls_conv_work k = {.channels = channels, .filters = filters, .phases = 1, .pitch = p.tiles, .rowStride = 1,
                           .tapCount = 1, .taps = &none};
  for (long y = first; y < last; y += 2 * p.bandRows) {
    const long rows = last - y < 2 * p.bandRows ? last - y : 2 * p.bandRows, tileRows = (rows + 1) / 2;
    TYPED(winogradSource)(&p, source, channels, y, tileRows, packed, values);
    TYPED(target) part = to;
    part.out += y * to.rowStep;
    const REAL *w = weights;
    for (long f = 0, block; f < all; f += block) {
      block = KERNELS->block(all, f);
      for (long i = 0; i < 16; i++, w += channels * block)
        KERNELS->rows(&k, block, values + i * p.step, w, zeros, product + i * step, 1,
                      tileRows * p.tileColumns);
      KERNELS->winogradOutput(product, step, block, p.tileColumns, bias + f, buffer, rows, columns);
      TYPED(unloadRows)(buffer, block, f + block < filters ? block : filters - f, rows, columns, part, f);
    }
  }
  return 0;
}

// Adds the gradient of one image to products[frequency][channel][filters] and the bias's to `bias`; filters padded.
static void TYPED(winogradAccumulate)(const TYPED(winograd) *p, const dls_conv_work *k, TYPED(window) source,
                                      const REAL *transposed, REAL *packed, REAL *values, REAL *deltas,
                                      REAL *products, long height, long width) {
  const long step = p->bandRows * p->tileColumns * k->filters + 16;
  for (long y = 0; y < height; y += 2 * p->bandRows) {
    const long rows = height - y < 2 * p->bandRows ? height - y : 2 * p->bandRows, tileRows = (rows + 1) / 2;
    TYPED(winogradSource)(p, source, k->channels, y, tileRows, packed, values);
    KERNELS->winogradDelta(transposed + y * width * k->filters, k->filters, p->tileColumns, deltas,
                           step, rows, width);
    for (long i = 0; i < 16; i++)
      KERNELS->weightGradient(k, values + i * p->step, deltas + i * step,
                              products + i * k->channels * k->filters, 1, tileRows * p->tileColumns);
  }
}

// The partial sum over images [first, last), laid out as dls_conv2d_weight_gradient's.
static int TYPED(winogradWeightGradient)(const dls_conv2d *s, const REAL *input, const REAL *delta, REAL *partial,
                                         long first, long last) {
  const long channels = s->channels / s->groups, filters = s->filters / s->groups, all = TYPED(padded)(filters);
  const long outPlane = s->outHeight * s->outWidth, none = 0;
  const TYPED(winograd) p = TYPED(winogradPlan)(channels, s->outHeight, s->outWidth);
  const dls_conv_work k = {.channels = channels, .filters = all, .phases = 1, .pitch = p.tiles, .rowStride = 1,
                           .tapCount = 1, .taps = &none};
  const long deltaCount = 16 * (p.bandRows * p.tileColumns * all + 16), productCount = 16 * channels * all;
  REAL *packed = dls_conv_scratch((p.packed + p.transformed + deltaCount + productCount + outPlane * all) *
                                  sizeof(REAL));
  if (!packed) return -1;
  REAL *values = packed + p.packed, *deltas = values + p.transformed, *products = deltas + deltaCount;
  REAL *transposed = products + productCount;
  if (all > filters) memset(transposed, 0, outPlane * all * sizeof(REAL));
  for (long g = 0; g < s->groups; g++) {
    REAL *weights = partial + g * all * (9 * channels + 1), *bias = weights + 9 * channels * all;
    memset(products, 0, productCount * sizeof(REAL));
    memset(bias, 0, all * sizeof(REAL));
    for (long image = first; image < last; image++) {
      const TYPED(window) source = {input + (image * s->channels + g * channels) * s->height * s->width, s->height,
                                    s->width, -s->paddingY, -s->paddingX, 3};
      KERNELS->transpose(delta + (image * s->filters + g * filters) * outPlane, outPlane, transposed, all, filters,
                         outPlane);
      TYPED(winogradAccumulate)(&p, &k, source, transposed, packed, values, deltas, products, s->outHeight,
                                s->outWidth);
      KERNELS->biasGradient(transposed, all, bias, outPlane);
    }
    KERNELS->winogradGradient(products, channels * all, weights);
  }
  return 0;
}
