// Moving values between registers, globals and boxes; counting loops.
#include "dispatch.h"
#include "numbers.h"

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

HANDLER(load_field) {
  if (unlikely(dls_instance_place < 0 || !dls_knows_lists)) GO_ON(other);
  const DLSValue value = ARRAY_ELEMENTS(INSTANCE_FIELDS(*B))[I.d];
  retain(value);
  put(A, value);
  NEXT();
}

HANDLER(store_field) {
  if (unlikely(dls_instance_place < 0 || !dls_knows_lists || !is_own(INSTANCE_FIELDS(*B)))) GO_ON(other);
  const DLSValue value = *A;
  retain(value);
  put(ARRAY_ELEMENTS(INSTANCE_FIELDS(*B)) + I.d, value);
  NEXT_KEEPING();
}

HANDLER(check_defined) {
  if (unlikely(A->tag == DLS_UNDEFINED)) GO_ON(other);
  NEXT_KEEPING();
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

/// Sets the loop's variable and goes round; past the last round goes on with the next step.
#define GO_ROUND()                                                                            \
  do {                                                                                        \
    DLSValue *range = A;                                                                      \
    /* Its bits are a whole number: adding to a floating-point one takes longer than the loop. */ \
    const uintptr_t next = range[3].bits + 1;                                                 \
    const double index = widened((int64_t)next);                                              \
    if (unlikely(!(index < number(range[1])))) NEXT_KEEPING();                                \
    DLSValue *element = B;                                                                    \
    if (unlikely(element->tag >= DLS_REFERENCE)) GO_ON(range_next_counted);                   \
    range[3].bits = next;                                                                     \
    *element = number_value(number(range[0]) + index * number(range[2]));                     \
    if (I.b == at) at = NOWHERE;                                                              \
    JUMP();                                                                                   \
    if (unlikely(--cursor->budget == 0)) GO_ON(poll);                                         \
    NEXT_KEEPING();                                                                           \
  } while (0)

HANDLER(range_next) { GO_ROUND(); }

/// Does what the next step does too, which is `range_next`.
HANDLER(add_and_go_round) {
  OPERAND(x, I.b, GO_ON(add));
  OPERAND(y, I.c, GO_ON(add));
  RESULT(x + y);
  pc++;
  GO_ROUND();
}
