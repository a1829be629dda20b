#include "numbers.h"
#include <math.h>
#include <stdint.h>

/// Below this, whole numbers and their products of small factors are exact, and integer division is fast.
static const double exact = 4503599627370496.0;

double dls_remainder(double a, double b) {
  if (a >= 0 && b > 0 && a < exact && b < exact) {
    const int64_t m = (int64_t)a, n = (int64_t)b;
    if ((double)m == a && (double)n == b) return (double)((m | n) >> 32 ? m % n : (uint32_t)m % (uint32_t)n);
  }
  const double rest = fmod(a, b);
  return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

double dls_floor_divide(double a, double b) {
  if (b == 0 || !isfinite(a) || !isfinite(b)) return floor(a / b);
  const double quotient = (a - dls_remainder(a, b)) / b;
  const double down = floor(quotient);
  return quotient - down > 0.5 ? down + 1 : down;
}

double dls_range_count(double from, double through, double step) {
  const double steps = floor((through - from) / step + 1e-9);
  return steps >= 0 ? fmin(steps + 1, 1e18) : 0;
}

double dls_power(double a, double b) {
  if (b == 2) return a * a;
  if (b == 0.5 && a > 0) return sqrt(a);
  return pow(a, b);
}
