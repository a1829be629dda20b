// The dispatch loop: a function for each instruction, which ends by jumping to that of the next. Numbers are handled
// in place; a step costs no counting and no checks beyond the tags.
#include "dispatch.h"
#include "numbers.h"

bool dls_knows_lists;

static const void *tuple_type;
static const void *array_type;

static bool holds(const void *object, const DLSValue *elements, size_t count) {
  const void *array = FIELD(object, 0);
  return ARRAY_COUNT(array) == count && memcmp(ARRAY_ELEMENTS(array), elements, count * sizeof(DLSValue)) == 0;
}

bool dls_know_lists(
    const void *list, const void *tuple, const DLSValue *elements, size_t count, size_t capacity) {
  const void *array = FIELD(list, 0);
  dls_knows_lists = holds(list, elements, count) && holds(tuple, elements, count) &&
                    ARRAY_CAPACITY(array) == capacity && TYPE(array) == TYPE(FIELD(tuple, 0));
  tuple_type = TYPE(tuple);
  array_type = TYPE(array);
  return dls_knows_lists;
}

void *dls_tuple(DLSValue *values, intptr_t count) {
  // The array without elements is one for all.
  if (!dls_knows_lists || count == 0) return NULL;
  const size_t size = (size_t)count * sizeof(DLSValue);
  void *array = swift_allocObject(array_type, ARRAY_HEADER + size, 7);
  ARRAY_COUNT(array) = (size_t)count;
  SET_ARRAY_CAPACITY(array, (size_t)count);
  memcpy(ARRAY_ELEMENTS(array), values, size);
  for (intptr_t index = 0; index < count; index++) values[index].tag = DLS_UNDEFINED;
  void *tuple = swift_allocObject(tuple_type, 3 * sizeof(void *), 7);
  FIELD(tuple, 0) = array;
  return tuple;
}

static inline bool is_private(uintptr_t tag) {
  const uint32_t kinds = 1u << DLS_STRING | 1u << DLS_LIST | 1u << DLS_TUPLE | 1u << DLS_RECORD |
                         1u << DLS_RANGE | 1u << DLS_BOX | 1u << DLS_ITERATOR;
  return kinds >> tag & 1;
}

RARE void dls_retain_reference(DLSValue value) {
  if (is_private(value.tag)) {
    swift_nonatomic_retain((void *)value.bits);
  } else {
    swift_retain((void *)value.bits);
  }
}

RARE void dls_release_reference(DLSValue value) {
  if (is_private(value.tag)) {
    swift_nonatomic_release((void *)value.bits);
  } else {
    swift_release((void *)value.bits);
  }
}

RARE void dls_replace(DLSValue *slot, DLSValue value) {
  const DLSValue old = *slot;
  *slot = value;
  dls_release_reference(old);
}

void dls_retain(DLSValue value) { retain(value); }

void dls_release(DLSValue value) {
  if (value.tag >= DLS_REFERENCE) dls_release_reference(value);
}

void dls_clear(DLSValue *slots, intptr_t count) {
  for (intptr_t index = 0; index < count; index++) {
    const DLSValue old = slots[index];
    slots[index].tag = DLS_UNDEFINED;
    if (old.tag >= DLS_REFERENCE) dls_release_reference(old);
  }
}

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

/// Hands over to the language, with the loop's place written down.
static inline DLSOutcome stop(DLSOutcome outcome, PLACE) {
  (void)constants, (void)globals, (void)at, (void)last;
  cursor->code = code;
  cursor->base = base;
  cursor->next = pc;
  cursor->state->depth = frame - cursor->state->frames;
  cursor->state->top = base + code->registerCount;
  return outcome;
}
#define STOP(outcome) return stop(outcome, pc, base, constants, globals, code, frame, cursor, at, last)

__attribute__((noinline)) HANDLER(other) { STOP(DLSOutcomeInstruction); }

__attribute__((noinline)) HANDLER(poll) {
  cursor->budget = DLS_POLL_BUDGET;
  STOP(DLSOutcomePoll);
}

__attribute__((noinline)) HANDLER(too_deep) { STOP(DLSOutcomeTooDeep); }

// Moving values

