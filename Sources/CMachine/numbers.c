#include "numbers.h"

double dls_slow_remainder(double a, double b) {
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
