// The transforms of Winograd's minimal filtering F(2×2, 3×3) and, for the weights' gradient, F(3×3, 2×2): 16 products
// where the definition has 36. (Lavin & Gray, Fast Algorithms for Convolutional Neural Networks, 2015.) Included by
// convolution_tiles.h. The products themselves are the register tiles', one "tap" for each of 16 frequencies.

typedef REAL TYPED(octet) __attribute__((vector_size(8 * sizeof(REAL)), aligned(sizeof(REAL))));
#define octet TYPED(octet)
#define winogradInput TYPED(winogradInput)
#define winogradOutput TYPED(winogradOutput)
#define winogradWeights TYPED(winogradWeights)
#define winogradDelta TYPED(winogradDelta)
#define winogradGradient TYPED(winogradGradient)
#define horizontal TYPED(horizontal)
#define inward TYPED(inward)
#define outward TYPED(outward)

// One source row, split into even and odd columns, under eight tiles: d·B.
INLINE void horizontal(const REAL *even, const REAL *odd, octet out[4]) {
  const octet d0 = *(const octet *)even, d1 = *(const octet *)odd;
  const octet d2 = *(const octet *)(even + 1), d3 = *(const octet *)(odd + 1);
  out[0] = d0 - d2;
  out[1] = d1 + d2;
  out[2] = d2 - d1;
  out[3] = d1 - d3;
}

// Bᵀ·d·B of every tile of one channel: out[frequency · step + tile]. Tiles beyond the last are overwritten or padding.
static void winogradInput(const REAL *source, long rowStep, long pitch, long tileRows, long tileColumns, REAL *out,
                          long step) {
  for (long i = 0; i < tileColumns; i += 8) {
    const long x = i + 8 <= tileColumns || tileColumns < 8 ? i : tileColumns - 8;
    octet a[4], b[4], c[4], d[4];
    horizontal(source + x, source + pitch + x, a);
    horizontal(source + rowStep + x, source + rowStep + pitch + x, b);
    for (long y = 0; y < tileRows; y++) {
      const REAL *lower = source + (2 * y + 2) * rowStep + x;
      horizontal(lower, lower + pitch, c);
      horizontal(lower + rowStep, lower + rowStep + pitch, d);
      REAL *to = out + y * tileColumns + x;
#pragma clang loop unroll(full)
      for (int j = 0; j < 4; j++) {
        *(octet *)(to + j * step) = a[j] - c[j];
        *(octet *)(to + (4 + j) * step) = b[j] + c[j];
        *(octet *)(to + (8 + j) * step) = c[j] - b[j];
        *(octet *)(to + (12 + j) * step) = b[j] - d[j];
        a[j] = c[j];
        b[j] = d[j];
      }
    }
  }
}

// Aᵀ·m·A + bias of every tile: products[frequency · step + tile · block] to out[row][column][block].
static void winogradOutput(const REAL *products, long step, long block, long tileColumns, const REAL *bias, REAL *out,
                           long rowCount, long columns) {
  for (long y = 0; y < rowCount; y += 2)
    for (long x = 0; x < columns; x += 2) {
      const REAL *tile = products + (y / 2 * tileColumns + x / 2) * block;
      for (long f = 0; f < block; f += LANES) {
        vector s[2][4];
#pragma clang loop unroll(full)
        for (int j = 0; j < 4; j++) {
          const REAL *m = tile + f + j * step;
          const vector m1 = load(m + 4 * step), m2 = load(m + 8 * step);
          s[0][j] = load(m) + m1 + m2;
          s[1][j] = m1 - m2 - load(m + 12 * step);
        }
        const vector b = load(bias + f);
        REAL *to = out + (y * columns + x) * block + f;
#pragma clang loop unroll(full)
        for (int i = 0; i < 2; i++) {
          if (y + i >= rowCount) break;
          store(to + i * columns * block, s[i][0] + s[i][1] + s[i][2] + b);
          if (x + 1 < columns) store(to + (i * columns + 1) * block, s[i][1] - s[i][2] - s[i][3] + b);
        }
      }
    }
}

