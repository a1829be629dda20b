// Pooling for one element type, see pooling.h.

// Two rows in, one out; the layout of the lecture's networks.
DLS_CLONES static void TYPED(maxPairs)(const REAL *upper, const REAL *lower, REAL *out, int64_t *index,
                                       long from, long width, long columns) {
  for (long x = 0; x < columns; x++) {
    const REAL a = upper[2 * x], b = upper[2 * x + 1], c = lower[2 * x], d = lower[2 * x + 1];
    REAL best = a;
    int64_t at = 0;
    const int takesB = b > best || b != b;
    best = takesB ? b : best;
    at = takesB ? 1 : at;
    const int takesC = c > best || c != c;
    best = takesC ? c : best;
    at = takesC ? width : at;
    const int takesD = d > best || d != d;
    best = takesD ? d : best;
    at = takesD ? width + 1 : at;
    out[x] = best;
    index[x] = from + 2 * x + at;
  }
}

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
                    s->paddingY == 0 && s->paddingX == 0 && s->dilationY == 1 && s->dilationX == 1;
  for (long p = first; p < last; p++) {
    const REAL *in = input + p * plane;
    REAL *to = out + p * outPlane;
    int64_t *at = index + p * outPlane;
    if (!pairs) {
      TYPED(maxPlane)(s, in, to, at);
      continue;
    }
    for (long y = 0; y < s->outHeight; y++)
      TYPED(maxPairs)(in + 2 * y * s->width, in + (2 * y + 1) * s->width, to + y * s->outWidth,
                      at + y * s->outWidth, 2 * y * s->width, s->width, s->outWidth);
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
  w.count = countsPadding ? (bottom - y) * (right - x) : (w.bottom - w.top) * (w.right - w.left);
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
