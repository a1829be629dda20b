// Calling functions and builtins, and returning.
#include "dispatch.h"

/// Whether slots hold references. Looks at up to three slots more: above the running frame, no slot owns one.
static inline bool hold_references(const DLSValue *slots, intptr_t count) {
  uintptr_t tags = 0;
  // Vectors would wait for the halves that were just written.
#pragma clang loop vectorize(disable) unroll(disable)
  for (const DLSValue *slot = slots, *end = slots + count; slot < end; slot += 4) {
    tags |= slot[0].tag | slot[1].tag | slot[2].tag | slot[3].tag;
  }
  return tags >= DLS_REFERENCE;
}

bool dls_enter(DLSCursor *cursor, DLSCode *code, DLSValue *slot) {
  DLSMachineState *state = cursor->state;
  const intptr_t depth = state->depth;
  if (depth >= DLS_MAXIMUM_DEPTH || slot >= state->limit) return false;
  state->frames[depth] = (DLSFrame){cursor->code, cursor->base, cursor->next};
  state->depth = depth + 1;
  cursor->code = code;
  cursor->base = slot;
  cursor->next = STEPS(code);
  state->top = slot + code->registerCount;
  return true;
}

bool dls_leave(DLSCursor *cursor) {
  DLSMachineState *state = cursor->state;
  dls_clear(cursor->base, cursor->code->registerCount);
  if (state->depth == cursor->entryDepth) return false;
  const DLSFrame frame = state->frames[--state->depth];
  cursor->code = frame.code;
  cursor->base = frame.base;
  cursor->next = frame.next;
  state->top = frame.base + frame.code->registerCount;
  return true;
}

/// The poll comes before the call, which begins anew afterwards.
#define POLL_NOW_AND_THEN()                \
  do {                                     \
    if (unlikely(--cursor->budget == 0)) { \
      constants = code->constants;         \
      pc--;                                \
      GO_ON(poll);                         \
    }                                      \
  } while (0)

/// The same as `enter` where the arguments have been moved: it must not begin anew.
HANDLER(enter_at_once) {
  DLSCode *callee = (DLSCode *)constants;
  constants = code->constants;
  DLSValue *slot = A;
  if (unlikely(frame >= cursor->lastFrame || slot >= cursor->limit)) GO_ON(too_deep);
  *frame++ = (DLSFrame){code, base, pc};
  code = callee;
  base = slot;
  pc = STEPS(callee);
  constants = callee->constants;
  NEXT();
}

/// Enters the code that `constants` stands for, with the arguments after R[a].
HANDLER(enter) {
  DLSCode *callee = (DLSCode *)constants;
  POLL_NOW_AND_THEN();
  constants = (const DLSValue *)callee;
  GO_ON(enter_at_once);
}

/// Calls a builtin that needs nothing of the language.
static inline bool call_direct(const void *builtin, DLSValue *slot, intptr_t count, const DLSCursor *cursor) {
  const DLSDirect direct = BUILTIN_DIRECT(builtin);
  DLSValue result;
  if (!direct || !cursor->isDirect || !direct(slot + 1, count, &result)) return false;
  dls_clear(slot + 1, count);
  put(slot, result);
  return true;
}

HANDLER(call_global_builtin) {
  if (!call_direct((const void *)GLOBAL(I.d)->bits, A, I.c, cursor)) GO_ON(other);
  NEXT();
}

HANDLER(call_builtin) {
  if (!call_direct((const void *)A->bits, A, I.c, cursor)) GO_ON(other);
  NEXT();
}

/// Empties the slots of parameters from the count-th on, which defaults fill.
static inline void leave_out(DLSValue *slot, intptr_t count, const DLSCode *callee) {
  for (intptr_t index = count; index < callee->parameterCount; index++) put(slot + 1 + index, plain(DLS_UNDEFINED, 0));
}

static inline bool takes(const DLSCode *callee, intptr_t count) {
  return count >= callee->leastArity && count <= callee->parameterCount;
}

/// Calls the code that `constants` stands for, which has defaults for what was not given, if the arguments fit.
HANDLER(call_with_defaults) {
  const DLSCode *callee = (const DLSCode *)constants;
  if (unlikely(!takes(callee, I.c))) {
    constants = code->constants;
    GO_ON(other);
  }
  leave_out(A, I.c, callee);
  GO_ON(enter);
}

/// Puts arguments where their parameters are.
__attribute__((noinline)) static void place_arguments(DLSValue *slot, intptr_t count, const DLSCode *callee,
                                                      uint64_t places) {
  DLSValue given[16];
  memcpy(given, slot + 1, (size_t)count * sizeof *given);
  for (intptr_t index = 0; index < count; index++) slot[1 + index].tag = DLS_UNDEFINED;
  leave_out(slot, count, callee);
  for (intptr_t index = 0; index < count; index++, places >>= 4) slot[1 + (places & 15)] = given[index];
}

