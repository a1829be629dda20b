// The dispatch loop: a function for each instruction, which ends by jumping to that of the next. Numbers are handled
// in place; a step costs no counting and no checks beyond the tags.
#include "run.h"
#include "numbers.h"
#include <string.h>

#define likely(x) __builtin_expect(!!(x), 1)
#define unlikely(x) __builtin_expect(!!(x), 0)

// From the Swift runtime. The second form is for objects that no other thread ever sees.
extern void *swift_retain(void *object);
extern void swift_release(void *object);
extern void *swift_nonatomic_retain(void *object);
extern void swift_nonatomic_release(void *object);

// Stored properties follow an object's header of two words; the elements of an array follow a header of four, of
// which the third is their count.
#define FIELD(object, n) (((void **)(object))[2 + (n)])
#define ARRAY_COUNT(array) (((size_t *)(array))[2])
#define ARRAY_ELEMENTS(array) ((DLSValue *)((char *)(array) + 32))

// What the language's classes promise: the first property of a function is its code, of a list its array, of a box
// its value; a record has its layout and then its values, an iteration its list, if it goes over one, and a position.
#define FUNCTION_CODE(value) ((DLSCode *)FIELD((value).bits, 0))
#define LIST_ARRAY(value) FIELD((value).bits, 0)
#define BOX_VALUE(value) ((DLSValue *)&FIELD((value).bits, 0))
#define RECORD_LAYOUT(value) FIELD((value).bits, 0)
#define RECORD_VALUES(value) ((DLSValue *)FIELD((value).bits, 1))

static bool knows_lists;

void dls_know_lists(const void *list, const DLSValue *elements, size_t count) {
  const void *array = FIELD(list, 0);
  knows_lists =
      ARRAY_COUNT(array) == count && memcmp(ARRAY_ELEMENTS(array), elements, count * sizeof(DLSValue)) == 0;
}

static inline bool is_private(uintptr_t tag) {
  const uint32_t kinds = 1u << DLS_STRING | 1u << DLS_LIST | 1u << DLS_TUPLE | 1u << DLS_RECORD |
                         1u << DLS_RANGE | 1u << DLS_BOX | 1u << DLS_ITERATOR;
  return kinds >> tag & 1;
}

// These save the registers they use, so that handlers need not.
#if __has_attribute(preserve_most)
#define RARE __attribute__((noinline, preserve_most)) static
#else
#define RARE __attribute__((noinline)) static
#endif

RARE void retain_reference(DLSValue value) {
  if (is_private(value.tag)) {
    swift_nonatomic_retain((void *)value.bits);
  } else {
    swift_retain((void *)value.bits);
  }
}

static inline void retain(DLSValue value) {
  if (unlikely(value.tag >= DLS_REFERENCE)) retain_reference(value);
}

RARE void release_reference(DLSValue value) {
  if (is_private(value.tag)) {
    swift_nonatomic_release((void *)value.bits);
  } else {
    swift_release((void *)value.bits);
  }
}

/// Replaces what a slot owns.
static inline void put(DLSValue *slot, DLSValue value) {
  const DLSValue old = *slot;
  *slot = value;
  if (unlikely(old.tag >= DLS_REFERENCE)) release_reference(old);
}

static inline double number(DLSValue value) {
  double result;
  memcpy(&result, &value.bits, sizeof result);
  return result;
}

static inline DLSValue number_value(double x) {
  DLSValue value = {DLS_NUMBER, 0};
  memcpy(&value.bits, &x, sizeof x);
  return value;
}

/// The whole number that a number is; -1 when it is none of those that can be positions.
static inline int64_t whole(double x) {
  if (!(x >= 0 && x < 9007199254740992.0)) return -1;
  const int64_t result = (int64_t)x;
  return (double)result == x ? result : -1;
}

static inline DLSValue plain(uintptr_t tag, uintptr_t bits) { return (DLSValue){tag, bits}; }

static inline bool is_number(DLSValue value) { return value.tag == DLS_NUMBER; }

void dls_clear(DLSValue *slots, intptr_t count) {
  for (intptr_t index = 0; index < count; index++) {
    const DLSValue old = slots[index];
    slots[index].tag = DLS_UNDEFINED;
    if (old.tag >= DLS_REFERENCE) release_reference(old);
  }
}

