// Normalisation for one element type, see norm.h.

INLINE REAL TYPED(sum)(const REAL *x, long size) {
#pragma clang fp contract(fast) reassociate(on)
  REAL sum = 0;
  for (long i = 0; i < size; i++) sum += x[i];
  return sum;
}

INLINE REAL TYPED(squares)(const REAL *x, REAL mean, long size) {
#pragma clang fp contract(fast) reassociate(on)
  REAL sum = 0;
  for (long i = 0; i < size; i++) sum += (x[i] - mean) * (x[i] - mean);
  return sum;
}

INLINE REAL TYPED(products)(const REAL *x, const REAL *y, REAL mean, long size) {
#pragma clang fp contract(fast) reassociate(on)
  REAL sum = 0;
  for (long i = 0; i < size; i++) sum += (x[i] - mean) * y[i];
  return sum;
}

INLINE REAL TYPED(rootReciprocal)(REAL x) { return 1 / __builtin_elementwise_sqrt(x); }

DLS_CLONES void TYPED(dls_row_norm)(dls_row_norm n, const REAL *input, const REAL *scale, const REAL *shift,
                                    REAL *out, REAL *mean, REAL *rstd, long first, long last) {
  const long channels = n.size / n.spatial;
  for (long r = first; r < last; r++) {
    const REAL *x = input + r * n.size;
    REAL *y = out + r * n.size;
    const REAL m = TYPED(sum)(x, n.size) / (REAL)n.size;
    const REAL s = TYPED(rootReciprocal)(TYPED(squares)(x, m, n.size) / (REAL)n.size + (REAL)n.epsilon);
    mean[r] = m;
    rstd[r] = s;
    const long base = r % n.groups * channels;
    if (n.spatial == 1 && scale && shift) {
      for (long i = 0; i < n.size; i++) y[i] = (x[i] - m) * s * scale[base + i] + shift[base + i];
      continue;
    }
    for (long c = 0; c < channels; c++) {
      const REAL w = scale ? scale[base + c] : 1, b = shift ? shift[base + c] : 0;
      for (long i = c * n.spatial; i < (c + 1) * n.spatial; i++) y[i] = (x[i] - m) * s * w + b;
    }
  }
}

// dx = rstd·(h − mean(h) − x̂·mean(h·x̂)), h = delta·scale
DLS_CLONES void TYPED(dls_row_norm_gradient)(dls_row_norm n, const REAL *input, const REAL *delta,
                                             const REAL *scale, const REAL *mean, const REAL *rstd,
                                             REAL *gradient, long first, long last) {
  const long channels = n.size / n.spatial;
  for (long r = first; r < last; r++) {
    const REAL *x = input + r * n.size, *d = delta + r * n.size;
    REAL *out = gradient + r * n.size;
    const long base = r % n.groups * channels;
    const REAL m = mean[r], s = rstd[r];
    if (!scale) {
      for (long i = 0; i < n.size; i++) out[i] = d[i];
    } else if (n.spatial == 1) {
      for (long i = 0; i < n.size; i++) out[i] = d[i] * scale[base + i];
    } else {
      for (long c = 0; c < channels; c++)
        for (long i = c * n.spatial; i < (c + 1) * n.spatial; i++) out[i] = d[i] * scale[base + c];
    }
    const REAL plain = TYPED(sum)(out, n.size) / (REAL)n.size;
    const REAL scaled = TYPED(products)(x, out, m, n.size) * s * s / (REAL)n.size;
    for (long i = 0; i < n.size; i++) out[i] = s * (out[i] - plain - (x[i] - m) * scaled);
  }
}

DLS_CLONES void TYPED(dls_row_norm_affine)(dls_row_norm n, const REAL *input, const REAL *delta, const REAL *mean,
                                           const REAL *rstd, REAL *scale, REAL *shift, long first, long last) {
  const long channels = n.size / n.spatial;
  for (long r = first; r < last; r++) {
    const REAL *x = input + r * n.size, *d = delta + r * n.size;
    REAL *toScale = scale + r % n.groups * channels, *toShift = shift + r % n.groups * channels;
    const REAL m = mean[r], s = rstd[r];
    if (n.spatial == 1) {
      for (long i = 0; i < n.size; i++) {
        toScale[i] += d[i] * (x[i] - m) * s;
        toShift[i] += d[i];
      }
      continue;
    }
    for (long c = 0; c < channels; c++) {
      toScale[c] += TYPED(products)(x + c * n.spatial, d + c * n.spatial, m, n.spatial) * s;
      toShift[c] += TYPED(sum)(d + c * n.spatial, n.spatial);
    }
  }
}

DLS_CLONES void TYPED(dls_channel_moments)(const REAL *input, long batch, long channels, long spatial, REAL *mean,
                                           REAL *variance, long first, long last) {
  const double count = (double)batch * (double)spatial;
  for (long c = first; c < last; c++) {
    double sum = 0;
    for (long n = 0; n < batch; n++) sum += TYPED(sum)(input + (n * channels + c) * spatial, spatial);
    const REAL m = (REAL)(sum / count);
    double squares = 0;
    for (long n = 0; n < batch; n++) squares += TYPED(squares)(input + (n * channels + c) * spatial, m, spatial);
    mean[c] = m;
    variance[c] = (REAL)(squares / count);
  }
}

DLS_CLONES void TYPED(dls_channel_affine)(const REAL *input, const REAL *factor, const REAL *term, REAL *out,
                                          long channels, long spatial, long first, long last) {
  for (long n = first; n < last; n++)
    for (long c = 0; c < channels; c++) {
      const REAL *x = input + (n * channels + c) * spatial;
      REAL *y = out + (n * channels + c) * spatial;
      for (long i = 0; i < spatial; i++) y[i] = x[i] * factor[c] + term[c];
    }
}

DLS_CLONES void TYPED(dls_channel_sums)(const REAL *input, const REAL *delta, const REAL *mean, const REAL *rstd,
                                        long batch, long channels, long spatial, REAL *plain, REAL *scaled,
                                        long first, long last) {
  for (long c = first; c < last; c++) {
    double all = 0, products = 0;
    for (long n = 0; n < batch; n++) {
      const long at = (n * channels + c) * spatial;
      all += TYPED(sum)(delta + at, spatial);
      products += TYPED(products)(input + at, delta + at, mean[c], spatial);
    }
    plain[c] = (REAL)all;
    scaled[c] = (REAL)(products * rstd[c]);
  }
}

DLS_CLONES void TYPED(dls_channel_gradient)(const REAL *input, const REAL *delta, const REAL *a, const REAL *b,
                                            const REAL *d, REAL *gradient, long channels, long spatial,
                                            long first, long last) {
  for (long n = first; n < last; n++)
    for (long c = 0; c < channels; c++) {
      const long at = (n * channels + c) * spatial;
      const REAL p = a[c], q = b[c], r = d[c];
      for (long i = at; i < at + spatial; i++) gradient[i] = delta[i] * p + input[i] * q + r;
    }
}

