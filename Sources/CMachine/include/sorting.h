#pragma once
#include "value.h"
#include <stdbool.h>

#pragma clang assume_nonnull begin

/// The stable order of keys that are all numbers, none of them nan, or all plain strings: writes into `result` the
/// items in the order of their keys. False for other keys.
bool dls_sorted(
    const DLSValue *keys, const DLSValue *items, DLSValue *result, intptr_t count, bool isDescending);

#pragma clang assume_nonnull end
