// Register tiles of the convolution, compiled once for each instruction set and element type. The includer
// defines REAL, LANES (elements in a vector), PIXELS_1, PIXELS_2 and PIXELS_4 (pixels that a tile of 1, 2 or 4
// vectors of filters holds; 0: no such tile), TYPED(x) (a name with the type) and KERNELS (the table's name).
#include "dispatch.h"
#include <string.h>
#include "convolution.h"

#pragma STDC FP_CONTRACT ON

#define vector TYPED(vector)
#define load TYPED(load)
#define store TYPED(store)
#define tile TYPED(tile)
#define block TYPED(block)
#define rows TYPED(rows)
#define gradientTile TYPED(gradientTile)
#define weightGradient TYPED(weightGradient)
#define biasGradient TYPED(biasGradient)
#define transposeSquare TYPED(transposeSquare)
#define transpose TYPED(transpose)
#define tiles_1 TYPED(tiles_1)
#define tiles_2 TYPED(tiles_2)
#define tiles_4 TYPED(tiles_4)
#define gradientTiles_1 TYPED(gradientTiles_1)
#define gradientTiles_2 TYPED(gradientTiles_2)
#define gradientTiles_4 TYPED(gradientTiles_4)

typedef REAL vector __attribute__((vector_size(sizeof(REAL) * LANES), aligned(sizeof(REAL))));

INLINE vector load(const REAL *p) { return *(const vector *)p; }
INLINE void store(REAL *p, vector v) { *(vector *)p = v; }

// P pixels of one row by V vectors of filters. All sums run over taps, then channels, whatever the tile, so a
// result does not depend on how the work was cut.
INLINE void tile(const dls_conv_work *k, const REAL *source, const REAL *w, const REAL *bias, REAL *out,
                 const int P, const int V) {
  vector sum[P][V];
#pragma clang loop unroll(full)
  for (int p = 0; p < P; p++)
#pragma clang loop unroll(full)
    for (int v = 0; v < V; v++) sum[p][v] = load(bias + v * LANES);
  const long step = k->phases * k->pitch, channels = k->channels;
  for (long t = 0; t < k->tapCount; t++) {
    const REAL *x = source + k->taps[t];
    for (long c = 0; c < channels; c++, x += step, w += V * LANES) {
      vector weight[V];
#pragma clang loop unroll(full)
      for (int v = 0; v < V; v++) weight[v] = load(w + v * LANES);
#pragma clang loop unroll(full)
      for (int p = 0; p < P; p++)
#pragma clang loop unroll(full)
        for (int v = 0; v < V; v++) sum[p][v] += weight[v] * x[p];
    }
  }
#pragma clang loop unroll(full)
  for (int p = 0; p < P; p++)
#pragma clang loop unroll(full)
    for (int v = 0; v < V; v++) store(out + (p * V + v) * LANES, sum[p][v]);
}

#define CASE(P, V) \
  case P: tile(k, source, w, bias, out, P, V); break;

#define DEFINE_TILES(V, CASES)                                                                              \
  static void TYPED(tiles_##V)(const dls_conv_work *k, long pixels, const REAL *source, const REAL *w,            \
                        const REAL *bias, REAL *out) {                                                     \
    switch (pixels) { CASES }                                                                                \
  }

#define CASES_6(V) CASE(1, V) CASE(2, V) CASE(3, V) CASE(4, V) CASE(5, V) CASE(6, V)
#define CASES_7(V) CASES_6(V) CASE(7, V)
#define CASES_12(V) CASES_7(V) CASE(8, V) CASE(9, V) CASE(10, V) CASE(11, V) CASE(12, V)
#define CASES_14(V) CASES_12(V) CASE(13, V) CASE(14, V)
#define CASES_(N, V) CASES_##N(V)
#define CASES(N, V) CASES_(N, V)

DEFINE_TILES(1, CASES(PIXELS_1, 1))
DEFINE_TILES(2, CASES(PIXELS_2, 2))
#if PIXELS_4
DEFINE_TILES(4, CASES(PIXELS_4, 4))
#endif

static long block(long filters, long filter) {
  long left = filters - filter;
#if PIXELS_4
  if (left > 3 * LANES) return 4 * LANES;
#endif
  return left > LANES ? 2 * LANES : LANES;
}

