// Members, elements, slices, iterations, and making lists, tuples and records.
#include "dispatch.h"
#include <math.h>

/// Owns the value and puts it into R[a].
static inline void put_copy(DLSValue *slot, DLSValue value) {
  retain(value);
  put(slot, value);
}

/// Notes where an instruction found a field.
static void remember(DLSCode *code, uint32_t cache, const DLSRecord *record, intptr_t place) {
  // The first cache is nobody's.
  if (!cache || !record->layout->isShared) return;
  *CACHE(cache) = (DLSMemberCache){record->layout, (size_t)place};
}

HANDLER(get_member_anew) {
  const DLSValue object = *B;
  if (object.tag != DLS_RECORD) GO_ON(other);
  const DLSRecord *record = RECORD(object);
  const intptr_t place = dls_record_find(record, STRING(*CONSTANT(I.d)));
  if (place < 0) GO_ON(other);
  remember(code, I.c, record, place);
  put_copy(A, record->values[place]);
  NEXT();
}

HANDLER(get_member_counted) {
  put_copy(A, RECORD(*B)->values[CACHE(I.c)->index]);
  NEXT();
}

HANDLER(get_member) {
  const DLSValue object = *B;
  const DLSMemberCache *cache = CACHE(I.c);
  if (unlikely(object.tag != DLS_RECORD || RECORD(object)->layout != cache->layout)) GO_ON(get_member_anew);
  const DLSValue *field = RECORD(object)->values + cache->index;
  if (unlikely(!is_number(*field))) GO_ON(get_member_counted);
  RESULT(number(*field));
  NEXT_KEEPING();
}

HANDLER(set_member_anew) {
  const DLSValue object = *A, value = *B;
  if (object.tag != DLS_RECORD) GO_ON(other);
  DLSRecord *record = RECORD(object);
  retain(value);
  dls_record_set(record, STRING(*CONSTANT(I.d)), value);
  remember(code, I.c, record, dls_record_find(record, STRING(*CONSTANT(I.d))));
  NEXT();
}

HANDLER(set_member) {
  const DLSValue object = *A;
  const DLSMemberCache *cache = CACHE(I.c);
  if (unlikely(object.tag != DLS_RECORD || RECORD(object)->layout != cache->layout)) GO_ON(set_member_anew);
  put_copy(RECORD(object)->values + cache->index, *B);
  NEXT();
}

/// Adds to a field in place when both are numbers, and skips the instructions after it, which add anything.
#define CHANGE_MEMBER(name, operator)                                                                   \
  HANDLER(name) {                                                                                       \
    const DLSValue object = *A;                                                                         \
    const DLSMemberCache *cache = CACHE(I.c);                                                   \
    if (unlikely(object.tag != DLS_RECORD || RECORD(object)->layout != cache->layout)) NEXT_KEEPING();  \
    DLSValue *slot = RECORD(object)->values + cache->index;                                             \
    OPERAND(x, I.b, NEXT_KEEPING());                                                                    \
    if (unlikely(!is_number(*slot))) NEXT_KEEPING();                                                    \
    *slot = number_value(number(*slot) operator x);                                                     \
    JUMP();                                                                                             \
    NEXT_KEEPING();                                                                                     \
  }

CHANGE_MEMBER(add_to_member, +)
CHANGE_MEMBER(subtract_from_member, -)

HANDLER(make_record) {
  // Cast away: layouts that are remembered only grow in number of successors.
  DLSLayout *layout = (DLSLayout *)CACHE(I.d)->layout;
  if (unlikely(!layout)) GO_ON(other);
  put(A, plain(DLS_RECORD, (uintptr_t)dls_record(layout, B)));
  NEXT();
}

HANDLER(make_list) {
  DLSValue *values = B;
  const intptr_t count = I.c;
  // Of numbers and tensors it may be a tensor.
  if (count > 0 && (is_number(*values) || values->tag == DLS_TENSOR)) GO_ON(other);
  DLSValue *elements;
  const void *list = dls_list(count, &elements);
  if (!list) GO_ON(other);
  for (intptr_t index = 0; index < count; index++) {
    elements[index] = values[index];
    values[index].tag = DLS_UNDEFINED;
  }
  put(A, plain(DLS_LIST, (uintptr_t)list));
  NEXT();
}

HANDLER(make_tuple) {
  const void *tuple = dls_tuple(B, I.c);
  if (!tuple) GO_ON(other);
  put(A, plain(DLS_TUPLE, (uintptr_t)tuple));
  NEXT();
}

HANDLER(unpack) {
  const DLSValue object = *B;
  if (!(object.tag == DLS_TUPLE || object.tag == DLS_LIST) || !dls_knows_lists) GO_ON(other);
  const void *array = LIST_ARRAY(object);
  if (ARRAY_COUNT(array) != I.c) GO_ON(other);
  for (size_t index = 0; index < I.c; index++) put_copy(A + index, ARRAY_ELEMENTS(array)[index]);
  NEXT();
}

