// Arithmetic of plain numbers where C's differs from the language's.
#pragma once
#include <math.h>
#include <stdint.h>

double dls_slow_remainder(double a, double b);

/// The rest of a division, with the sign of the divisor as in Python; nan for 0.
static inline double dls_remainder(double a, double b) {
  // Below this, whole numbers and their products of small factors are exact, and integer division is fast.
  const double exact = 4503599627370496.0;
  if (a >= 0 && b > 0 && a < exact && b < exact) {
    const int64_t m = (int64_t)a, n = (int64_t)b;
    if ((double)m == a && (double)n == b) return (double)((m | n) >> 32 ? m % n : (uint32_t)m % (uint32_t)n);
  }
  return dls_slow_remainder(a, b);
}

/// Floor of the exact quotient, so that a == b * floor + remainder.
double dls_floor_divide(double a, double b);

static inline double dls_power(double a, double b) {
  if (b == 2) return a * a;
  if (b == 0.5 && a > 0) return sqrt(a);
  return pow(a, b);
}

/// How many values a range has, both ends included; tolerates the rounding of fractional steps. At most 1e18.
double dls_range_count(double from, double through, double step);
