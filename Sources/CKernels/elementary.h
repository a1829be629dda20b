// Elementary functions on f32 that compilers can vectorise: no branches, no calls. Polynomials are minimax fits
// (Lawson's iteration) on the reduced range; errors are a few ulp, infinities and NaN as IEEE 754 says.
#pragma once
#include "dispatch.h"
#include <math.h>
#include <stdint.h>
#include <string.h>

INLINE uint32_t bits_of(float x) {
  uint32_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits;
}

INLINE float float_of(uint32_t bits) {
  float x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

INLINE float fused(float a, float b, float c) {
#pragma clang fp contract(fast)
  return a * b + c;
}

INLINE float power_of_two(int32_t n) { return float_of((uint32_t)(n + 127) << 23); }

// x = n ln 2 + r with |r| <= ln 2 / 2; the rounding constant leaves n in its low bits.
INLINE float reduce_exp(float x, int32_t *n) {
  const float magic = 0x1.8p23f;
  float shifted = fused(x, 0x1.715476p0f, magic);
  *n = (int32_t)(bits_of(shifted) - bits_of(magic));
  float whole = shifted - magic;
  float r = fused(whole, -0x1.62e400p-1f, x);
  return fused(whole, -0x1.7f7d1cp-20f, r);
}

// e^r - 1 on the reduced range.
INLINE float exp_tail(float r) {
  float q = fused(0x1.a1851ep-13f, r, 0x1.6d4924p-10f);
  q = fused(q, r, 0x1.1110a8p-7f);
  q = fused(q, r, 0x1.5554e4p-5f);
  q = fused(q, r, 0x1.555556p-3f);
  q = fused(q, r, 0x1p-1f);
  return fused(q * r, r, r);
}

INLINE float exp_f32(float x) {
  float clamped = x > 89.0f ? 89.0f : x;
  clamped = clamped < -104.0f ? -104.0f : clamped;
  int32_t n;
  float r = reduce_exp(clamped, &n);
  // Scaling in two steps reaches infinity and the subnormals.
  int32_t half = n >> 1;
  return (1.0f + exp_tail(r)) * power_of_two(half) * power_of_two(n - half);
}

INLINE float expm1_f32(float x) {
  float clamped = x > 60.0f ? 60.0f : x;
  clamped = clamped < -60.0f ? -60.0f : clamped;
  int32_t n;
  float r = reduce_exp(clamped, &n);
  float scale = power_of_two(n);
  float near = fused(scale, exp_tail(r), scale - 1.0f);
  float value = x > 50.0f ? exp_f32(x) : near;
  return x == 0.0f ? x : value;
}

INLINE float log_f32(float x) {
  float normal = x < 0x1p-126f ? x * 0x1p23f : x;
  float shift = x < 0x1p-126f ? -23.0f : 0.0f;
  // m in [sqrt(1/2), sqrt(2)).
  uint32_t offset = bits_of(normal) - 0x3f3504f3u;
  float exponent = (float)((int32_t)offset >> 23) + shift;
  float f = float_of((offset & 0x007fffffu) + 0x3f3504f3u) - 1.0f;
  float p = fused(0x1.f651dcp-5f, f, -0x1.e159fep-4f);
  p = fused(p, f, 0x1.f00198p-4f);
  p = fused(p, f, -0x1.fc20aap-4f);
  p = fused(p, f, 0x1.22e6cap-3f);
  p = fused(p, f, -0x1.555ba4p-3f);
  p = fused(p, f, 0x1.99a470p-3f);
  p = fused(p, f, -0x1.000000p-2f);
  p = fused(p, f, 0x1.555550p-2f);
  float square = f * f;
  float tail = fused(exponent, -0x1.bd0106p-13f, fused(square, -0.5f, square * f * p));
  float value = fused(exponent, 0x1.63p-1f, f + tail);
  value = x == INFINITY ? x : value;
  value = x == 0.0f ? -INFINITY : value;
  return x >= 0.0f ? value : NAN;
}

// Kahan: the rounding error of 1 + x enters to first order.
INLINE float log1p_f32(float x) {
  float u = 1.0f + x;
  float correction = (x - (u - 1.0f)) / u;
  float value = log_f32(u);
  return u > 0.0f && u < INFINITY ? value + correction : value;
}

INLINE float sigmoid_f32(float x) { return 1.0f / (1.0f + exp_f32(-x)); }

INLINE float tanh_f32(float x) {
  float t = expm1_f32(-2.0f * fabsf(x));
  float value = copysignf(t / (t + 2.0f), x);
  return x == 0.0f ? x : value;
}

INLINE float softplus_f32(float x) {
  float value = (x > 0.0f ? x : 0.0f) + log1p_f32(exp_f32(-fabsf(x)));
  return x == x ? value : x;
}

INLINE float erf_f32(float x) {
  float a = fabsf(x);
  float t = x * x;
  float s = fused(-0x1.44cfbep-17f, t, 0x1.d8b88ep-14f);
  s = fused(s, t, -0x1.bcd7dep-11f);
  s = fused(s, t, 0x1.562b1ap-8f);
  s = fused(s, t, -0x1.b829d8p-6f);
  s = fused(s, t, 0x1.ce2f0ap-4f);
  s = fused(s, t, -0x1.812746p-2f);
  s = fused(s, t, 0x1.20dd76p+0f);
  float c = a > 4.0f ? 4.0f : a;
  float b = fused(-0x1.c5083cp-21f, c, 0x1.c36f9ap-17f);
  b = fused(b, c, -0x1.2cc188p-14f);
  b = fused(b, c, -0x1.28c85ap-14f);
  b = fused(b, c, 0x1.ada5b8p-9f);
  b = fused(b, c, -0x1.8431a6p-6f);
  b = fused(b, c, 0x1.b572b0p-4f);
  b = fused(b, c, 0x1.44c4aap-1f);
  b = fused(b, c, 0x1.21105ap+0f);
  b = fused(b, c, -0x1.e93c1ep-14f);
  float large = copysignf(1.0f - exp_f32(-b), x);
  float value = a < 1.0f ? x * s : large;
  return x == x ? value : x;
}

INLINE float gelu_f32(float x) { return 0.5f * x * (1.0f + erf_f32(x * 0x1.6a09e6p-1f)); }

// The derivative of x Φ(x): Φ(x) + x φ(x).
INLINE float gelu_slope_f32(float x) {
  float density = 0x1.988454p-2f * exp_f32(-0.5f * x * x);
  return 0.5f * (1.0f + erf_f32(x * 0x1.6a09e6p-1f)) + x * density;
}

// Sine (quarter 0) or cosine (quarter 1) through double arithmetic; exact enough for |x| up to 1e6.
INLINE float sine_f32(float x, int quarter) {
  const double magic = 0x1.8p52;
  double wide = x;
  double shifted = wide * 0x1.45f306dc9c883p-1 + magic;
  double whole = shifted - magic;
  uint64_t bits;
  memcpy(&bits, &shifted, sizeof bits);
  uint32_t quadrant = (uint32_t)bits + (uint32_t)quarter;
  double r = wide - whole * 0x1.921fb54400000p+0 - whole * 0x1.0b4611a626331p-34;
  double t = r * r;
  double sine = r + r * t * (-1.0 / 6 + t * (1.0 / 120 + t * (-1.0 / 5040 + t * (1.0 / 362880))));
  double cosine =
      1.0 + t * (-0.5 + t * (1.0 / 24 + t * (-1.0 / 720 + t * (1.0 / 40320 - t * (1.0 / 3628800)))));
  double value = quadrant & 1 ? cosine : sine;
  return (float)(quadrant & 2 ? -value : value);
}
