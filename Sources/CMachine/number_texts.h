// The commonest texts of numbers. Private to CMachine.
#pragma once
#include "texts.h"

/// Room for any of them.
enum { DLS_NUMBER_BYTES = 64 };

#pragma GCC visibility push(hidden)

/// The fewest digits that read back as the same number, in at most 15.
///
/// Returns how many bytes it took; 0 when the language must write it. The same for the next.
intptr_t dls_number_text(double number, uint8_t *bytes);

/// With a format of the language; the empty one is none.
intptr_t dls_formatted_number(double number, const DLSString *format, uint8_t *bytes);

/// What at most 15 digits, perhaps with a point among them and a minus before them, stand for; false for other texts.
bool dls_read_number(const DLSString *text, double *number);

#pragma GCC visibility pop