// G·g·Gᵀ: weights[tap][channel][block] to out[frequency][channel][block]; taps turned round when `flipped`.
static void winogradWeights(const REAL *weights, long channels, long block, int flipped, REAL *out) {
  const long step = channels * block;
  for (long i = 0; i < step; i += LANES) {
    vector s[4][3];
#pragma clang loop unroll(full)
    for (int j = 0; j < 3; j++) {
      const vector g0 = load(weights + (flipped ? 8 - j : j) * step + i);
      const vector g1 = load(weights + (flipped ? 5 - j : 3 + j) * step + i);
      const vector g2 = load(weights + (flipped ? 2 - j : 6 + j) * step + i);
      s[0][j] = g0;
      s[1][j] = (g0 + g1 + g2) * (REAL)0.5;
      s[2][j] = (g0 - g1 + g2) * (REAL)0.5;
      s[3][j] = g2;
    }
#pragma clang loop unroll(full)
    for (int j = 0; j < 4; j++) {
      REAL *to = out + 4 * j * step + i;
      store(to, s[j][0]);
      store(to + step, (s[j][0] + s[j][1] + s[j][2]) * (REAL)0.5);
      store(to + 2 * step, (s[j][0] - s[j][1] + s[j][2]) * (REAL)0.5);
      store(to + 3 * step, s[j][2]);
    }
  }
}

// One side of F(3×3, 2×2)'s filter transform.
INLINE void inward(vector d0, vector d1, vector out[4]) {
  out[0] = d0;
  out[1] = (d0 + d1) * (REAL)0.5;
  out[2] = (d0 - d1) * (REAL)0.5;
  out[3] = d1;
}

// The output's gradient, [row][column][filters], by tiles of 2×2 to out[frequency · step + tile · filters].
static void winogradDelta(const REAL *delta, long filters, long tileColumns, REAL *out, long step, long rowCount,
                          long columns) {
  for (long y = 0; y < rowCount; y += 2)
    for (long x = 0; x < columns; x += 2) {
      REAL *tile = out + (y / 2 * tileColumns + x / 2) * filters;
      const int below = y + 1 < rowCount, beside = x + 1 < columns;
      for (long f = 0; f < filters; f += LANES) {
        const REAL *d = delta + (y * columns + x) * filters + f;
        const vector d0 = load(d), none = d0 - d0;
        const vector d1 = beside ? load(d + filters) : none;
        const vector d2 = below ? load(d + columns * filters) : none;
        const vector d3 = below && beside ? load(d + (columns + 1) * filters) : none;
        vector upper[4], lower[4], e[4];
        inward(d0, d1, upper);
        inward(d2, d3, lower);
#pragma clang loop unroll(full)
        for (int j = 0; j < 4; j++) {
          inward(upper[j], lower[j], e);
#pragma clang loop unroll(full)
          for (int i = 0; i < 4; i++) store(tile + (4 * i + j) * step + f, e[i]);
        }
      }
    }
}

// The other side of F(3×3, 2×2).
INLINE void outward(vector m0, vector m1, vector m2, vector m3, vector out[3]) {
  out[0] = m0 + m1 + m2;
  out[1] = m1 - m2;
  out[2] = m1 + m2 - m3;
}

// products[frequency][channel][filters] to gradient[tap][channel][filters]; `step` is channels · filters.
static void winogradGradient(const REAL *products, long step, REAL *gradient) {
  for (long i = 0; i < step; i += LANES) {
    vector s[4][3], g[3];
#pragma clang loop unroll(full)
    for (int j = 0; j < 4; j++) {
      const REAL *m = products + 4 * j * step + i;
      outward(load(m), load(m + step), load(m + 2 * step), load(m + 3 * step), s[j]);
    }
#pragma clang loop unroll(full)
    for (int j = 0; j < 3; j++) {
      outward(s[0][j], s[1][j], s[2][j], s[3][j], g);
#pragma clang loop unroll(full)
      for (int k = 0; k < 3; k++) store(gradient + (3 * k + j) * step + i, g[k]);
    }
  }
}
