// Making strings of several parts.
#include "dispatch.h"
#include "number_texts.h"

enum { INTERPOLATED = 16 };

/// Puts numbers with their formats into `texts`, each at a multiple of DLS_NUMBER_BYTES.
///
/// Returns how long all parts are together; -1 when the language must look at them.
static intptr_t write_numbers(const DLSValue *parts, intptr_t count, const DLSValue *formats, uint8_t *texts,
                              intptr_t *lengths) {
  intptr_t size = 0;
  for (intptr_t part = 0; part < count; part++) {
    const DLSString *format = formats && formats[part].tag == DLS_STRING ? STRING(formats[part]) : NULL;
    if (parts[part].tag == DLS_STRING) {
      if (format && format->count) return -1;
      lengths[part] = STRING(parts[part])->count;
    } else {
      if (!is_number(parts[part])) return -1;
      uint8_t *text = texts + part * DLS_NUMBER_BYTES;
      lengths[part] = format ? dls_formatted_number(number(parts[part]), format, text)
                             : dls_number_text(number(parts[part]), text);
      if (!lengths[part]) return -1;
    }
    size += lengths[part];
    if (size > DLS_LARGE_OBJECT) return -1;
  }
  return size;
}

HANDLER(interpolate) {
  const DLSValue *parts = B;
  const intptr_t count = I.c;
  if (count > INTERPOLATED) GO_ON(other);
  uint8_t texts[INTERPOLATED * DLS_NUMBER_BYTES];
  intptr_t lengths[INTERPOLATED];
  const DLSValue *formats = I.d ? CONSTANT((I.d - 1) * (int32_t)sizeof(DLSValue)) : NULL;
  const intptr_t size = write_numbers(parts, count, formats, texts, lengths);
  if (size < 0) GO_ON(other);
  DLSString *string = dls_string_with_room(size);
  for (intptr_t part = 0; part < count; part++) {
    if (parts[part].tag == DLS_STRING) {
      dls_string_put(string, STRING(parts[part]));
    } else {
      dls_string_put_plain(string, texts + part * DLS_NUMBER_BYTES, lengths[part]);
    }
  }
  put(A, plain(DLS_STRING, (uintptr_t)string));
  NEXT();
}
