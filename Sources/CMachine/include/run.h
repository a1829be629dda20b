#pragma once
#include "direct.h"
#include "instruction.h"
#include "records.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// What an instruction remembers: where a member stands in records of one layout, or (as the layout) the code that a
/// call ran last, with the places of its named arguments, four bits each. Of a method: the builtin and the tag of its
/// receivers, the model of its receivers and the code, or the records' layout and the place of the field + DLS_TAGS.
typedef struct {
  /// Lives forever; NULL at first.
  const void *_Nullable layout;
  size_t index;
} DLSMemberCache;

/// An instruction as the loop reads it.
typedef struct {
  /// The function that carries it out.
  const void *handler;
  /// As in the instruction, or the distance in bytes.
  uint32_t a, b, c;
  int32_t d;
} DLSStep;

/// What the machine touches of a function while running. Its steps follow it in memory.
typedef struct DLSCode {
  DLSInstruction *instructions;
  /// One for each instruction.
  DLSStep *steps;
  DLSValue *constants;
  intptr_t registerCount;
  intptr_t parameterCount;
  /// The number of parameters when every one is required, or -1.
  intptr_t plainArity;
  /// The same when nothing is captured, so that register 0 may be empty while this runs.
  intptr_t directArity;
  /// How many arguments by position leave no required parameter without one.
  intptr_t leastArity;
  /// It reads what its callee, in register 0, captured.
  bool needsCallee;
  DLSMemberCache *caches;
  /// The prototype it belongs to.
  const void *_Nullable prototype;
} DLSCode;

/// A caller that waits.
typedef struct {
  DLSCode *code;
  DLSValue *base;
  DLSStep *next;
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
  DLSStep *_Nullable callNext;
  DLSValue *_Nullable callBase;
} DLSMachineState;

/// A run of the dispatch loop: where it stands.
typedef struct {
  DLSMachineState *state;
  DLSValue *globals;
  DLSCode *code;
  DLSValue *base;
  /// The step after the one that is done.
  DLSStep *next;
  /// The depth at which it began.
  intptr_t entryDepth;
  /// Back-edges and calls until the next poll.
  intptr_t budget;
  /// Builtins may go their short ways.
  bool isDirect;
  /// What the function that it began with gave, owned.
  DLSValue result;
  /// The loop's own: where its first frame goes, and the state's limits.
  DLSFrame *_Nullable firstFrame;
  DLSFrame *_Nullable lastFrame;
  DLSValue *_Nullable limit;
} DLSCursor;

enum { DLS_MAXIMUM_DEPTH = 10000, DLS_POLL_BUDGET = 10000 };

/// Bytes beyond which the language sees first whether there is room for an object.
enum { DLS_LARGE_OBJECT = 16 << 20 };

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

/// Makes the steps of so many instructions; there must be room for them after the code.
void dls_prepare(DLSCode *code, intptr_t count);

/// A step that returns what stands in register 0.
DLSStep *dls_returning(void);

/// Runs until something else than the loop has to act; call it again to go on.
DLSOutcome dls_run(DLSCursor *cursor);

/// Enters code whose callee and arguments stand at `slot`. False when calls are nested too deeply.
bool dls_enter(DLSCursor *cursor, DLSCode *code, DLSValue *slot);

/// Leaves the running function and gives up what its registers own. False when it is the one begun with.
bool dls_leave(DLSCursor *cursor);

/// Tells the loop whether objects lie in memory as it expects: shown a list and a tuple of which the elements are known.
///
/// Returns what it found.
bool dls_know_lists(
    void *list, const void *tuple, const DLSValue *elements, size_t count, size_t capacity);

/// Shows the loop an instance of a model: where in it the model and the fields' array lie side by side.
void dls_know_instances(void *instance, const void *model, const void *fields);

/// A tuple that takes the values, owned. NULL when that is left to the language.
void *_Nullable dls_tuple(DLSValue *values, intptr_t count);

/// A list, owned, with room for so many elements, which must be put there at once. NULL when that is left to the language.
void *_Nullable dls_list(intptr_t count, DLSValue *_Nullable *_Nonnull elements);

#pragma clang assume_nonnull end
