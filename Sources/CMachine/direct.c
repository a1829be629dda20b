#include "direct.h"
#include "objects.h"
#include <math.h>

bool dls_direct_length(DLSValue *arguments, intptr_t count, DLSValue *result) {
  if (count != 1) return false;
  const DLSValue value = arguments[0];
  intptr_t length = -1;
  if (value.tag == DLS_STRING) {
    length = STRING(value)->characters;
  } else if (value.tag == DLS_RECORD) {
    length = RECORD(value)->layout->count;
  } else if (value.tag == DLS_LIST && dls_knows_lists) {
    length = (intptr_t)ARRAY_COUNT(LIST_ARRAY(value));
  }
  if (length < 0) return false;
  *result = number_value((double)length);
  return true;
}

bool dls_direct_append(DLSValue *arguments, intptr_t count, DLSValue *result) {
  if (count != 2 || arguments[0].tag != DLS_LIST || !dls_knows_lists) return false;
  void *array = LIST_ARRAY(arguments[0]);
  const size_t length = ARRAY_COUNT(array);
  if (length >= ARRAY_CAPACITY(array) || !is_own(array)) return false;
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

#define OF_NUMBER(name, function)                                                                \
  bool dls_direct_##name(DLSValue *arguments, intptr_t count, DLSValue *result) {                \
    if (count != 1 || !is_number(arguments[0])) return false;                                    \
    *result = number_value(function(number(arguments[0])));                                      \
    return true;                                                                                 \
  }

OF_NUMBER(square_root, sqrt)
OF_NUMBER(magnitude, fabs)
OF_NUMBER(floor, floor)
OF_NUMBER(ceiling, ceil)
