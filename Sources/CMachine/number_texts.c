// Numbers as texts, and back: the commonest of them; the language writes and reads the rest.
#define __STDC_WANT_IEC_60559_BFP_EXT__ 1  // strfromd
#include "number_texts.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/// The digits of a whole number, at least so many, with a point before the last `decimals`.
static intptr_t put_digits(uint64_t whole, int decimals, bool isNegative, uint8_t *bytes) {
  uint8_t digits[DLS_NUMBER_BYTES];
  intptr_t count = 0, length = 0;
  while (whole || count <= decimals) {
    if (count == decimals && decimals) digits[length++] = '.';
    digits[length++] = (uint8_t)('0' + whole % 10);
    whole /= 10;
    count++;
  }
  intptr_t written = 0;
  if (isNegative) bytes[written++] = '-';
  while (length > 0) bytes[written++] = digits[--length];
  return written;
}

intptr_t dls_number_text(double x, uint8_t *bytes) {
  if (!(x > -1e16 && x < 1e16)) return 0;
  const double magnitude = fabs(x);
  if ((double)(uint64_t)magnitude == magnitude) return put_digits((uint64_t)magnitude, 0, x < 0, bytes);
  if (magnitude < 1e-4) return 0;
  // Of the decimals of 15 digits only one can read as x, and without zeros at its end it is the shortest.
  int decimals = 18;
  while (magnitude * powers[decimals] >= 1e15) decimals--;
  uint64_t whole = (uint64_t)rint(magnitude * powers[decimals]);
  if ((double)whole / powers[decimals] != magnitude) return 0;
  for (; whole % 10 == 0; decimals--) whole /= 10;
  return put_digits(whole, decimals, x < 0, bytes);
}

/// With so many decimals, rounded as if x were written in full; 0 when there are too many digits.
static intptr_t fixed_text(double x, int decimals, uint8_t *bytes) {
  const double magnitude = fabs(x), power = powers[decimals], product = magnitude * power;
  if (!(product < 1e15)) return 0;
  // What rounding took from the product decides where its fraction is one half.
  const double error = fma(magnitude, power, -product), nearest = rint(product), fraction = product - nearest;
  double whole = nearest;
  if (fraction == 0.5 && error > 0) whole += 1;
  if (fraction == -0.5 && error < 0) whole -= 1;
  return put_digits((uint64_t)whole, decimals, signbit(x), bytes);
}

/// `[<|>][0][width][.precision][type]`, all that is read here of the language's formats.
typedef struct {
  char alignment, type;
  bool isZeroed;
  int width, precision;
} Format;

static bool read_small(const uint8_t **at, const uint8_t *end, int *number) {
  const uint8_t *from = *at;
  *number = 0;
  while (*at < end && **at >= '0' && **at <= '9' && *at - from < 2) *number = *number * 10 + (*(*at)++ - '0');
  return *at > from;
}

static bool read_format(const DLSString *text, Format *format) {
  const uint8_t *at = text->bytes, *end = at + text->count;
  *format = (Format){.precision = -1};
  if (at < end && (*at == '<' || *at == '>')) format->alignment = (char)*at++;
  if (at < end && *at == '0') {
    if (format->alignment) return false;
    format->isZeroed = true;
    at++;
  }
  read_small(&at, end, &format->width);
  if (at < end && *at == '.') {
    at++;
    if (!read_small(&at, end, &format->precision)) return false;
  }
  if (at < end && *at && strchr("defg%s", *at)) format->type = (char)*at++;
  return at == end && format->width <= DLS_NUMBER_BYTES - 8;
}

/// Without the width.
static intptr_t body(double x, const Format *format, uint8_t *bytes) {
  const int precision = format->precision < 0 ? 6 : format->precision;
  switch (format->type) {
    case 'f':
      return precision <= 15 ? fixed_text(x, precision, bytes) : 0;
    case '%': {
      const intptr_t length = precision <= 15 ? fixed_text(x * 100, precision, bytes) : 0;
      if (length) bytes[length] = '%';
      return length ? length + 1 : 0;
    }
    case 'd':
      if (format->precision >= 0 || !(fabs(x) < 1e15) || rint(x) != x) return 0;
      return put_digits((uint64_t)fabs(x), 0, x < 0, bytes);
    case 'e':
    case 'g': {
      if (!isfinite(x) || precision > 17) return 0;
      char conversion[8];
      snprintf(conversion, sizeof conversion, "%%.%d%c", precision, format->type);
      return strfromd((char *)bytes, DLS_NUMBER_BYTES, conversion, x);
    }
    case 0:
      return format->precision < 0 ? dls_number_text(x, bytes) : 0;
    default:
      return 0;
  }
}

intptr_t dls_formatted_number(double x, const DLSString *text, uint8_t *bytes) {
  if (text->count == 0) return dls_number_text(x, bytes);
  Format format;
  if (!read_format(text, &format)) return 0;
  const intptr_t length = body(x, &format, bytes);
  const intptr_t missing = length ? format.width - length : 0;
  if (missing <= 0) return length;
  const intptr_t sign = format.isZeroed && bytes[0] == '-' ? 1 : 0;
  uint8_t *padding = bytes + (format.alignment == '<' ? length : sign);
  if (format.alignment != '<') memmove(bytes + sign + missing, bytes + sign, (size_t)(length - sign));
  memset(padding, format.isZeroed ? '0' : ' ', (size_t)missing);
  return format.width;
}

bool dls_read_number(const DLSString *text, double *number) {
  const uint8_t *at = text->bytes, *end = at + text->count;
  const bool isNegative = at < end && *at == '-';
  if (isNegative) at++;
  uint64_t whole = 0;
  intptr_t digits = 0, decimals = -1;
  for (; at < end && digits <= 15; at++) {
    if (*at == '.' && decimals < 0 && digits > 0) {
      decimals = 0;
      continue;
    }
    if (*at < '0' || *at > '9') return false;
    whole = whole * 10 + (uint64_t)(*at - '0');
    digits++;
    if (decimals >= 0) decimals++;
  }
  // Below 10^15 the digits and the power of ten are exact, and so is the quotient but for its rounding.
  if (at < end || digits == 0 || digits > 15 || decimals == 0) return false;
  const double magnitude = (double)whole / powers[decimals < 0 ? 0 : decimals];
  *number = isNegative ? -magnitude : magnitude;
  return true;
}
