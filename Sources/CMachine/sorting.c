#include "sorting.h"
#include "objects.h"
#include "texts.h"
#include <stdlib.h>

/// Something to sort: an unsigned number in whose order it comes, and where it stands.
typedef struct {
  uint64_t key;
  size_t place;
} Entry;

/// Numbers in the order of their bits; both zeros are one.
static uint64_t number_key(double x) {
  if (x == 0) x = 0;
  uint64_t bits;
  memcpy(&bits, &x, sizeof bits);
  return bits >> 63 ? ~bits : bits | 1ull << 63;
}

/// The first bytes of a text.
static uint64_t text_key(const DLSString *text) {
  uint64_t key = 0;
  memcpy(&key, text->bytes, text->count < 8 ? (size_t)text->count : 8);
  return __builtin_bswap64(key);
}

static void sort_by_insertion(Entry *entries, size_t count) {
  for (size_t index = 1; index < count; index++) {
    const Entry entry = entries[index];
    size_t at = index;
    for (; at > 0 && entries[at - 1].key > entry.key; at--) entries[at] = entries[at - 1];
    entries[at] = entry;
  }
}

/// Sorts by one byte of the keys after the other, from the last; bytes that all keys share cost nothing.
static void sort_by_key(Entry *entries, Entry *scratch, size_t count) {
  if (count <= 48) {
    sort_by_insertion(entries, count);
    return;
  }
  uint64_t different = 0;
  for (size_t index = 1; index < count; index++) different |= entries[index].key ^ entries[0].key;
  Entry *from = entries, *to = scratch;
  for (int shift = 0; shift < 64; shift += 8) {
    if (!(different >> shift & 0xFF)) continue;
    size_t starts[256] = {0};
    for (size_t index = 0; index < count; index++) starts[from[index].key >> shift & 0xFF]++;
    size_t start = 0;
    for (int digit = 0; digit < 256; digit++) {
      const size_t size = starts[digit];
      starts[digit] = start;
      start += size;
    }
    for (size_t index = 0; index < count; index++) to[starts[from[index].key >> shift & 0xFF]++] = from[index];
    Entry *other = from;
    from = to;
    to = other;
  }
  if (from != entries) memcpy(entries, from, count * sizeof *entries);
}

/// Merges ever longer sorted stretches.
static void sort_by_text(Entry *entries, Entry *scratch, size_t count, const DLSValue *keys) {
  for (size_t width = 1; width < count; width *= 2) {
    for (size_t start = 0; start + width < count; start += 2 * width) {
      const size_t middle = start + width, end = middle + width < count ? middle + width : count;
      memcpy(scratch, entries + start, width * sizeof *entries);
      size_t left = 0, right = middle, at = start;
      while (left < width && right < end) {
        const DLSString *first = STRING(keys[scratch[left].place]), *second = STRING(keys[entries[right].place]);
        entries[at++] = dls_string_order(first, second) > 0 ? entries[right++] : scratch[left++];
      }
      memcpy(entries + at, scratch + left, (width - left) * sizeof *entries);
    }
  }
}

/// Puts texts in order that begin alike.
static void sort_rest(Entry *entries, Entry *scratch, size_t count, const DLSValue *keys) {
  for (size_t start = 0, end; start < count; start = end) {
    end = start + 1;
    while (end < count && entries[end].key == entries[start].key) end++;
    if (end - start > 1) sort_by_text(entries + start, scratch, end - start, keys);
  }
}

/// False when the keys are of no one kind that can be sorted here.
static bool make_entries(const DLSValue *keys, Entry *entries, size_t count, bool isDescending) {
  const bool isText = keys[0].tag == DLS_STRING;
  for (size_t index = 0; index < count; index++) {
    // Equal ones keep their order when all is turned round at the end.
    const size_t place = isDescending ? count - 1 - index : index;
    const DLSValue key = keys[place];
    if (isText) {
      if (key.tag != DLS_STRING || !STRING(key)->isPlain) return false;
      entries[index] = (Entry){text_key(STRING(key)), place};
    } else {
      if (!is_number(key) || number(key) != number(key)) return false;
      entries[index] = (Entry){number_key(number(key)), place};
    }
  }
  return true;
}

bool dls_sorted(
    const DLSValue *keys, const DLSValue *items, DLSValue *result, intptr_t count, bool isDescending) {
  if (count == 0) return true;
  const size_t size = (size_t)count;
  Entry *entries = malloc(2 * size * sizeof *entries);
  if (!entries) return false;
  const bool isPossible = make_entries(keys, entries, size, isDescending);
  if (isPossible) {
    sort_by_key(entries, entries + size, size);
    if (keys[0].tag == DLS_STRING) sort_rest(entries, entries + size, size, keys);
    for (size_t index = 0; index < size; index++) {
      result[isDescending ? size - 1 - index : index] = items[entries[index].place];
    }
  }
  free(entries);
  return isPossible;
}
