#include "direct.h"
#include "objects.h"
#include "kept.h"
#include "number_texts.h"
#include <math.h>

bool dls_direct_length(DLSValue *arguments, intptr_t count, DLSValue *result) {
  if (count != 1) return false;
  const DLSValue value = arguments[0];
  intptr_t length = -1;
  if (value.tag == DLS_STRING) {
    length = STRING(value)->characters;
  } else if (value.tag == DLS_RECORD) {
    length = RECORD(value)->layout->count;
  } else if ((value.tag == DLS_LIST || value.tag == DLS_TUPLE) && dls_knows_lists) {
    length = (intptr_t)ARRAY_COUNT(LIST_ARRAY(value));
  }
  if (length < 0) return false;
  *result = number_value((double)length);
  return true;
}

/// The array of a list that is about to get one element more; NULL when the language must make room.
static void *array_with_room(DLSValue list) {
  void *array = LIST_ARRAY(list);
  const size_t count = ARRAY_COUNT(array);
  const bool isEmpty = array == (void *)_swiftEmptyArrayStorage;
  if (!isEmpty && !is_own(array)) return NULL;
  if (count < ARRAY_CAPACITY(array)) return array;
  if (count * 2 * sizeof(DLSValue) > DLS_LARGE_OBJECT) return NULL;
  void *larger = dls_array_with_room(count < 4 ? 4 : (intptr_t)count * 2);
  memcpy(ARRAY_ELEMENTS(larger), ARRAY_ELEMENTS(array), count * sizeof(DLSValue));
  ARRAY_COUNT(larger) = count;
  if (!isEmpty) {
    ARRAY_COUNT(array) = 0;
    swift_nonatomic_release(array);
  }
  LIST_ARRAY(list) = larger;
  return larger;
}

bool dls_direct_append(DLSValue *arguments, intptr_t count, DLSValue *result) {
  if (count != 2 || arguments[0].tag != DLS_LIST || !dls_knows_lists) return false;
  void *array = array_with_room(arguments[0]);
  if (!array) return false;
  const size_t length = ARRAY_COUNT(array);
  ARRAY_ELEMENTS(array)[length] = arguments[1];
  ARRAY_COUNT(array) = length + 1;
  arguments[1].tag = DLS_UNDEFINED;
  *result = plain(DLS_NONE, 0);
  return true;
}

bool dls_direct_pop(DLSValue *arguments, intptr_t count, DLSValue *result) {
  if (count != 1 || arguments[0].tag != DLS_LIST || !dls_knows_lists) return false;
  void *array = LIST_ARRAY(arguments[0]);
  const size_t length = ARRAY_COUNT(array);
  if (length == 0 || !is_own(array)) return false;
  ARRAY_COUNT(array) = length - 1;
  *result = ARRAY_ELEMENTS(array)[length - 1];
  return true;
}

bool dls_direct_number(DLSValue *arguments, intptr_t count, DLSValue *result) {
  if (count != 1) return false;
  double x;
  if (arguments[0].tag == DLS_STRING) {
    if (!dls_read_number(STRING(arguments[0]), &x)) return false;
  } else {
    if (!is_number(arguments[0])) return false;
    x = number(arguments[0]);
  }
  *result = number_value(x);
  return true;
}

// The operations' kernels compute the same in double precision.
#define UNARY(X)                                                                         \
  X(abs, fabs(x)) X(sqrt, sqrt(x)) X(square, x * x) X(exp, exp(x)) X(expm1, expm1(x))    \
  X(log, log(x)) X(log1p, log1p(x)) X(sin, sin(x)) X(cos, cos(x)) X(tan, tan(x))         \
  X(asin, asin(x)) X(acos, acos(x)) X(atan, atan(x)) X(sinh, sinh(x)) X(cosh, cosh(x))   \
  X(tanh, tanh(x)) X(sigmoid, 1 / (1 + exp(-x))) X(relu, x < 0 ? 0 : x)                  \
  X(floor, floor(x)) X(ceil, ceil(x)) X(round, rint(x))

#define BINARY(X)                                                                        \
  X(max, x != x || x > y ? x : y) X(min, x != x || x < y ? x : y)                        \
  X(maximum, x != x || x > y ? x : y) X(minimum, x != x || x < y ? x : y)

#define DEFINE_UNARY(name, expression)                                                   \
  static bool of_##name(DLSValue *arguments, intptr_t count, DLSValue *result) {         \
    if (count != 1 || !is_number(arguments[0])) return false;                            \
    const double x = number(arguments[0]);                                               \
    *result = number_value(expression);                                                  \
    return true;                                                                         \
  }
UNARY(DEFINE_UNARY)

#define DEFINE_BINARY(name, expression)                                                  \
  static bool of_##name(DLSValue *arguments, intptr_t count, DLSValue *result) {         \
    if (count != 2 || !is_number(arguments[0]) || !is_number(arguments[1])) return false; \
    const double x = number(arguments[0]), y = number(arguments[1]);                     \
    *result = number_value(expression);                                                  \
    return true;                                                                         \
  }
BINARY(DEFINE_BINARY)

DLSDirect dls_direct_operation(const char *name) {
#define ENTRY(operation, expression) {#operation, of_##operation},
  static const struct {
    const char *name;
    DLSDirect direct;
  } entries[] = {UNARY(ENTRY) BINARY(ENTRY)};
  for (size_t index = 0; index < sizeof entries / sizeof *entries; index++) {
    if (strcmp(entries[index].name, name) == 0) return entries[index].direct;
  }
  return NULL;
}
