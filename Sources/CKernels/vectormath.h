// Exponential and logarithm that loops can be vectorised over. Private to CKernels.
#pragma once
#include <math.h>
#include <stdint.h>
#include <string.h>

/// e^x to 1 unit in the last place: x = n·ln 2 + r, then a polynomial in r; 0 below the smallest normal number.
static inline __attribute__((always_inline)) float fastExp_f32(float x) {
  const float low = -87.336544f, high = 88.722838f;
  const float clamped = x < low ? low : x > high ? high : x;
  const float magic = 12582912.0f;
  const float shifted = clamped * 1.44269504f + magic;
  const float n = shifted - magic;
  const float r = (clamped - n * 0.693359375f) + n * 2.12194440e-4f;
  float p = 1.9875691e-4f;
  p = p * r + 1.3981999e-3f;
  p = p * r + 8.3334519e-3f;
  p = p * r + 4.1665796e-2f;
  p = p * r + 1.6666665e-1f;
  p = p * r + 5.0000001e-1f;
  p = p * r * r + r + 1.0f;
  int32_t bits;
  memcpy(&bits, &shifted, 4);
  // Two factors, as 2^n alone overflows before e^x does.
  const int32_t whole = bits - 0x4b400000, half = whole >> 1;
  const int32_t a = (half + 127) << 23, b = (whole - half + 127) << 23;
  float first, second;
  memcpy(&first, &a, 4);
  memcpy(&second, &b, 4);
  const float y = p * first * second;
  return x < low ? 0.0f : x > high ? INFINITY : y;
}

static inline __attribute__((always_inline)) double fastExp_f64(double x) { return exp(x); }