/// A bound of a slice within 0…count, by Python's rules; -1 when it is no whole number.
static int64_t bound(DLSValue given, int64_t count) {
  if (!is_number(given)) return -1;
  const double x = number(given);
  const int64_t place = whole(fabs(x));
  if (place < 0) return -1;
  if (x >= 0) return place < count ? place : count;
  return place < count ? count - place : 0;
}

HANDLER(get_index) {
  const DLSValue object = *B, *bounds = C;
  if (!I.d || !(object.tag == DLS_LIST || object.tag == DLS_STRING) || !dls_knows_lists) GO_ON(other);
  const bool isList = object.tag == DLS_LIST;
  if (!isList && !STRING(object)->isPlain) GO_ON(other);
  const int64_t count = isList ? (int64_t)ARRAY_COUNT(LIST_ARRAY(object)) : STRING(object)->count;
  const int64_t from = I.d & 2 ? bound(*bounds++, count) : 0, to = I.d & 4 ? bound(*bounds, count) : count;
  if (from < 0 || to < 0) GO_ON(other);
  const int64_t length = from < to ? to - from : 0;
  if (length > DLS_LARGE_OBJECT / (int64_t)sizeof(DLSValue)) GO_ON(other);
  if (!isList) {
    put(A, plain(DLS_STRING, (uintptr_t)dls_string(STRING(object)->bytes + from, length)));
    NEXT();
  }
  DLSValue *elements;
  const void *list = dls_list(length, &elements);
  const DLSValue *source = ARRAY_ELEMENTS(LIST_ARRAY(object)) + from;
  for (int64_t index = 0; index < length; index++) {
    retain(source[index]);
    elements[index] = source[index];
  }
  put(A, plain(DLS_LIST, (uintptr_t)list));
  NEXT();
}

/// Of what is no list.
HANDLER(get_element_otherwise) {
  const DLSValue object = *B, index = *C;
  if (object.tag == DLS_RECORD && index.tag == DLS_STRING) {
    const intptr_t place = dls_record_find(RECORD(object), STRING(index));
    if (place < 0) GO_ON(other);
    put_copy(A, RECORD(object)->values[place]);
    NEXT();
  }
  if (object.tag == DLS_TUPLE && is_number(index) && dls_knows_lists) {
    const void *array = LIST_ARRAY(object);
    const int64_t place = whole(number(index));
    if (place < 0 || (size_t)place >= ARRAY_COUNT(array)) GO_ON(other);
    put_copy(A, ARRAY_ELEMENTS(array)[place]);
    NEXT();
  }
  if (object.tag == DLS_STRING && is_number(index) && STRING(object)->isPlain) {
    const int64_t place = whole(number(index));
    if (place < 0 || place >= STRING(object)->count) GO_ON(other);
    put(A, plain(DLS_STRING, (uintptr_t)dls_character(STRING(object)->bytes[place])));
    NEXT();
  }
  GO_ON(other);
}

HANDLER(get_element) {
  const DLSValue object = *B, index = *C;
  if (unlikely(object.tag != DLS_LIST || !is_number(index) || !dls_knows_lists)) GO_ON(get_element_otherwise);
  const void *array = LIST_ARRAY(object);
  const int64_t place = whole(number(index));
  if (unlikely(place < 0 || (size_t)place >= ARRAY_COUNT(array))) GO_ON(other);
  put_copy(A, ARRAY_ELEMENTS(array)[place]);
  NEXT();
}

HANDLER(set_element) {
  const DLSValue object = *A, index = *B, value = *C;
  if (object.tag == DLS_RECORD && index.tag == DLS_STRING) {
    retain(value);
    dls_record_set(RECORD(object), STRING(index), value);
    NEXT();
  }
  if (unlikely(object.tag != DLS_LIST || !is_number(index) || !dls_knows_lists)) GO_ON(other);
  void *array = LIST_ARRAY(object);
  const int64_t place = whole(number(index));
  if (unlikely(place < 0 || (size_t)place >= ARRAY_COUNT(array) || !is_own(array))) GO_ON(other);
  put_copy(ARRAY_ELEMENTS(array) + place, value);
  NEXT();
}

/// Of a string; other iterations are the language's.
HANDLER(iterate_text) {
  const DLSValue iteration = *B;
  const DLSString *string = FIELD(iteration.bits, 2);
  if (!string) GO_ON(other);
  intptr_t *position = (intptr_t *)&FIELD(iteration.bits, 1);
  if (*position >= string->count) {
    JUMP();
    NEXT();
  }
  put(A, plain(DLS_STRING, (uintptr_t)dls_character(string->bytes[(*position)++])));
  NEXT();
}

/// Of a list.
HANDLER(iterate_next) {
  const DLSValue iteration = *B;
  const void *list = FIELD(iteration.bits, 0);
  if (unlikely(!list || !dls_knows_lists)) GO_ON(iterate_text);
  const void *array = FIELD(list, 0);
  size_t *position = (size_t *)&FIELD(iteration.bits, 1);
  if (*position >= ARRAY_COUNT(array)) {
    JUMP();
    NEXT();
  }
  const DLSValue value = ARRAY_ELEMENTS(array)[(*position)++];
  put_copy(A, value);
  NEXT();
}
