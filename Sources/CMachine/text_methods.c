// Methods of strings on texts that are plain, where a byte is a character.
#include "direct.h"
#include "objects.h"
#include "texts.h"

static bool are_strings(const DLSValue *arguments, intptr_t count, intptr_t wanted) {
  if (count != wanted) return false;
  for (intptr_t index = 0; index < count; index++) {
    if (arguments[index].tag != DLS_STRING) return false;
  }
  return STRING(arguments[0])->isPlain;
}

static bool give(DLSString *string, DLSValue *result) {
  *result = plain(DLS_STRING, (uintptr_t)string);
  return true;
}

static bool give_number(intptr_t whole, DLSValue *result) {
  *result = number_value((double)whole);
  return true;
}

/// Bytes of a plain text.
static DLSString *part(const DLSString *text, intptr_t from, intptr_t to) {
  DLSString *string = dls_string_with_room(to - from);
  dls_string_put_plain(string, text->bytes + from, to - from);
  return string;
}

static bool is_space(uint8_t byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r'); }

static DLSString *shifted(const DLSString *text, uint8_t first, int by) {
  DLSString *string = part(text, 0, text->count);
  for (intptr_t index = 0; index < string->count; index++) {
    const uint8_t byte = string->bytes[index];
    string->bytes[index] = (uint8_t)(byte + ((uint8_t)(byte - first) < 26 ? by : 0));
  }
  return string;
}

bool dls_direct_upper(DLSValue *arguments, intptr_t count, DLSValue *result) {
  return are_strings(arguments, count, 1) && give(shifted(STRING(arguments[0]), 'a', -32), result);
}

bool dls_direct_lower(DLSValue *arguments, intptr_t count, DLSValue *result) {
  return are_strings(arguments, count, 1) && give(shifted(STRING(arguments[0]), 'A', 32), result);
}

bool dls_direct_strip(DLSValue *arguments, intptr_t count, DLSValue *result) {
  if (!are_strings(arguments, count, 1)) return false;
  const DLSString *text = STRING(arguments[0]);
  intptr_t from = 0, to = text->count;
  while (from < to && is_space(text->bytes[from])) from++;
  while (from < to && is_space(text->bytes[to - 1])) to--;
  return give(part(text, from, to), result);
}

bool dls_direct_starts(DLSValue *arguments, intptr_t count, DLSValue *result) {
  if (!are_strings(arguments, count, 2) || !STRING(arguments[1])->isPlain) return false;
  const DLSString *text = STRING(arguments[0]), *start = STRING(arguments[1]);
  const bool is = start->count <= text->count && memcmp(text->bytes, start->bytes, (size_t)start->count) == 0;
  *result = plain(DLS_BOOL, is);
  return true;
}

bool dls_direct_ends(DLSValue *arguments, intptr_t count, DLSValue *result) {
  if (!are_strings(arguments, count, 2) || !STRING(arguments[1])->isPlain) return false;
  const DLSString *text = STRING(arguments[0]), *end = STRING(arguments[1]);
  const intptr_t from = text->count - end->count;
  *result = plain(DLS_BOOL, from >= 0 && memcmp(text->bytes + from, end->bytes, (size_t)end->count) == 0);
  return true;
}

bool dls_direct_find(DLSValue *arguments, intptr_t count, DLSValue *result) {
  if (!are_strings(arguments, count, 2)) return false;
  const DLSString *text = STRING(arguments[1]);
  return give_number(text->count ? dls_string_find(STRING(arguments[0]), text, 0) : -1, result);
}

static intptr_t occurrences(const DLSString *string, const DLSString *text) {
  intptr_t found = 0;
  if (text->count == 1) {
    for (intptr_t index = 0; index < string->count; index++) found += string->bytes[index] == text->bytes[0];
    return found;
  }
  for (intptr_t at = 0; (at = dls_string_find(string, text, at)) >= 0; at += text->count) found++;
  return found;
}

bool dls_direct_count(DLSValue *arguments, intptr_t count, DLSValue *result) {
  if (!are_strings(arguments, count, 2) || STRING(arguments[1])->count == 0) return false;
  return give_number(occurrences(STRING(arguments[0]), STRING(arguments[1])), result);
}

bool dls_direct_replace(DLSValue *arguments, intptr_t count, DLSValue *result) {
  if (!are_strings(arguments, count, 3) || STRING(arguments[1])->count == 0) return false;
  const DLSString *text = STRING(arguments[0]), *old = STRING(arguments[1]), *new = STRING(arguments[2]);
  const intptr_t found = occurrences(text, old);
  const intptr_t size = text->count + found * (new->count - old->count);
  if (size > DLS_LARGE_OBJECT) return false;
  DLSString *string = dls_string_with_room(size);
  intptr_t from = 0;
  for (intptr_t at; (at = dls_string_find(text, old, from)) >= 0; from = at + old->count) {
    dls_string_put_plain(string, text->bytes + from, at - from);
    dls_string_put(string, new);
  }
  dls_string_put_plain(string, text->bytes + from, text->count - from);
  return give(string, result);
}

/// Between white space; elements are only counted without a place for them.
static intptr_t split_words(const DLSString *text, DLSValue *elements) {
  intptr_t words = 0;
  for (intptr_t at = 0; at < text->count;) {
    while (at < text->count && is_space(text->bytes[at])) at++;
    const intptr_t from = at;
    while (at < text->count && !is_space(text->bytes[at])) at++;
    if (at == from) break;
    if (elements) elements[words] = plain(DLS_STRING, (uintptr_t)part(text, from, at));
    words++;
  }
  return words;
}

static void split_between(const DLSString *text, const DLSString *separator, DLSValue *elements) {
  intptr_t from = 0;
  for (intptr_t at; (at = dls_string_find(text, separator, from)) >= 0; from = at + separator->count) {
    *elements++ = plain(DLS_STRING, (uintptr_t)part(text, from, at));
  }
  *elements = plain(DLS_STRING, (uintptr_t)part(text, from, text->count));
}

bool dls_direct_split(DLSValue *arguments, intptr_t count, DLSValue *result) {
  const bool isBetween = are_strings(arguments, count, 2) && STRING(arguments[1])->count > 0;
  if (!isBetween && !are_strings(arguments, count, 1)) return false;
  const DLSString *text = STRING(arguments[0]);
  const intptr_t parts = isBetween ? occurrences(text, STRING(arguments[1])) + 1 : split_words(text, NULL);
  if (parts * (intptr_t)sizeof(DLSValue) > DLS_LARGE_OBJECT) return false;
  DLSValue *elements;
  void *list = dls_list(parts, &elements);
  if (!list) return false;
  if (isBetween) {
    split_between(text, STRING(arguments[1]), elements);
  } else {
    split_words(text, elements);
  }
  *result = plain(DLS_LIST, (uintptr_t)list);
  return true;
}

bool dls_direct_join(DLSValue *arguments, intptr_t count, DLSValue *result) {
  if (count != 2 || arguments[0].tag != DLS_STRING || arguments[1].tag != DLS_LIST || !dls_knows_lists) return false;
  const void *array = LIST_ARRAY(arguments[1]);
  const DLSString *between = STRING(arguments[0]);
  const intptr_t parts = (intptr_t)ARRAY_COUNT(array);
  if (dls_string_join_size(between, ARRAY_ELEMENTS(array), parts) > DLS_LARGE_OBJECT) return false;
  DLSString *string = dls_string_join(between, ARRAY_ELEMENTS(array), parts);
  return string && give(string, result);
}