RARE void abandon_references(DLSValue *slots, intptr_t count) {
  for (DLSValue *slot = slots, *end = slots + count; slot < end; slot++) {
    const DLSValue old = *slot;
    if (old.tag < DLS_REFERENCE) continue;
    slot->tag = DLS_UNDEFINED;
    release_reference(old);
  }
}

/// Gives up references only: above the running frame, slots may hold stale numbers.
static inline void abandon(DLSValue *slots, intptr_t count) {
  uintptr_t tags = 0;
  // Vectors would wait for the halves that were just written.
#pragma clang loop vectorize(disable) unroll_count(4)
  for (DLSValue *slot = slots, *end = slots + count; slot < end; slot++) tags |= slot->tag;
  if (unlikely(tags >= DLS_REFERENCE)) abandon_references(slots, count);
}

bool dls_enter(DLSCursor *cursor, DLSCode *code, DLSValue *slot) {
  DLSMachineState *state = cursor->state;
  const intptr_t depth = state->depth;
  if (depth >= DLS_MAXIMUM_DEPTH || slot >= state->limit) return false;
  state->frames[depth] = (DLSFrame){cursor->code, cursor->base, cursor->next};
  state->depth = depth + 1;
  cursor->code = code;
  cursor->base = slot;
  cursor->next = code->instructions;
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

// Where the loop stands travels in registers from handler to handler.
#define PLACE \
  DLSInstruction *pc, DLSValue *base, const DLSValue *constants, DLSValue *globals, DLSCode *code, \
      DLSFrame *frame, DLSCursor *cursor
#define GO_ON(handler) \
  __attribute__((musttail)) return (handler)(pc, base, constants, globals, code, frame, cursor)

// Spares every handler saving registers for its caller.
#if __has_attribute(preserve_none)
#define HANDLER(name) static __attribute__((preserve_none)) DLSOutcome name(PLACE)
typedef __attribute__((preserve_none)) DLSOutcome (*Handler)(PLACE);
#else
#define HANDLER(name) static DLSOutcome name(PLACE)
typedef DLSOutcome (*Handler)(PLACE);
#endif

static const Handler handlers[256];

/// The instruction that runs, and what it names.
#define I pc[-1]
#define A (base + I.a)
#define B (base + I.b)
#define C (base + I.c)
#define K (constants + I.d)
#define NEXT()                                      \
  do {                                              \
    const Handler next = handlers[pc->operation];   \
    pc++;                                           \
    GO_ON(next);                                    \
  } while (0)
#define INSTRUCTIONS(code) ((DLSInstruction *)((code) + 1))
#define JUMP() (pc = INSTRUCTIONS(code) + I.d)

/// Hands over to the language, with the loop's place written down.
static inline DLSOutcome stop(DLSOutcome outcome, PLACE) {
  (void)constants, (void)globals;
  cursor->code = code;
  cursor->base = base;
  cursor->next = pc;
  cursor->state->depth = frame - cursor->state->frames;
  cursor->state->top = base + code->registerCount;
  return outcome;
}
#define STOP(outcome) return stop(outcome, pc, base, constants, globals, code, frame, cursor)

HANDLER(other) { STOP(DLSOutcomeInstruction); }

HANDLER(poll) {
  cursor->budget = DLS_POLL_BUDGET;
  STOP(DLSOutcomePoll);
}

HANDLER(too_deep) { STOP(DLSOutcomeTooDeep); }

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
COPYING(load_constant, K)

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
  const DLSValue value = globals[I.d];
  retain(value);
  put(A, value);
  NEXT();
}

HANDLER(load_global) {
  const DLSValue value = globals[I.d];
  DLSValue *slot = A;
  if (unlikely(value.tag == DLS_UNDEFINED)) GO_ON(other);
  if (unlikely((value.tag | slot->tag) >= DLS_REFERENCE)) GO_ON(load_global_counted);
  *slot = value;
  NEXT();
}

HANDLER(store_global) {
  const DLSValue value = *A;
  retain(value);
  put(globals + I.d, value);
  NEXT();
}

HANDLER(add_global) {
  DLSValue *slot = globals + I.d;
  const DLSValue value = *B;
  if (unlikely(!is_number(*slot) || !is_number(value))) GO_ON(other);
  *slot = number_value(number(*slot) + number(value));
  NEXT();
}

