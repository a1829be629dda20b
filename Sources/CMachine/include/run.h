#pragma once
#include "instruction.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

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
};

/// What an instruction remembers: where a member stands in records of one layout, which method a name means for
/// values of one tag, or (as the layout) the code that a call ran last.
typedef struct {
  /// Lives forever; NULL at first.
  const void *_Nullable layout;
  size_t index;
} DLSMemberCache;

/// What the machine touches of a function while running. Its instructions follow it in memory.
typedef struct DLSCode {
  DLSInstruction *instructions;
  DLSValue *constants;
  intptr_t registerCount;
  intptr_t parameterCount;
  /// The number of parameters when every one is required, or -1.
  intptr_t plainArity;
  /// The same when nothing is captured, so that register 0 may be empty while this runs.
  intptr_t directArity;
  DLSMemberCache *caches;
  /// The prototype it belongs to.
  const void *_Nullable prototype;
} DLSCode;

/// A caller that waits.
typedef struct {
  DLSCode *code;
  DLSValue *base;
  DLSInstruction *next;
} DLSFrame;

/// The stack of a machine.
typedef struct {
  DLSValue *stack;
  /// Beyond this no frame may begin.
  DLSValue *limit;
  /// The first slot above the running frame.
  DLSValue *top;
  DLSFrame *frames;
  intptr_t depth;
  intptr_t polls;
  /// Of tensors, so far.
  intptr_t operations;
  /// The native call that runs, the instruction after it, and the registers of its frame.
  DLSCode *_Nullable callCode;
  DLSInstruction *_Nullable callNext;
  DLSValue *_Nullable callBase;
} DLSMachineState;

/// A run of the dispatch loop: where it stands.
typedef struct {
  DLSMachineState *state;
  DLSValue *globals;
  DLSCode *code;
  DLSValue *base;
  /// The instruction after the one that is done.
  DLSInstruction *next;
  /// The depth at which it began.
  intptr_t entryDepth;
  /// Back-edges and calls until the next poll.
  intptr_t budget;
  /// What the function that it began with gave, owned.
  DLSValue result;
  /// The loop's own: where its first frame goes, and the state's limits.
  DLSFrame *_Nullable firstFrame;
  DLSFrame *_Nullable lastFrame;
  DLSValue *_Nullable limit;
} DLSCursor;

enum { DLS_MAXIMUM_DEPTH = 10000, DLS_POLL_BUDGET = 10000 };

/// Why the dispatch loop stopped.
typedef enum __attribute__((enum_extensibility(closed))) DLSOutcome : uint8_t {
  /// The function that it began with returned.
  DLSOutcomeFinished,
  /// The instruction before `next` is the language's to carry out.
  DLSOutcomeInstruction,
  /// Time to look for Ctrl-C.
  DLSOutcomePoll,
  /// Too many calls inside each other.
  DLSOutcomeTooDeep,
} DLSOutcome;

/// Runs until something else than the loop has to act; call it again to go on.
DLSOutcome dls_run(DLSCursor *cursor);

/// Enters code whose callee and arguments stand at `slot`. False when calls are nested too deeply.
bool dls_enter(DLSCursor *cursor, DLSCode *code, DLSValue *slot);

/// Leaves the running function and gives up what its registers own. False when it is the one begun with.
bool dls_leave(DLSCursor *cursor);

/// Empties slots.
void dls_clear(DLSValue *slots, intptr_t count);

/// Tells the loop whether lists lie in memory as it expects: shown a list object of which the elements are known.
void dls_know_lists(const void *list, const DLSValue *elements, size_t count);

#pragma clang assume_nonnull end
