// Pooling for one element type, see pooling.h.

#define VECTOR(n) __attribute__((vector_size((n) * sizeof(REAL)), aligned(sizeof(REAL))))
typedef REAL TYPED(pairs8) VECTOR(16);
typedef REAL TYPED(pairs4) VECTOR(8);
typedef REAL TYPED(best8) VECTOR(8);
typedef REAL TYPED(best4) VECTOR(4);
typedef WHOLE TYPED(place8) VECTOR(8);
typedef WHOLE TYPED(place4) VECTOR(4);
#undef VECTOR

#define EVEN_8 0, 2, 4, 6, 8, 10, 12, 14
#define ODD_8 1, 3, 5, 7, 9, 11, 13, 15
#define EVEN_4 0, 2, 4, 6
#define ODD_4 1, 3, 5, 7
#define RAMP_8 {0, 2, 4, 6, 8, 10, 12, 14}
#define RAMP_4 {0, 2, 4, 6}

// N windows of 2×2: two rows in, one out. A mask's lanes are -1 where the candidate wins.
#define MAX_PAIRS(N)                                                                                          \
  static inline __attribute__((always_inline)) void TYPED(maxPairs##N)(                                       \
      const REAL *upper, const REAL *lower, REAL *out, int64_t *index, long from, long width) {                \
    const TYPED(pairs##N) u = *(const TYPED(pairs##N) *)upper, l = *(const TYPED(pairs##N) *)lower;            \
    TYPED(best##N) best = __builtin_shufflevector(u, u, EVEN_##N);                                             \
    TYPED(place##N) place = RAMP_##N;                                                                          \
    const TYPED(best##N) others[3] = {__builtin_shufflevector(u, u, ODD_##N),                                  \
                                      __builtin_shufflevector(l, l, EVEN_##N),                                 \
                                      __builtin_shufflevector(l, l, ODD_##N)};                                 \
    const TYPED(place##N) ramp = RAMP_##N;                                                                     \
    const WHOLE steps[3] = {1, (WHOLE)width, (WHOLE)width + 1};                                                \
    for (int i = 0; i < 3; i++) {                                                                              \
      const TYPED(place##N) wins = (others[i] > best) | (others[i] != others[i]);                              \
      best = (TYPED(best##N))(((TYPED(place##N))others[i] & wins) | ((TYPED(place##N))best & ~wins));          \
      place = ((ramp + steps[i]) & wins) | (place & ~wins);                                                    \
    }                                                                                                          \
    *(TYPED(best##N) *)out = best;                                                                             \
    for (int i = 0; i < N; i++) index[i] = from + place[i];                                                    \
  }

MAX_PAIRS(8)
MAX_PAIRS(4)

static void TYPED(maxPlane)(const dls_pool2d *s, const REAL *in, REAL *out, int64_t *index);

// All windows of a plane; the last vector of a row overlaps the one before.
DLS_CLONES static void TYPED(maxPairsPlane)(const dls_pool2d *s, const REAL *in, REAL *out, int64_t *index) {
  const long columns = s->outWidth;
  for (long y = 0; y < s->outHeight; y++) {
    const REAL *upper = in + 2 * y * s->width, *lower = upper + s->width;
    REAL *to = out + y * columns;
    int64_t *at = index + y * columns;
    const long from = 2 * y * s->width;
    if (columns >= 8) {
      for (long i = 0; i < columns; i += 8) {
        const long x = i + 8 <= columns ? i : columns - 8;
        TYPED(maxPairs8)(upper + 2 * x, lower + 2 * x, to + x, at + x, from + 2 * x, s->width);
      }
    } else {
      for (long i = 0; i < columns; i += 4) {
        const long x = i + 4 <= columns ? i : columns - 4;
        TYPED(maxPairs4)(upper + 2 * x, lower + 2 * x, to + x, at + x, from + 2 * x, s->width);
      }
    }
  }
}

#undef MAX_PAIRS
#undef EVEN_8
#undef ODD_8
#undef EVEN_4
#undef ODD_4
#undef RAMP_8
#undef RAMP_4

static void TYPED(maxPlane)(const dls_pool2d *s, const REAL *in, REAL *out, int64_t *index) {
  for (long oy = 0; oy < s->outHeight; oy++)
    for (long ox = 0; ox < s->outWidth; ox++) {
      REAL best = 0;
      long at = -1;
      for (long ky = 0; ky < s->kernelHeight; ky++) {
        const long y = oy * s->strideY - s->paddingY + ky * s->dilationY;
        if (y < 0 || y >= s->height) continue;
        for (long kx = 0; kx < s->kernelWidth; kx++) {
          const long x = ox * s->strideX - s->paddingX + kx * s->dilationX;
          if (x < 0 || x >= s->width) continue;
          const REAL value = in[y * s->width + x];
          if (at < 0 || value > best || value != value) {
            best = value;
            at = y * s->width + x;
          }
        }
      }
      // A window of padding alone cannot arise with padding at most half the kernel.
      out[oy * s->outWidth + ox] = best;
      index[oy * s->outWidth + ox] = at < 0 ? 0 : at;
    }
}

void TYPED(dls_max_pool2d)(const dls_pool2d *s, const REAL *input, REAL *out, int64_t *index, long first,
                           long last) {
  const long plane = s->height * s->width, outPlane = s->outHeight * s->outWidth;
  const int pairs = s->kernelHeight == 2 && s->kernelWidth == 2 && s->strideY == 2 && s->strideX == 2 &&
                    s->paddingY == 0 && s->paddingX == 0 && s->dilationY == 1 && s->dilationX == 1 &&
                    s->outWidth >= 4 && 2 * s->outWidth <= s->width && 2 * s->outHeight <= s->height;
  for (long p = first; p < last; p++) {
    const REAL *in = input + p * plane;
    REAL *to = out + p * outPlane;
    int64_t *at = index + p * outPlane;
    if (pairs) {
      TYPED(maxPairsPlane)(s, in, to, at);
    } else {
      TYPED(maxPlane)(s, in, to, at);
    }
  }
}

void TYPED(dls_max_unpool2d)(const dls_pool2d *s, const REAL *delta, const int64_t *index, REAL *gradient,
                             long first, long last) {
  const long plane = s->height * s->width, outPlane = s->outHeight * s->outWidth;
  for (long p = first; p < last; p++) {
    REAL *to = gradient + p * plane;
    memset(to, 0, plane * sizeof(REAL));
    for (long i = p * outPlane; i < (p + 1) * outPlane; i++) to[index[i]] += delta[i];
  }
}

void TYPED(dls_pool2d_gather)(const dls_pool2d *s, const REAL *input, const int64_t *index, REAL *out, long first,
                              long last) {
  const long plane = s->height * s->width, outPlane = s->outHeight * s->outWidth;
  for (long p = first; p < last; p++)
    for (long i = p * outPlane; i < (p + 1) * outPlane; i++) out[i] = input[p * plane + index[i]];
}

typedef struct {
  long top, bottom, left, right, count;
} TYPED(span);

// The part of a window inside the plane, and what its sum is divided by (PyTorch's rule: padding counts, what
// lies beyond it does not).
static TYPED(span) TYPED(window)(const dls_pool2d *s, bool countsPadding, long oy, long ox) {
  const long y = oy * s->strideY - s->paddingY, x = ox * s->strideX - s->paddingX;
  const long bottom = least(y + s->kernelHeight, s->height + s->paddingY);
  const long right = least(x + s->kernelWidth, s->width + s->paddingX);
  TYPED(span) w = {most(y, 0), least(bottom, s->height), most(x, 0), least(right, s->width), 0};
  if (s->divisor) w.count = s->divisor;
  else w.count = countsPadding ? (bottom - y) * (right - x) : (w.bottom - w.top) * (w.right - w.left);
  return w;
}

void TYPED(dls_avg_pool2d)(const dls_pool2d *s, bool countsPadding, const REAL *input, REAL *out, long first,
                           long last) {
  for (long p = first; p < last; p++) {
    const REAL *in = input + p * s->height * s->width;
    for (long oy = 0; oy < s->outHeight; oy++)
      for (long ox = 0; ox < s->outWidth; ox++) {
        const TYPED(span) w = TYPED(window)(s, countsPadding, oy, ox);
        REAL sum = 0;
        for (long y = w.top; y < w.bottom; y++)
          for (long x = w.left; x < w.right; x++) sum += in[y * s->width + x];
        out[(p * s->outHeight + oy) * s->outWidth + ox] = sum / (REAL)w.count;
      }
  }
}

void TYPED(dls_avg_unpool2d)(const dls_pool2d *s, bool countsPadding, const REAL *delta, REAL *gradient,
                             long first, long last) {
  for (long p = first; p < last; p++) {
    REAL *to = gradient + p * s->height * s->width;
    memset(to, 0, s->height * s->width * sizeof(REAL));
    for (long oy = 0; oy < s->outHeight; oy++)
      for (long ox = 0; ox < s->outWidth; ox++) {
        const TYPED(span) w = TYPED(window)(s, countsPadding, oy, ox);
        const REAL share = delta[(p * s->outHeight + oy) * s->outWidth + ox] / (REAL)w.count;
        for (long y = w.top; y < w.bottom; y++)
          for (long x = w.left; x < w.right; x++) to[y * s->width + x] += share;
      }
  }
}
