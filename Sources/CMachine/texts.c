#define _GNU_SOURCE  // memmem
#include "texts.h"
#include "kept.h"
#include <string.h>

static const void *string_type;
static DLSTextEquality equivalent;
static DLSTextHash canonical_hash;

void dls_know_strings(const void *type, DLSTextEquality equality, DLSTextHash hash) {
  string_type = type;
  equivalent = equality;
  canonical_hash = hash;
}

static bool is_plain(const uint8_t *bytes, intptr_t count) {
  const uint64_t ones = 0x0101010101010101, high = 0x8080808080808080;
  uint64_t seen = 0;
  intptr_t index = 0;
  for (; index + 8 <= count; index += 8) {
    uint64_t word;
    memcpy(&word, bytes + index, 8);
    // A byte that is a carriage return becomes 0, and subtracting 1 sets its highest bit.
    const uint64_t returns = word ^ 0x0D0D0D0D0D0D0D0D;
    seen |= word | ((returns - ones) & ~returns);
  }
  for (; index < count; index++) seen |= bytes[index] == 0x0D ? 0x80 : bytes[index];
  return !(seen & high);
}

DLSString *dls_string_with_room(intptr_t capacity) {
  const size_t size = (offsetof(DLSString, bytes) + (size_t)capacity + 15) / 16 * 16;
  DLSString *string = size <= DLS_KEPT_STRING ? take_kept(dls_kept_strings + size / 16) : NULL;
  if (!string) string = swift_allocObject(string_type, size, 7);
  string->count = 0;
  string->capacity = (intptr_t)(size - offsetof(DLSString, bytes));
  string->characters = 0;
  string->hash = 0;
  string->isPlain = true;
  return string;
}

DLSString *dls_string(const uint8_t *bytes, intptr_t count) {
  DLSString *string = dls_string_with_room(count);
  if (count == 0) return string;
  memcpy(string->bytes, bytes, (size_t)count);
  string->count = count;
  string->isPlain = is_plain(bytes, count);
  string->characters = string->isPlain ? count : -1;
  return string;
}

DLSString *dls_character(uint8_t byte) {
  static DLSString *known[128];
  DLSString **character = known + (byte & 127);
  if (!*character) *character = dls_string(&byte, 1);
  dls_retain_reference(plain(DLS_STRING, (uintptr_t)*character));
  return *character;
}

void dls_string_put(DLSString *string, const DLSString *other) {
  memcpy(string->bytes + string->count, other->bytes, (size_t)other->count);
  string->count += other->count;
  string->hash = 0;
  string->isPlain &= other->isPlain;
  string->characters = string->isPlain ? string->count : -1;
}

void dls_string_put_plain(DLSString *string, const uint8_t *bytes, intptr_t count) {
  memcpy(string->bytes + string->count, bytes, (size_t)count);
  string->count += count;
  string->hash = 0;
  string->characters = string->isPlain ? string->count : -1;
}

DLSString *dls_string_sum(const DLSString *first, const DLSString *second) {
  DLSString *string = dls_string_with_room(first->count + second->count);
  dls_string_put(string, first);
  dls_string_put(string, second);
  return string;
}

bool dls_string_append(DLSValue *slot, const DLSString *other) {
  DLSString *string = STRING(*slot);
  if (string == other || !is_own(string)) return false;
  const intptr_t total = string->count + other->count;
  if (total > string->capacity) {
    DLSString *larger = dls_string_with_room(total + total / 2 + 16);
    dls_string_put(larger, string);
    put(slot, plain(DLS_STRING, (uintptr_t)larger));
    string = larger;
  }
  dls_string_put(string, other);
  return true;
}

bool dls_string_equal(const DLSString *first, const DLSString *second) {
  if (first == second) return true;
  if (first->isPlain && second->isPlain) {
    // Most texts that differ do so in length or at once.
    if (first->count != second->count) return false;
    if (first->count == 0) return true;
    return first->bytes[0] == second->bytes[0] && memcmp(first->bytes, second->bytes, (size_t)first->count) == 0;
  }
  if (first->count == second->count && memcmp(first->bytes, second->bytes, (size_t)first->count) == 0) return true;
  return equivalent(first, second);
}

int dls_string_order(const DLSString *first, const DLSString *second) {
  const intptr_t shared = first->count < second->count ? first->count : second->count;
  const int order = memcmp(first->bytes, second->bytes, (size_t)shared);
  if (order) return order < 0 ? -1 : 1;
  return (first->count > second->count) - (first->count < second->count);
}

uint32_t dls_bytes_hash(const uint8_t *bytes, intptr_t count) {
  const uint64_t factor = 0x9E3779B97F4A7C15;
  uint64_t hash = (uint64_t)count * factor;
  intptr_t index = 0;
  for (; index + 8 <= count; index += 8) {
    uint64_t word;
    memcpy(&word, bytes + index, 8);
    hash = (hash ^ word) * factor;
    hash ^= hash >> 32;
  }
  uint64_t rest = 0;
  for (; index < count; index++) rest = rest << 8 | bytes[index];
  hash = (hash ^ rest) * factor;
  const uint32_t result = (uint32_t)(hash >> 32);
  return result ? result : 1;
}

uint32_t dls_string_hash(DLSString *string) {
  if (!string->hash) {
    string->hash = string->isPlain ? dls_bytes_hash(string->bytes, string->count) : canonical_hash(string);
  }
  return string->hash;
}

intptr_t dls_string_find(const DLSString *string, const DLSString *text, intptr_t from) {
  const uint8_t *start = string->bytes + from;
  const size_t rest = (size_t)(string->count - from);
  const uint8_t *found = text->count == 1 ? memchr(start, text->bytes[0], rest)
                                          : memmem(start, rest, text->bytes, (size_t)text->count);
  return found ? found - string->bytes : -1;
}

intptr_t dls_string_join_size(const DLSString *between, const DLSValue *items, intptr_t count) {
  intptr_t total = 0;
  for (intptr_t index = 0; index < count; index++) {
    if (items[index].tag == DLS_STRING) total += STRING(items[index])->count + between->count;
  }
  return total;
}

DLSString *dls_string_join(const DLSString *between, const DLSValue *items, intptr_t count) {
  for (intptr_t index = 0; index < count; index++) {
    if (items[index].tag != DLS_STRING) return NULL;
  }
  DLSString *string = dls_string_with_room(dls_string_join_size(between, items, count));
  for (intptr_t index = 0; index < count; index++) {
    if (index > 0) dls_string_put(string, between);
    dls_string_put(string, STRING(items[index]));
  }
  return string;
}
