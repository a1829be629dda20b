// Arithmetic of plain numbers where C's differs from the language's.
#pragma once

/// The rest of a division, with the sign of the divisor as in Python; nan for 0.
double dls_remainder(double a, double b);

/// Floor of the exact quotient, so that a == b * floor + remainder.
double dls_floor_divide(double a, double b);

double dls_power(double a, double b);

/// How many values a range has, both ends included; tolerates the rounding of fractional steps. At most 1e18.
double dls_range_count(double from, double through, double step);
