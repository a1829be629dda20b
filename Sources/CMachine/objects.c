#include "kept.h"
#include "texts.h"
#include <malloc.h>

bool dls_knows_lists;
intptr_t dls_instance_place = -1;

static const void *list_type;
static const void *tuple_type;
static const void *array_type;

static bool holds(const void *object, const DLSValue *elements, size_t count) {
  const void *array = FIELD(object, 0);
  return ARRAY_COUNT(array) == count && memcmp(ARRAY_ELEMENTS(array), elements, count * sizeof(DLSValue)) == 0;
}

DLSKept dls_kept_strings[DLS_KEPT_STRING / 16 + 1];
int64_t dls_single_count;
static DLSKept kept_lists, kept_tuples;
/// By their capacity.
static DLSKept kept_arrays[DLS_KEPT_ARRAY + 1];

void *dls_array_with_room(intptr_t capacity) {
  void *array = capacity <= DLS_KEPT_ARRAY ? take_kept(kept_arrays + capacity) : NULL;
  if (!array) {
    array = swift_allocObject(array_type, ARRAY_HEADER + (size_t)capacity * sizeof(DLSValue), 7);
    SET_ARRAY_CAPACITY(array, (size_t)capacity);
  }
  ARRAY_COUNT(array) = 0;
  return array;
}

static void *array_of(intptr_t count) {
  // The array without elements is one for all.
  if (count == 0) return _swiftEmptyArrayStorage;
  void *array = dls_array_with_room(count);
  ARRAY_COUNT(array) = (size_t)count;
  return array;
}

/// An object with nothing but an array of so many elements; NULL when that is left to the language.
static void *with_array(const void *type, DLSKept *kept, intptr_t count) {
  if (!dls_knows_lists) return NULL;
  void *array = array_of(count), *object = take_kept(kept);
  if (!object) object = swift_allocObject(type, 3 * sizeof(void *), 7);
  FIELD(object, 0) = array;
  return object;
}

/// Of an array with nothing that could hold another one.
static bool keep_array(void *array) {
  const size_t count = ARRAY_COUNT(array), capacity = ARRAY_CAPACITY(array);
  DLSValue *elements = ARRAY_ELEMENTS(array);
  if (array == _swiftEmptyArrayStorage) return true;
  if (capacity > DLS_KEPT_ARRAY || COUNT(array) != dls_single_count || TYPE(array) != array_type) return false;
  for (size_t index = 0; index < count; index++) {
    if (elements[index].tag > DLS_STRING) return false;
  }
  if (!keep(kept_arrays + capacity, array)) return false;
  dls_clear(elements, (intptr_t)count);
  return true;
}

bool dls_keep_value(DLSValue value) {
  void *object = (void *)value.bits;
  if (COUNT(object) != dls_single_count) return false;
  if (value.tag == DLS_STRING) {
    const size_t size = offsetof(DLSString, bytes) + (size_t)STRING(value)->capacity;
    return size <= DLS_KEPT_STRING && size % 16 == 0 && keep(dls_kept_strings + size / 16, object);
  }
  if (value.tag != DLS_LIST && value.tag != DLS_TUPLE) return false;
  DLSKept *kept = value.tag == DLS_LIST ? &kept_lists : &kept_tuples;
  return kept->count < DLS_KEPT_OBJECTS && keep_array(FIELD(object, 0)) && keep(kept, object);
}

void *dls_tuple(DLSValue *values, intptr_t count) {
  void *tuple = with_array(tuple_type, &kept_tuples, count);
  if (!tuple) return NULL;
  memcpy(ARRAY_ELEMENTS(FIELD(tuple, 0)), values, (size_t)count * sizeof *values);
  for (intptr_t index = 0; index < count; index++) values[index].tag = DLS_UNDEFINED;
  return tuple;
}

void *dls_list(intptr_t count, DLSValue **elements) {
  void *list = with_array(list_type, &kept_lists, count);
  if (list) *elements = ARRAY_ELEMENTS(FIELD(list, 0));
  return list;
}

