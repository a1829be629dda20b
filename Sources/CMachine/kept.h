// Small objects that were given up, kept for the next of their kind: making one anew takes many times as long.
#pragma once
#include "objects.h"

/// A list through their first words after the header; an object in it counts one reference.
typedef struct {
  void *first;
  intptr_t count;
} DLSKept;

enum {
  DLS_KEPT_OBJECTS = 1024,
  /// Beyond these, in bytes or elements, making one is the smaller part.
  DLS_KEPT_STRING = 256,
  DLS_KEPT_ARRAY = 8,
};

#pragma GCC visibility push(hidden)

/// Strings by their size in units of 16 bytes.
extern DLSKept dls_kept_strings[DLS_KEPT_STRING / 16 + 1];

/// The count of an object with one reference; 0 where objects are not kept.
extern int64_t dls_single_count;

/// An array with one reference, no elements, and room for so many, which are more than none.
void *dls_array_with_room(intptr_t capacity);

/// Keeps an object that has one reference left, which is to be given up; false when that is left to the language.
bool dls_keep_value(DLSValue value);

#pragma GCC visibility pop

#define COUNT(object) (((int64_t *)(object))[1])

static inline void *take_kept(DLSKept *kept) {
  void *object = kept->first;
  if (!object) return NULL;
  kept->first = FIELD(object, 0);
  kept->count--;
  return object;
}

static inline bool keep(DLSKept *kept, void *object) {
  if (kept->count >= DLS_KEPT_OBJECTS) return false;
  FIELD(object, 0) = kept->first;
  kept->first = object;
  kept->count++;
  return true;
}