static void rows(const dls_conv_work *k, long block, const REAL *source, const REAL *w, const REAL *bias,
                 REAL *out, long rowCount, long columns) {
  const long most = block == LANES ? PIXELS_1 : block == 2 * LANES ? PIXELS_2 : PIXELS_4;
  const long pieces = (columns + most - 1) / most;
  const long rowStep = k->rowStride * k->channels * k->phases * k->pitch;
  for (long y = 0; y < rowCount; y++, source += rowStep)
    for (long i = 0, x = 0; i < pieces; i++) {
      const long pixels = columns / pieces + (i < columns % pieces);
      switch (block / LANES) {
        case 1: tiles_1(k, pixels, source + x, w, bias, out); break;
        case 2: tiles_2(k, pixels, source + x, w, bias, out); break;
#if PIXELS_4
        case 4: tiles_4(k, pixels, source + x, w, bias, out); break;
#endif
      }
      x += pixels;
      out += pixels * block;
    }
}

// R rows (tap and channel) by V vectors of filters, summed over all pixels of a band.
INLINE void gradientTile(const dls_conv_work *k, const REAL *source, const long *offsets, const REAL *delta,
                         long filters, REAL *gradient, long rowCount, long columns, const int R, const int V) {
  vector sum[R][V];
  const REAL *x[R];
  const long rowStep = k->rowStride * k->channels * k->phases * k->pitch;
#pragma clang loop unroll(full)
  for (int r = 0; r < R; r++) {
    x[r] = source + offsets[r];
#pragma clang loop unroll(full)
    for (int v = 0; v < V; v++) sum[r][v] = load(gradient + r * filters + v * LANES);
  }
  for (long y = 0; y < rowCount; y++) {
    for (long i = 0; i < columns; i++, delta += filters) {
      vector d[V];
#pragma clang loop unroll(full)
      for (int v = 0; v < V; v++) d[v] = load(delta + v * LANES);
#pragma clang loop unroll(full)
      for (int r = 0; r < R; r++)
#pragma clang loop unroll(full)
        for (int v = 0; v < V; v++) sum[r][v] += d[v] * x[r][i];
    }
#pragma clang loop unroll(full)
    for (int r = 0; r < R; r++) x[r] += rowStep;
  }
#pragma clang loop unroll(full)
  for (int r = 0; r < R; r++)
#pragma clang loop unroll(full)
    for (int v = 0; v < V; v++) store(gradient + r * filters + v * LANES, sum[r][v]);
}

#define GRADIENT_CASE(R, V)                                                                         \
  case R: gradientTile(k, source, offsets, delta, filters, gradient, rowCount, columns, R, V); break;

#define DEFINE_GRADIENT_TILES(V)                                                                            \
  static void TYPED(gradientTiles_##V)(const dls_conv_work *k, long r, const REAL *source, const long *offsets,    \
                                const REAL *delta, long filters, REAL *gradient, long rowCount,            \
                                long columns) {                                                              \
    switch (r) {                                                                                             \
      GRADIENT_CASE(1, V) GRADIENT_CASE(2, V) GRADIENT_CASE(3, V) GRADIENT_CASE(4, V)                        \
      GRADIENT_CASE(5, V) GRADIENT_CASE(6, V)                                                                \
    }                                                                                                        \
  }

DEFINE_GRADIENT_TILES(1)
DEFINE_GRADIENT_TILES(2)
#if PIXELS_4
DEFINE_GRADIENT_TILES(4)
#endif

static void weightGradient(const dls_conv_work *k, const REAL *source, const REAL *delta, REAL *gradient,
                           long rowCount, long columns) {
  const long filters = k->filters, step = k->phases * k->pitch, count = k->tapCount * k->channels;
  const long pieces = (count + 5) / 6;
  for (long i = 0, row = 0; i < pieces; i++) {
    const long r = count / pieces + (i < count % pieces);
    long offsets[6];
    for (long j = 0; j < r; j++)
      offsets[j] = k->taps[(row + j) / k->channels] + (row + j) % k->channels * step;
    for (long f = 0, width; f < filters; f += width) {
      width = block(filters, f);
      REAL *g = gradient + row * filters + f;
      switch (width / LANES) {
        case 1: gradientTiles_1(k, r, source, offsets, delta + f, filters, g, rowCount, columns); break;
        case 2: gradientTiles_2(k, r, source, offsets, delta + f, filters, g, rowCount, columns); break;
#if PIXELS_4
        case 4: gradientTiles_4(k, r, source, offsets, delta + f, filters, g, rowCount, columns); break;
#endif
      }
    }
    row += r;
  }
}