static inline bool is_private(uintptr_t tag) {
  const uint32_t kinds = 1u << DLS_STRING | 1u << DLS_LIST | 1u << DLS_TUPLE | 1u << DLS_RECORD |
                         1u << DLS_RANGE | 1u << DLS_BOX | 1u << DLS_ITERATOR;
  return kinds >> tag & 1;
}

// An object's second word counts the references beyond the first in its upper half; it is negative, or becomes so, where
// there is more to do than to count.
static const int64_t one_more = 1ll << 33;
static bool knows_counts;

static bool counts_lie_there(void *object) {
  const int64_t before = COUNT(object);
  swift_nonatomic_retain(object);
  const bool isMore = COUNT(object) - before == one_more && before >= 0;
  swift_nonatomic_release(object);
  return isMore && COUNT(object) == before;
}

RARE static void retain_otherwise(DLSValue value) {
  if (is_private(value.tag)) {
    swift_nonatomic_retain((void *)value.bits);
  } else {
    swift_retain((void *)value.bits);
  }
}

RARE static void release_otherwise(DLSValue value) {
  if (is_private(value.tag)) {
    if (!dls_keep_value(value)) swift_nonatomic_release((void *)value.bits);
  } else {
    swift_release((void *)value.bits);
  }
}

// Nothing is saved on the way that only counts.
#define COUNTING(name, change, otherwise)                                                              \
  RARE void name(DLSValue value) {                                                                     \
    if (unlikely(!knows_counts || !is_private(value.tag))) __attribute__((musttail)) return otherwise(value); \
    const int64_t count = (int64_t)((uint64_t)COUNT(value.bits) + (uint64_t)(change));                 \
    if (unlikely(count < 0)) __attribute__((musttail)) return otherwise(value);                        \
    COUNT(value.bits) = count;                                                                         \
  }

COUNTING(dls_retain_reference, one_more, retain_otherwise)
COUNTING(dls_release_reference, -one_more, release_otherwise)

RARE void dls_replace(DLSValue *slot, DLSValue value) {
  const DLSValue old = *slot;
  *slot = value;
  dls_release_reference(old);
}

void dls_retain(DLSValue value) { retain(value); }

void dls_release(DLSValue value) {
  if (value.tag >= DLS_REFERENCE) dls_release_reference(value);
}

void dls_clear(DLSValue *slots, intptr_t count) {
  for (intptr_t index = 0; index < count; index++) {
    const DLSValue old = slots[index];
    slots[index].tag = DLS_UNDEFINED;
    if (old.tag >= DLS_REFERENCE) dls_release_reference(old);
  }
}

void dls_know_instances(void *instance, const void *model, const void *fields) {
  if (dls_instance_place >= 0) return;
  const intptr_t words = (intptr_t)(malloc_usable_size(instance) / sizeof(void *)) - 2;
  for (intptr_t place = 0; place + 1 < words && dls_instance_place < 0; place++) {
    if (FIELD(instance, place) == model && FIELD(instance, place + 1) == fields) dls_instance_place = place;
  }
}

bool dls_know_lists(
    void *list, const void *tuple, const DLSValue *elements, size_t count, size_t capacity) {
  const void *array = FIELD(list, 0);
  dls_knows_lists = holds(list, elements, count) && holds(tuple, elements, count) &&
                    ARRAY_CAPACITY(array) == capacity && TYPE(array) == TYPE(FIELD(tuple, 0));
  list_type = TYPE(list);
  tuple_type = TYPE(tuple);
  array_type = TYPE(array);
  knows_counts = counts_lie_there(list);
#if !__has_feature(address_sanitizer)
  // It would not see what happens to objects that are kept.
  DLSString *string = dls_string_with_room(0);
  dls_single_count = knows_counts && dls_knows_lists ? COUNT(string) : 0;
  swift_nonatomic_release(string);
#endif
  return dls_knows_lists && knows_counts;
}