/// R[a] gets a value from elsewhere. Plain ones, which replace plain ones, take the short way, without a stack frame.
#define COPYING(name, source)                                                       \
  HANDLER(name##_counted) {                                                         \
    const DLSValue value = *(source);                                               \
    retain(value);                                                                  \
    put(A, value);                                                                  \
    NEXT();                                                                         \
  }                                                                                 \
  HANDLER(name) {                                                                   \
    const DLSValue value = *(source);                                               \
    DLSValue *slot = A;                                                             \
    if (unlikely((value.tag | slot->tag) >= DLS_REFERENCE)) GO_ON(name##_counted);  \
    *slot = value;                                                                  \
    NEXT();                                                                         \
  }

COPYING(move, B)
COPYING(load_constant, CONSTANT(I.d))

HANDLER(take) {
  const DLSValue value = *B;
  B->tag = DLS_UNDEFINED;
  put(A, value);
  NEXT();
}

HANDLER(load_none) {
  put(A, plain(DLS_NONE, 0));
  NEXT();
}

HANDLER(load_true) {
  put(A, plain(DLS_BOOL, 1));
  NEXT();
}

HANDLER(load_false) {
  put(A, plain(DLS_BOOL, 0));
  NEXT();
}

HANDLER(load_undefined) {
  put(A, plain(DLS_UNDEFINED, 0));
  NEXT();
}

HANDLER(clear) {
  dls_clear(A, I.b);
  NEXT();
}

HANDLER(load_global_counted) {
  const DLSValue value = *GLOBAL(I.d);
  retain(value);
  put(A, value);
  NEXT();
}

HANDLER(load_global) {
  const DLSValue value = fetch(GLOBAL(I.d));
  DLSValue *slot = A;
  if (unlikely(value.tag == DLS_UNDEFINED)) GO_ON(other);
  if (unlikely((value.tag | slot->tag) >= DLS_REFERENCE)) GO_ON(load_global_counted);
  *slot = value;
  NEXT();
}

HANDLER(store_global) {
  const DLSValue value = *A;
  retain(value);
  put(GLOBAL(I.d), value);
  NEXT_KEEPING();
}

HANDLER(add_global_text) {
  DLSValue *slot = GLOBAL(I.d);
  if (slot->tag != DLS_STRING || B->tag != DLS_STRING) GO_ON(other);
  if (STRING(*slot)->count + STRING(*B)->count > DLS_LARGE_OBJECT) GO_ON(other);
  if (!dls_string_append(slot, STRING(*B))) GO_ON(other);
  NEXT();
}

HANDLER(add_global) {
  DLSValue *slot = GLOBAL(I.d);
  OPERAND(x, I.b, GO_ON(add_global_text));
  if (unlikely(!is_number(*slot))) GO_ON(add_global_text);
  *slot = number_value(number(*slot) + x);
  NEXT_KEEPING();
}

/// Of a function; models' captures are the language's.
HANDLER(load_capture) {
  if (I.b || base->tag != DLS_FUNCTION || !dls_knows_lists) GO_ON(other);
  const DLSValue value = *BOX_FIELD(ARRAY_REFERENCES(FUNCTION_CAPTURES(*base))[I.c]);
  retain(value);
  put(A, value);
  NEXT();
}

HANDLER(jump_if_defined) {
  if (A->tag != DLS_UNDEFINED) JUMP();
  NEXT_KEEPING();
}

HANDLER(load_box) {
  const DLSValue value = *BOX_VALUE(*B);
  retain(value);
  put(A, value);
  NEXT();
}

HANDLER(store_box) {
  const DLSValue value = *A;
  retain(value);
  put(BOX_VALUE(*B), value);
  NEXT();
}

HANDLER(range_prepare) {
  DLSValue *range = A;
  if (unlikely(!is_number(range[0]) || !is_number(range[1]) || !is_number(range[2]))) GO_ON(other);
  const double step = number(range[2]);
  if (unlikely(step == 0 || step != step)) GO_ON(other);
  const double count = dls_range_count(number(range[0]), number(range[1]), step);
  if (count > 0) {
    const DLSValue from = range[0];
    range[1] = number_value(count);
    put(range + 3, plain(DLS_NUMBER, 0));
    put(B, from);
  } else {
    JUMP();
  }
  NEXT();
}

/// The element's register holds a reference.
HANDLER(range_next_counted) {
  put(B, plain(DLS_UNDEFINED, 0));
  GO_ON(range_next);
}

HANDLER(range_next) {
  DLSValue *range = A;
  // Its bits are a whole number: adding to a floating-point one takes longer than the loop.
  const uintptr_t next = range[3].bits + 1;
  const double index = widened((int64_t)next);
  if (unlikely(!(index < number(range[1])))) NEXT_KEEPING();
  DLSValue *element = B;
  if (unlikely(element->tag >= DLS_REFERENCE)) GO_ON(range_next_counted);
  range[3].bits = next;
  *element = number_value(number(range[0]) + index * number(range[2]));
  if (I.b == at) at = NOWHERE;
  JUMP();
  if (unlikely(--cursor->budget == 0)) GO_ON(poll);
  NEXT_KEEPING();
}

// Calling

/// Enters the code that `constants` stands for, with the arguments after R[a].
HANDLER(enter) {
  DLSCode *callee = (DLSCode *)constants;
  constants = code->constants;
  if (unlikely(--cursor->budget == 0)) {
    pc--;
    GO_ON(poll);
  }
  DLSValue *slot = A;
  if (unlikely(frame >= cursor->lastFrame || slot >= cursor->limit)) GO_ON(too_deep);
  *frame++ = (DLSFrame){code, base, pc};
  code = callee;
  base = slot;
  pc = STEPS(callee);
  constants = callee->constants;
  NEXT();
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

HANDLER(call_method) {
  const DLSMemberCache *cache = CACHE(I.d);
  if (!cache->layout || cache->index != A[1].tag) GO_ON(other);
  if (!call_direct(cache->layout, A, I.c + 1, cursor)) GO_ON(other);
  NEXT();
}

HANDLER(call_global_anew) {
  const DLSValue value = *GLOBAL(I.d);
  if (value.tag == DLS_BUILTIN) GO_ON(call_global_builtin);
  if (unlikely(value.tag != DLS_FUNCTION)) GO_ON(other);
  DLSCode *callee = FUNCTION_CODE(value);
  if (unlikely(callee->directArity != I.c)) GO_ON(other);
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
  if (unlikely(callee->plainArity != I.c)) GO_ON(other);
  constants = (const DLSValue *)callee;
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

typedef enum { KIND_S, KIND_N, KIND_J } Kind;

static uint32_t operand(Kind kind, uint16_t given) {
  return kind == KIND_S ? (uint32_t)given * sizeof(DLSValue) : given;
}

static void prepare(DLSStep *step, Handler handler, const Kind kinds[4], const DLSInstruction *from, intptr_t index) {
  const intptr_t jump = (from->d - (index + 1)) * (intptr_t)sizeof(DLSStep);
  *step = (DLSStep){
      .handler = (const void *)handler,
      .a = operand(kinds[0], from->a),
      .b = operand(kinds[1], from->b),
      .c = operand(kinds[2], from->c),
      .d = kinds[3] == KIND_J ? (int32_t)jump : kinds[3] == KIND_S ? from->d * (int32_t)sizeof(DLSValue) : from->d,
  };
}

void dls_prepare(DLSCode *code, intptr_t count) {
  _Static_assert(sizeof(DLSMemberCache) == sizeof(DLSValue), "operands of both are scaled alike");
  code->steps = STEPS(code);
  for (intptr_t index = 0; index < count; index++) {
    const DLSInstruction *instruction = code->instructions + index;
    switch (instruction->operation) {
#define CASE(opcode, name, a, b, c, d)                                                                          \
  case DLSOpcode##opcode:                                                                                       \
    prepare(code->steps + index, op_##name, (const Kind[]){KIND_##a, KIND_##b, KIND_##c, KIND_##d}, instruction, \
            index);                                                                                             \
    break;
      HANDLERS(CASE)
#undef CASE
      default:
        code->steps[index] = (DLSStep){.handler = (const void *)op_other};
    }
  }
}

DLSStep *dls_returning(void) {
  static DLSStep step;
  step.handler = (const void *)op_return_value;
  return &step;
}

DLSOutcome dls_run(DLSCursor *cursor) {
  DLSStep *const next = cursor->next;
  DLSCode *const code = cursor->code;
  DLSMachineState *const state = cursor->state;
  // The state may have been set aside and come back since the last time.
  cursor->firstFrame = state->frames + cursor->entryDepth;
  cursor->lastFrame = state->frames + DLS_MAXIMUM_DEPTH;
  cursor->limit = state->limit;
  return ((Handler)next->handler)(
      next + 1, cursor->base, code->constants, cursor->globals, code, state->frames + state->depth, cursor,
      NOWHERE, 0);
}