HANDLER(jump_if_defined) {
  if (A->tag != DLS_UNDEFINED) JUMP();
  NEXT();
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

// Arithmetic

#define ARITHMETIC(name, left, right, expression)                    \
  HANDLER(name) {                                                    \
    const DLSValue l = *(left), r = *(right);                        \
    if (unlikely(!is_number(l) || !is_number(r))) GO_ON(other);      \
    const double x = number(l), y = number(r);                       \
    put(A, number_value(expression));                                \
    NEXT();                                                          \
  }

ARITHMETIC(add, B, C, x + y)
ARITHMETIC(subtract, B, C, x - y)
ARITHMETIC(multiply, B, C, x * y)
ARITHMETIC(divide, B, C, x / y)
ARITHMETIC(floor_divide, B, C, dls_floor_divide(x, y))
ARITHMETIC(remainder_, B, C, dls_remainder(x, y))
ARITHMETIC(power, B, C, dls_power(x, y))

// The constant is a number.
#define WITH_CONSTANT(name, expression)                   \
  HANDLER(name) {                                         \
    const DLSValue l = *B;                                \
    if (unlikely(!is_number(l))) GO_ON(other);            \
    const double x = number(l), k = number(*K);           \
    put(A, number_value(expression));                     \
    NEXT();                                               \
  }

WITH_CONSTANT(add_constant, x + k)
WITH_CONSTANT(subtract_constant, x - k)
WITH_CONSTANT(multiply_constant, x * k)
WITH_CONSTANT(divide_constant, x / k)
WITH_CONSTANT(remainder_constant, dls_remainder(x, k))
WITH_CONSTANT(power_constant, dls_power(x, k))
WITH_CONSTANT(constant_multiply, k * x)

HANDLER(negate) {
  const DLSValue value = *B;
  if (unlikely(!is_number(value))) GO_ON(other);
  put(A, number_value(-number(value)));
  NEXT();
}

HANDLER(not_) {
  if (unlikely(B->tag != DLS_BOOL)) GO_ON(other);
  put(A, plain(DLS_BOOL, !B->bits));
  NEXT();
}

// Comparing and jumping

HANDLER(jump) {
  JUMP();
  NEXT();
}

HANDLER(jump_back) {
  JUMP();
  if (unlikely(--cursor->budget <= 0)) GO_ON(poll);
  NEXT();
}

HANDLER(jump_if_false) {
  if (unlikely(A->tag != DLS_BOOL)) GO_ON(other);
  if (!A->bits) JUMP();
  NEXT();
}

HANDLER(jump_if_true) {
  if (unlikely(A->tag != DLS_BOOL)) GO_ON(other);
  if (A->bits) JUMP();
  NEXT();
}

#define JUMP_UNLESS(name, right, operator)                            \
  HANDLER(name) {                                                     \
    const DLSValue l = *A, r = *(right);                              \
    if (unlikely(!is_number(l) || !is_number(r))) GO_ON(other);       \
    if (!(number(l) operator number(r))) JUMP();                      \
    NEXT();                                                           \
  }

JUMP_UNLESS(jump_unless_less, B, <)
JUMP_UNLESS(jump_unless_less_equal, B, <=)
JUMP_UNLESS(jump_unless_equal, B, ==)
JUMP_UNLESS(jump_unless_less_constant, constants + I.b, <)
JUMP_UNLESS(jump_unless_less_equal_constant, constants + I.b, <=)
JUMP_UNLESS(jump_unless_greater_constant, constants + I.b, >)
JUMP_UNLESS(jump_unless_greater_equal_constant, constants + I.b, >=)
JUMP_UNLESS(jump_unless_equal_constant, constants + I.b, ==)

HANDLER(range_prepare) {
  DLSValue *range = A;
  if (unlikely(!is_number(range[0]) || !is_number(range[1]) || !is_number(range[2]))) GO_ON(other);
  const double step = number(range[2]);
  if (unlikely(step == 0 || step != step)) GO_ON(other);
  const double count = dls_range_count(number(range[0]), number(range[1]), step);
  if (count > 0) {
    const DLSValue from = range[0];
    range[1] = number_value(count);
    put(range + 3, number_value(0));
    put(B, from);
  } else {
    JUMP();
  }
  NEXT();
}

HANDLER(range_next) {
  DLSValue *range = A;
  const double index = number(range[3]) + 1;
  if (unlikely(!(index < number(range[1])))) NEXT();
  range[3] = number_value(index);
  put(B, number_value(number(range[0]) + index * number(range[2])));
  JUMP();
  if (unlikely(--cursor->budget <= 0)) GO_ON(poll);
  NEXT();
}

// Calling

/// Enters the code that `constants` stands for, with the arguments after R[a].
HANDLER(enter) {
  DLSCode *callee = (DLSCode *)constants;
  constants = code->constants;
  if (unlikely(--cursor->budget <= 0)) {
    pc--;
    GO_ON(poll);
  }
  DLSValue *slot = A;
  if (unlikely(frame >= cursor->lastFrame || slot >= cursor->limit)) GO_ON(too_deep);
  *frame++ = (DLSFrame){code, base, pc};
  code = callee;
  base = slot;
  pc = INSTRUCTIONS(callee);
  constants = callee->constants;
  NEXT();
}

HANDLER(call_global_anew) {
  const DLSValue value = globals[I.d];
  if (unlikely(value.tag != DLS_FUNCTION)) GO_ON(other);
  DLSCode *callee = FUNCTION_CODE(value);
  if (unlikely(callee->directArity != I.c)) GO_ON(other);
  if (I.b) code->caches[I.b].layout = callee;
  constants = (const DLSValue *)callee;
  GO_ON(enter);
}

/// What was called last is looked at before the global is: the processor need not wait for it to go on.
HANDLER(call_global) {
  const DLSValue value = globals[I.d];
  DLSCode *callee = (DLSCode *)code->caches[I.b].layout;
  if (unlikely(value.tag != DLS_FUNCTION || FUNCTION_CODE(value) != callee)) GO_ON(call_global_anew);
  constants = (const DLSValue *)callee;
  GO_ON(enter);
}

HANDLER(call) {
  const DLSValue value = *A;
  if (unlikely(value.tag != DLS_FUNCTION)) GO_ON(other);
  DLSCode *callee = FUNCTION_CODE(value);
  if (unlikely(callee->plainArity != I.c)) GO_ON(other);
  constants = (const DLSValue *)callee;
  GO_ON(enter);
}

HANDLER(return_value) {
  DLSValue result = *A;
  A->tag = DLS_UNDEFINED;
  abandon(base, code->registerCount);
  if (unlikely(frame == cursor->firstFrame)) {
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

// Members and elements

HANDLER(get_member_counted) {
  const DLSValue value = RECORD_VALUES(*B)[code->caches[I.c].index];
  retain(value);
  put(A, value);
  NEXT();
}

HANDLER(get_member) {
  const DLSValue object = *B;
  const DLSMemberCache *cache = code->caches + I.c;
  if (unlikely(object.tag != DLS_RECORD || RECORD_LAYOUT(object) != cache->layout)) GO_ON(other);
  const DLSValue value = RECORD_VALUES(object)[cache->index];
  DLSValue *slot = A;
  if (unlikely((value.tag | slot->tag) >= DLS_REFERENCE)) GO_ON(get_member_counted);
  *slot = value;
  NEXT();
}

HANDLER(set_member) {
  const DLSValue object = *A;
  const DLSMemberCache *cache = code->caches + I.c;
  if (unlikely(object.tag != DLS_RECORD || RECORD_LAYOUT(object) != cache->layout)) GO_ON(other);
  const DLSValue value = *B;
  retain(value);
  put(RECORD_VALUES(object) + cache->index, value);
  NEXT();
}

HANDLER(get_element) {
  const DLSValue object = *B, index = *C;
  if (unlikely(object.tag != DLS_LIST || !is_number(index) || !knows_lists)) GO_ON(other);
  const void *array = LIST_ARRAY(object);
  const int64_t place = whole(number(index));
  if (unlikely(place < 0 || (size_t)place >= ARRAY_COUNT(array))) GO_ON(other);
  const DLSValue value = ARRAY_ELEMENTS(array)[place];
  retain(value);
  put(A, value);
  NEXT();
}

/// Of a list; other iterations are objects of the language's.
HANDLER(iterate_next) {
  const DLSValue iteration = *B;
  const void *list = FIELD(iteration.bits, 0);
  if (unlikely(!list || !knows_lists)) GO_ON(other);
  const void *array = FIELD(list, 0);
  size_t *position = (size_t *)&FIELD(iteration.bits, 1);
  if (*position >= ARRAY_COUNT(array)) {
    JUMP();
    NEXT();
  }
  const DLSValue value = ARRAY_ELEMENTS(array)[(*position)++];
  retain(value);
  put(A, value);
  NEXT();
}

#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Winitializer-overrides"

static const Handler handlers[256] = {
    [0 ... 255] = other,
    [DLSOpcodeMove] = move,
    [DLSOpcodeTake] = take,
    [DLSOpcodeLoadConstant] = load_constant,
    [DLSOpcodeLoadNone] = load_none,
    [DLSOpcodeLoadTrue] = load_true,
    [DLSOpcodeLoadFalse] = load_false,
    [DLSOpcodeLoadUndefined] = load_undefined,
    [DLSOpcodeClear] = clear,
    [DLSOpcodeLoadGlobal] = load_global,
    [DLSOpcodeStoreGlobal] = store_global,
    [DLSOpcodeAddGlobal] = add_global,
    [DLSOpcodeJumpIfDefined] = jump_if_defined,
    [DLSOpcodeLoadBox] = load_box,
    [DLSOpcodeStoreBox] = store_box,
    [DLSOpcodeAdd] = add,
    [DLSOpcodeSubtract] = subtract,
    [DLSOpcodeMultiply] = multiply,
    [DLSOpcodeDivide] = divide,
    [DLSOpcodeFloorDivide] = floor_divide,
    [DLSOpcodeRemainder] = remainder_,
    [DLSOpcodePower] = power,
    [DLSOpcodeAddConstant] = add_constant,
    [DLSOpcodeSubtractConstant] = subtract_constant,
    [DLSOpcodeMultiplyConstant] = multiply_constant,
    [DLSOpcodeDivideConstant] = divide_constant,
    [DLSOpcodeRemainderConstant] = remainder_constant,
    [DLSOpcodePowerConstant] = power_constant,
    [DLSOpcodeConstantMultiply] = constant_multiply,
    [DLSOpcodeNegate] = negate,
    [DLSOpcodeNot] = not_,
    [DLSOpcodeJump] = jump,
    [DLSOpcodeJumpBack] = jump_back,
    [DLSOpcodeJumpIfFalse] = jump_if_false,
    [DLSOpcodeJumpIfTrue] = jump_if_true,
    [DLSOpcodeJumpUnlessLess] = jump_unless_less,
    [DLSOpcodeJumpUnlessLessEqual] = jump_unless_less_equal,
    [DLSOpcodeJumpUnlessEqual] = jump_unless_equal,
    [DLSOpcodeJumpUnlessLessConstant] = jump_unless_less_constant,
    [DLSOpcodeJumpUnlessLessEqualConstant] = jump_unless_less_equal_constant,
    [DLSOpcodeJumpUnlessGreaterConstant] = jump_unless_greater_constant,
    [DLSOpcodeJumpUnlessGreaterEqualConstant] = jump_unless_greater_equal_constant,
    [DLSOpcodeJumpUnlessEqualConstant] = jump_unless_equal_constant,
    [DLSOpcodeRangePrepare] = range_prepare,
    [DLSOpcodeRangeNext] = range_next,
    [DLSOpcodeIterateNext] = iterate_next,
    [DLSOpcodeCall] = call,
    [DLSOpcodeCallGlobal] = call_global,
    [DLSOpcodeReturnValue] = return_value,
    [DLSOpcodeGetMember] = get_member,
    [DLSOpcodeSetMember] = set_member,
    [DLSOpcodeGetElement] = get_element,
};

#pragma clang diagnostic pop

DLSOutcome dls_run(DLSCursor *cursor) {
  DLSInstruction *const next = cursor->next;
  DLSCode *const code = cursor->code;
  DLSMachineState *const state = cursor->state;
  // The state may have been set aside and come back since the last time.
  cursor->firstFrame = state->frames + cursor->entryDepth;
  cursor->lastFrame = state->frames + DLS_MAXIMUM_DEPTH;
  cursor->limit = state->limit;
  return handlers[next->operation](
      next + 1, cursor->base, code->constants, cursor->globals, code, state->frames + state->depth, cursor);
}
