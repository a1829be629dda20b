// What lies in the memory of objects: everything here that is not laid out in C is checked at the start.
#pragma once
#include "run.h"
#include <string.h>

#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)

// From the Swift runtime. The second form is for objects that no other thread ever sees.
extern void *swift_retain(void *object);
extern void swift_release(void *object);
extern void *swift_nonatomic_retain(void *object);
extern void swift_nonatomic_release(void *object);
extern void *swift_allocObject(const void *type, size_t size, size_t alignmentMask);
extern void *_swiftEmptyArrayStorage[];
extern bool swift_isUniquelyReferenced_nonNull_native(const void *object);

// Stored properties follow an object's header of two words; the elements of an array follow a header of four, of
// which the third is their count and the fourth the room for them, doubled.
#define FIELD(object, n) (((void **)(object))[2 + (n)])
#define ARRAY_COUNT(array) (((size_t *)(array))[2])
#define ARRAY_CAPACITY(array) (((size_t *)(array))[3] >> 1)
#define SET_ARRAY_CAPACITY(array, capacity) (((size_t *)(array))[3] = (capacity) << 1)
#define ARRAY_HEADER 32
#define ARRAY_ELEMENTS(array) ((DLSValue *)((char *)(array) + ARRAY_HEADER))
#define ARRAY_REFERENCES(array) ((void **)((char *)(array) + ARRAY_HEADER))
#define TYPE(object) (*(const void *const *)(object))

// What the language's classes promise: the first property of a builtin is its short way, of a list and a tuple the
// array, of a box the value; a function has its code and what it captured; an iteration has its list, if it goes over
// one, a position, and its string, if it goes over one that is plain.
#define FUNCTION_CODE(value) ((DLSCode *)FIELD((value).bits, 0))
#define FUNCTION_CAPTURES(value) FIELD((value).bits, 1)
#define BUILTIN_DIRECT(object) ((DLSDirect)FIELD(object, 0))
#define LIST_ARRAY(value) FIELD((value).bits, 0)
#define INSTANCE_MODEL(value) FIELD((value).bits, dls_instance_place)
#define INSTANCE_FIELDS(value) FIELD((value).bits, dls_instance_place + 1)
#define BOX_FIELD(box) ((DLSValue *)&FIELD(box, 0))
#define BOX_VALUE(value) BOX_FIELD((value).bits)

#define STRING(value) ((DLSString *)(value).bits)
#define RECORD(value) ((DLSRecord *)(value).bits)

// These save the registers they use, so that handlers need not.
#if __has_attribute(preserve_most)
#define RARE __attribute__((noinline, preserve_most))
#else
#define RARE __attribute__((noinline))
#endif

#pragma GCC visibility push(hidden)

RARE void dls_retain_reference(DLSValue value);
RARE void dls_release_reference(DLSValue value);

/// Gives a slot that owns a reference another value.
RARE void dls_replace(DLSValue *slot, DLSValue value);

/// Lists lie in memory as described above.
extern bool dls_knows_lists;

/// Where instances keep their model; their fields' array follows. -1 before there are any.
extern intptr_t dls_instance_place;

#pragma GCC visibility pop

/// Reads word by word: a vector would wait for the halves that were just written.
static inline DLSValue fetch(const DLSValue *slot) {
  DLSValue value = *slot;
  __asm__("" : "+r"(value.tag), "+r"(value.bits));
  return value;
}

static inline void retain(DLSValue value) {
  if (unlikely(value.tag >= DLS_REFERENCE)) dls_retain_reference(value);
}

/// Replaces what a slot owns.
static inline void put(DLSValue *slot, DLSValue value) {
  if (unlikely(slot->tag >= DLS_REFERENCE)) {
    dls_replace(slot, value);
  } else {
    *slot = value;
  }
}

static inline double number(DLSValue value) {
  double result;
  memcpy(&result, &value.bits, sizeof result);
  return result;
}

static inline DLSValue number_value(double x) {
  DLSValue value = {DLS_NUMBER, 0};
  memcpy(&value.bits, &x, sizeof x);
  return value;
}

static inline DLSValue plain(uintptr_t tag, uintptr_t bits) { return (DLSValue){tag, bits}; }

static inline bool is_number(DLSValue value) { return value.tag == DLS_NUMBER; }

/// The number of a whole one from 0 below 2^52. A conversion would wait for what its target held before.
static inline double widened(int64_t whole) {
  return number(plain(DLS_NUMBER, (uintptr_t)whole | 0x4330000000000000)) - 4503599627370496.0;
}

/// The whole number that a number is; -1 when it is none of those that can be positions.
static inline int64_t whole(double x) {
  if (!(x >= 0 && x < 4503599627370496.0)) return -1;
  const int64_t result = (int64_t)x;
  return widened(result) == x ? result : -1;
}

/// Nobody else holds the array, so that it may change in place.
static inline bool is_own(const void *array) { return swift_isUniquelyReferenced_nonNull_native(array); }
