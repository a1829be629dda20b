#pragma once
#include <stdint.h>

/// A value of the language in 16 plain bytes: a tag and either the bits of a number or a reference.
///
/// References are counted by hand. Functions take values borrowed and give back values owned, unless they say
/// otherwise; a register, a global and an element of a container own what they hold.
typedef struct {
  uintptr_t tag;
  uintptr_t bits;
} DLSValue;

/// What a value's tag says.
enum {
  DLS_UNDEFINED = 0,
  DLS_NONE = 1,
  DLS_BOOL = 2,
  DLS_NUMBER = 3,
  DLS_DTYPE = 4,
  /// The first tag of a reference.
  DLS_REFERENCE = 8,
  DLS_STRING = 8,
  DLS_TENSOR = 9,
  DLS_LIST = 10,
  DLS_TUPLE = 11,
  DLS_RECORD = 12,
  DLS_RANGE = 13,
  DLS_FUNCTION = 14,
  DLS_BUILTIN = 15,
  DLS_INSTANCE = 16,
  DLS_MODEL = 17,
  /// Any other object of a lower floor.
  DLS_OBJECT = 18,
  /// Never seen by a program: a captured variable and a running iteration.
  DLS_BOX = 19,
  DLS_ITERATOR = 20,
  /// More than any tag.
  DLS_TAGS = 32,
};

/// Owns a value once more.
void dls_retain(DLSValue value);

/// Gives up what is owned.
void dls_release(DLSValue value);

/// Empties slots.
void dls_clear(DLSValue *slots, intptr_t count);
