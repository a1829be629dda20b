// Builtins that need nothing of the language.
#pragma once
#include "value.h"
#include <stdbool.h>

#pragma clang assume_nonnull begin

/// A builtin's short way for the commonest arguments. It may take an argument and leave its slot empty; the result is
/// owned. False, and nothing is done, when the language must look at the call.
typedef bool (*DLSDirect)(DLSValue *arguments, intptr_t count, DLSValue *result);

bool dls_direct_length(DLSValue *arguments, intptr_t count, DLSValue *result);
bool dls_direct_append(DLSValue *arguments, intptr_t count, DLSValue *result);
bool dls_direct_pop(DLSValue *arguments, intptr_t count, DLSValue *result);
bool dls_direct_number(DLSValue *arguments, intptr_t count, DLSValue *result);

bool dls_direct_upper(DLSValue *arguments, intptr_t count, DLSValue *result);
bool dls_direct_lower(DLSValue *arguments, intptr_t count, DLSValue *result);
bool dls_direct_strip(DLSValue *arguments, intptr_t count, DLSValue *result);
bool dls_direct_split(DLSValue *arguments, intptr_t count, DLSValue *result);
bool dls_direct_join(DLSValue *arguments, intptr_t count, DLSValue *result);
bool dls_direct_replace(DLSValue *arguments, intptr_t count, DLSValue *result);
bool dls_direct_starts(DLSValue *arguments, intptr_t count, DLSValue *result);
bool dls_direct_ends(DLSValue *arguments, intptr_t count, DLSValue *result);
bool dls_direct_find(DLSValue *arguments, intptr_t count, DLSValue *result);
bool dls_direct_count(DLSValue *arguments, intptr_t count, DLSValue *result);

/// Of a plain number, or of two, what the operation of this name gives; NULL for any other operation.
DLSDirect _Nullable dls_direct_operation(const char *name);

#pragma clang assume_nonnull end