static void biasGradient(const REAL *delta, long filters, REAL *gradient, long pixels) {
  for (long f = 0; f < filters; f += LANES) {
    vector even = load(gradient + f), odd = even - even;
    long i = 0;
    for (; i + 2 <= pixels; i += 2) {
      even += load(delta + i * filters + f);
      odd += load(delta + (i + 1) * filters + f);
    }
    if (i < pixels) even += load(delta + i * filters + f);
    store(gradient + f, even + odd);
  }
}

#if LANES == 16
#define ZIP_LOW 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23
#define ZIP_HIGH 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31
#elif LANES == 8
#define ZIP_LOW 0, 8, 1, 9, 2, 10, 3, 11
#define ZIP_HIGH 4, 12, 5, 13, 6, 14, 7, 15
#elif LANES == 4
#define ZIP_LOW 0, 4, 1, 5
#define ZIP_HIGH 2, 6, 3, 7
#else
#define ZIP_LOW 0, 2
#define ZIP_HIGH 1, 3
#endif

// LANES × LANES in registers: log2(LANES) rounds of perfect shuffles.
INLINE void transposeSquare(const REAL *from, long fromStride, REAL *to, long toStride) {
  vector a[LANES], b[LANES];
#pragma clang loop unroll(full)
  for (int i = 0; i < LANES; i++) a[i] = load(from + i * fromStride);
#pragma clang loop unroll(full)
  for (int round = 1; round < LANES; round *= 2) {
#pragma clang loop unroll(full)
    for (int i = 0; i < LANES / 2; i++) {
      b[2 * i] = __builtin_shufflevector(a[i], a[i + LANES / 2], ZIP_LOW);
      b[2 * i + 1] = __builtin_shufflevector(a[i], a[i + LANES / 2], ZIP_HIGH);
    }
    memcpy(a, b, sizeof a);
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < LANES; i++) store(to + i * toStride, a[i]);
}

// The last square of a side overlaps the one before, so that only sides shorter than a vector go one by one.
static void transpose(const REAL *from, long fromStride, REAL *to, long toStride, long rowCount, long columns) {
  if (rowCount < LANES || columns < LANES) {
    for (long y = 0; y < rowCount; y++)
      for (long x = 0; x < columns; x++) to[x * toStride + y] = from[y * fromStride + x];
    return;
  }
  for (long y = 0; y < rowCount; y += LANES) {
    const long top = y + LANES <= rowCount ? y : rowCount - LANES;
    for (long x = 0; x < columns; x += LANES) {
      const long left = x + LANES <= columns ? x : columns - LANES;
      transposeSquare(from + top * fromStride + left, fromStride, to + left * toStride + top, toStride);
    }
  }
}

#include "winograd_tiles.h"

const TYPED(dls_conv_kernels) KERNELS = {
    LANES, block, rows, weightGradient, biasGradient, transpose, winogradInput, winogradOutput, winogradWeights,
    winogradDelta, winogradGradient};

#undef octet
#undef winogradInput
#undef winogradOutput
#undef winogradWeights
#undef winogradDelta
#undef winogradGradient
#undef horizontal
#undef inward
#undef outward

#undef vector
#undef load
#undef store
#undef tile
#undef block
#undef rows
#undef gradientTile
#undef weightGradient
#undef biasGradient
#undef transposeSquare
#undef transpose
#undef tiles_1
#undef tiles_2
#undef tiles_4
#undef gradientTiles_1
#undef gradientTiles_2
#undef gradientTiles_4
#undef CASE
#undef DEFINE_TILES
#undef CASES_6
#undef CASES_7
#undef CASES_12
#undef CASES_14
#undef CASES_
#undef CASES
#undef GRADIENT_CASE
#undef DEFINE_GRADIENT_TILES
#undef ZIP_LOW
#undef ZIP_HIGH
#undef REAL
#undef LANES
#undef PIXELS_1
#undef PIXELS_2
#undef PIXELS_4
#undef TYPED
#undef KERNELS