HANDLER(call_named) {
  const DLSValue value = *A;
  const DLSMemberCache *cache = CACHE(I.d);
  if (unlikely(value.tag != DLS_FUNCTION || FUNCTION_CODE(value) != cache->layout)) GO_ON(other);
  POLL_NOW_AND_THEN();
  place_arguments(A, I.c, FUNCTION_CODE(value), cache->index);
  constants = (const DLSValue *)FUNCTION_CODE(value);
  GO_ON(enter_at_once);
}

/// Arguments follow their receiver: they move one slot down.
static inline void move_down(DLSValue *slot, intptr_t count, const DLSCode *callee) {
  memmove(slot + 1, slot + 2, (size_t)count * sizeof *slot);
  slot[count + 1].tag = DLS_UNDEFINED;
  leave_out(slot, count, callee);
}

HANDLER(call_instance_method) {
  const DLSMemberCache *cache = CACHE(I.d);
  const DLSValue receiver = A[1];
  if (unlikely(!cache->layout || INSTANCE_MODEL(receiver) != cache->layout)) GO_ON(other);
  const DLSCode *callee = (const DLSCode *)cache->index;
  if (unlikely(!takes(callee, I.c))) GO_ON(other);
  POLL_NOW_AND_THEN();
  put(A, receiver);
  move_down(A, I.c, callee);
  constants = (const DLSValue *)callee;
  GO_ON(enter_at_once);
}

HANDLER(call_record_method) {
  const DLSMemberCache *cache = CACHE(I.d);
  const DLSRecord *record = RECORD(A[1]);
  if (unlikely(!cache->layout || record->layout != cache->layout)) GO_ON(other);
  const DLSValue value = record->values[cache->index - DLS_TAGS];
  if (unlikely(value.tag != DLS_FUNCTION || !takes(FUNCTION_CODE(value), I.c))) GO_ON(other);
  POLL_NOW_AND_THEN();
  retain(value);
  put(A, value);
  dls_clear(A + 1, 1);
  move_down(A, I.c, FUNCTION_CODE(value));
  constants = (const DLSValue *)FUNCTION_CODE(value);
  GO_ON(enter_at_once);
}

HANDLER(call_method) {
  const DLSMemberCache *cache = CACHE(I.d);
  if (A[1].tag == DLS_INSTANCE) GO_ON(call_instance_method);
  if (A[1].tag == DLS_RECORD) GO_ON(call_record_method);
  if (!cache->layout || cache->index != A[1].tag) GO_ON(other);
  if (!call_direct(cache->layout, A, I.c + 1, cursor)) GO_ON(other);
  NEXT();
}

HANDLER(call_global_anew) {
  const DLSValue value = *GLOBAL(I.d);
  if (value.tag == DLS_BUILTIN) GO_ON(call_global_builtin);
  if (unlikely(value.tag != DLS_FUNCTION)) GO_ON(other);
  DLSCode *callee = FUNCTION_CODE(value);
  if (unlikely(callee->directArity != I.c)) {
    if (callee->needsCallee) GO_ON(other);
    constants = (const DLSValue *)callee;
    GO_ON(call_with_defaults);
  }
  if (I.b) CACHE(I.b)->layout = callee;
  constants = (const DLSValue *)callee;
  GO_ON(enter);
}

/// What was called last is looked at before the global is: the processor need not wait for it to go on.
HANDLER(call_global) {
  const DLSValue value = *GLOBAL(I.d);
  DLSCode *callee = (DLSCode *)CACHE(I.b)->layout;
  if (unlikely(value.tag != DLS_FUNCTION || FUNCTION_CODE(value) != callee)) GO_ON(call_global_anew);
  constants = (const DLSValue *)callee;
  GO_ON(enter);
}

HANDLER(call) {
  const DLSValue value = *A;
  if (value.tag == DLS_BUILTIN) GO_ON(call_builtin);
  if (unlikely(value.tag != DLS_FUNCTION)) GO_ON(other);
  DLSCode *callee = FUNCTION_CODE(value);
  constants = (const DLSValue *)callee;
  if (unlikely(callee->plainArity != I.c)) GO_ON(call_with_defaults);
  GO_ON(enter);
}

/// With references to give up, or to whoever began the run.
__attribute__((noinline)) HANDLER(return_otherwise) {
  const DLSValue result = *A;
  A->tag = DLS_UNDEFINED;
  for (DLSValue *slot = base, *end = base + code->registerCount; slot < end; slot++) {
    if (slot->tag >= DLS_REFERENCE) dls_clear(slot, 1);
  }
  if (frame == cursor->firstFrame) {
    cursor->result = result.tag == DLS_UNDEFINED ? plain(DLS_NONE, 0) : result;
    cursor->state->depth = frame - cursor->state->frames;
    return DLSOutcomeFinished;
  }
  *base = result;
  frame--;
  code = frame->code;
  base = frame->base;
  pc = frame->next;
  constants = code->constants;
  NEXT();
}

HANDLER(return_value) {
  if (unlikely(frame == cursor->firstFrame)) GO_ON(return_otherwise);
  if (unlikely(hold_references(base, code->registerCount))) GO_ON(return_otherwise);
  *base = fetch(A);
  frame--;
  code = frame->code;
  base = frame->base;
  pc = frame->next;
  constants = code->constants;
  NEXT();
}
