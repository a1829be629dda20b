// Strings: objects of a Swift class whose contents are laid out here.
#pragma once
#include "value.h"
#include <stdbool.h>
#include <stddef.h>

#pragma clang assume_nonnull begin

/// A text in UTF-8. It never changes while more than one place refers to it.
typedef struct {
  const void *type;
  uintptr_t references;
  /// In bytes.
  intptr_t count;
  intptr_t capacity;
  /// In characters; -1 until somebody has counted.
  intptr_t characters;
  /// 0 until it is needed.
  uint32_t hash;
  /// Every byte is a character: ASCII without carriage returns, which join the line feed that follows.
  bool isPlain;
  uint8_t bytes[];
} DLSString;

/// What Unicode has to say about texts that are not plain. Canonically equivalent ones are equal, and hash alike.
typedef bool (*DLSTextEquality)(const DLSString *, const DLSString *);
typedef uint32_t (*DLSTextHash)(const DLSString *);

/// Must come before any string: the class of strings, and how those are compared that are not plain.
void dls_know_strings(const void *type, DLSTextEquality equality, DLSTextHash hash);

/// A string of these bytes, owned.
DLSString *dls_string(const uint8_t *_Nullable bytes, intptr_t count);

/// A string of one byte that is plain, owned.
DLSString *dls_character(uint8_t byte);

/// An empty string with room for so many bytes, owned.
DLSString *dls_string_with_room(intptr_t capacity);

/// Adds a text at the end; there must be room, and nobody else may refer to the string.
void dls_string_put(DLSString *string, const DLSString *other);

/// The same with bytes that are plain.
void dls_string_put_plain(DLSString *string, const uint8_t *bytes, intptr_t count);

/// One text after the other, owned.
DLSString *dls_string_sum(const DLSString *first, const DLSString *second);

/// Adds a text to the string in a slot, if nothing but the slot refers to it.
bool dls_string_append(DLSValue *slot, const DLSString *other);

static inline const uint8_t *dls_string_bytes(const DLSString *string) { return string->bytes; }

bool dls_string_equal(const DLSString *first, const DLSString *second);

/// -1, 0 or 1 by the bytes, whose order is that of the characters' numbers.
int dls_string_order(const DLSString *first, const DLSString *second);

/// Never 0; the same for equal texts.
uint32_t dls_string_hash(DLSString *string);
uint32_t dls_bytes_hash(const uint8_t *bytes, intptr_t count);

/// Where a text stands for the first time at or after a byte; -1 where it does not. The text is not empty.
intptr_t dls_string_find(const DLSString *string, const DLSString *text, intptr_t from);

/// The strings of a list with one between them, owned; NULL when one is no string.
DLSString *_Nullable dls_string_join(const DLSString *between, const DLSValue *_Nullable items, intptr_t count);

/// How many bytes `dls_string_join` would need.
intptr_t dls_string_join_size(const DLSString *between, const DLSValue *_Nullable items, intptr_t count);

#pragma clang assume_nonnull end
