#include "records.h"
#include "objects.h"
#include <stdlib.h>

enum {
  SHARED_FIELDS = 24,
  SHARED_LAYOUTS = 4096,
  SUCCESSORS = 256,
  /// Beyond these a search through all names is slower than a table.
  FEW_NAMES = 8,
  FIRST_CAPACITY = 4,
};

static const void *record_type;
static intptr_t shared_count;
static DLSLayout root = {.isShared = true};

void dls_know_records(const void *type) { record_type = type; }

static intptr_t find(const DLSLayout *layout, DLSString *name) {
  DLSString **names = layout->names;
  if (!layout->table) {
    for (intptr_t place = 0; place < layout->count; place++) {
      if (names[place] == name) return place;
    }
    for (intptr_t place = 0; place < layout->count; place++) {
      if (dls_string_equal(names[place], name)) return place;
    }
    return -1;
  }
  const uint32_t hash = dls_string_hash(name);
  const size_t mask = (size_t)layout->tableSize - 1;
  for (size_t at = hash & mask; layout->table[at]; at = (at + 1) & mask) {
    const intptr_t place = layout->table[at] - 1;
    if (names[place] == name) return place;
    if (names[place]->hash == hash && dls_string_equal(names[place], name)) return place;
  }
  return -1;
}

static void enter(DLSLayout *layout, intptr_t place) {
  const size_t mask = (size_t)layout->tableSize - 1;
  size_t at = dls_string_hash(layout->names[place]) & mask;
  while (layout->table[at]) at = (at + 1) & mask;
  layout->table[at] = (uint32_t)place + 1;
}

/// Keeps the table at most half full.
static void index_names(DLSLayout *layout, intptr_t from) {
  if (layout->count <= FEW_NAMES) return;
  if (layout->count * 2 > layout->tableSize) {
    free(layout->table);
    layout->tableSize = 32;
    while (layout->tableSize < layout->count * 4) layout->tableSize *= 2;
    layout->table = calloc((size_t)layout->tableSize, sizeof *layout->table);
    from = 0;
  }
  for (intptr_t place = from; place < layout->count; place++) enter(layout, place);
}

static void add_name(DLSLayout *layout, DLSString *name) {
  if (layout->count == layout->capacity) {
    layout->capacity = layout->capacity ? layout->capacity * 2 : FIRST_CAPACITY;
    layout->names = realloc(layout->names, (size_t)layout->capacity * sizeof *layout->names);
  }
  swift_nonatomic_retain(name);
  layout->names[layout->count++] = name;
}

static DLSLayout *with_names(const DLSLayout *layout, DLSString *more, bool isShared) {
  DLSLayout *result = calloc(1, sizeof *result);
  result->isShared = isShared;
  for (intptr_t place = 0; place < layout->count; place++) add_name(result, layout->names[place]);
  add_name(result, more);
  index_names(result, 0);
  return result;
}

/// The layout of a record that gets one more field. What is not shared belongs to one record and grows in place.
static DLSLayout *adding(DLSLayout *layout, DLSString *name) {
  if (!layout->isShared) {
    add_name(layout, name);
    index_names(layout, layout->count - 1);
    return layout;
  }
  for (DLSLayout *next = layout->successors; next; next = next->sibling) {
    if (dls_string_equal(next->names[layout->count], name)) return next;
  }
  if (layout->count >= SHARED_FIELDS || shared_count >= SHARED_LAYOUTS || layout->successorCount >= SUCCESSORS) {
    return with_names(layout, name, false);
  }
  shared_count++;
  layout->successorCount++;
  DLSLayout *next = with_names(layout, name, true);
  next->sibling = layout->successors;
  layout->successors = next;
  return next;
}

static DLSRecord *with_room(DLSLayout *layout, intptr_t capacity) {
  DLSRecord *record =
      swift_allocObject(record_type, sizeof(DLSRecord) + (size_t)capacity * sizeof(DLSValue), 7);
  record->layout = layout;
  record->values = record->own;
  record->capacity = capacity;
  return record;
}

DLSRecord *dls_record_empty(void) { return with_room(&root, FIRST_CAPACITY); }

DLSRecord *dls_record(DLSLayout *layout, DLSValue *values) {
  DLSRecord *record = with_room(layout, layout->count);
  for (intptr_t place = 0; place < layout->count; place++) {
    record->own[place] = values[place];
    values[place].tag = DLS_UNDEFINED;
  }
  return record;
}

intptr_t dls_record_find(const DLSRecord *record, DLSString *name) { return find(record->layout, name); }

static void grow(DLSRecord *record) {
  const intptr_t count = record->layout->count;
  const intptr_t capacity = count < FIRST_CAPACITY ? FIRST_CAPACITY : count * 2;
  DLSValue *values = malloc((size_t)capacity * sizeof *values);
  memcpy(values, record->values, (size_t)count * sizeof *values);
  if (record->values != record->own) free(record->values);
  record->values = values;
  record->capacity = capacity;
}

void dls_record_set(DLSRecord *record, DLSString *name, DLSValue value) {
  const intptr_t place = find(record->layout, name);
  if (place >= 0) {
    put(record->values + place, value);
    return;
  }
  const intptr_t count = record->layout->count;
  if (count == record->capacity) grow(record);
  record->values[count] = value;
  record->layout = adding(record->layout, name);
}

void dls_record_end(DLSRecord *record) {
  if (record->values != record->own) free(record->values);
  DLSLayout *layout = record->layout;
  if (layout->isShared) return;
  for (intptr_t place = 0; place < layout->count; place++) swift_nonatomic_release(layout->names[place]);
  free(layout->names);
  free(layout->table);
  free(layout);
}
