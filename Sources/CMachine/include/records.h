// Records: objects of a Swift class whose contents are laid out here.
#pragma once
#include "texts.h"

#pragma clang assume_nonnull begin

/// The names of a record's fields, in order. Records that got the same names in the same order share one layout, so
/// that code which finds a field once finds it in all of them; a record that is used as a dictionary gets its own.
typedef struct DLSLayout {
  intptr_t count;
  intptr_t capacity;
  /// Owned.
  DLSString *_Nonnull *_Nullable names;
  /// Places plus one, by hash; NULL while there are few names.
  uint32_t *_Nullable table;
  intptr_t tableSize;
  /// It lives forever and its names never change.
  bool isShared;
  /// Shared layouts with one name more, as a list.
  struct DLSLayout *_Nullable successors;
  struct DLSLayout *_Nullable sibling;
  intptr_t successorCount;
} DLSLayout;

typedef struct {
  const void *type;
  uintptr_t references;
  DLSLayout *layout;
  /// Owned, one for each name of the layout.
  DLSValue *values;
  intptr_t capacity;
  /// Where the values stand at first.
  DLSValue own[];
} DLSRecord;

/// Must come before any record: the class of records.
void dls_know_records(const void *type);

/// A record without fields, owned.
DLSRecord *dls_record_empty(void);

/// A record of a shared layout that takes the values, one for each name; owned.
DLSRecord *dls_record(DLSLayout *layout, DLSValue *_Nullable values);

/// The place of a field, or -1.
intptr_t dls_record_find(const DLSRecord *record, DLSString *name);

/// Gives a field a value, which is given away.
void dls_record_set(DLSRecord *record, DLSString *name, DLSValue value);

/// Frees what a record has besides its values.
void dls_record_end(DLSRecord *record);

#pragma clang assume_nonnull end
