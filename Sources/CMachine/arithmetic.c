// Arithmetic, comparisons and jumps.
#include "dispatch.h"
#include "numbers.h"

// Arithmetic

#define ARITHMETIC(name, expression, others)                       \
  HANDLER(name) {                                                  \
    OPERAND(x, I.b, GO_ON(others));                                \
    OPERAND(y, I.c, GO_ON(others));                                \
    RESULT(expression);                                            \
    NEXT_KEEPING();                                                \
  }

/// One text after the other; one that nothing but R[a] holds grows in place.
HANDLER(add_texts) {
  const DLSValue l = *B, r = *C;
  if (l.tag != DLS_STRING || r.tag != DLS_STRING) GO_ON(other);
  if (STRING(l)->count + STRING(r)->count > DLS_LARGE_OBJECT) GO_ON(other);
  if (I.a == I.b && dls_string_append(A, STRING(r))) NEXT();
  put(A, plain(DLS_STRING, (uintptr_t)dls_string_sum(STRING(l), STRING(r))));
  NEXT();
}

ARITHMETIC(add, x + y, add_texts)
ARITHMETIC(subtract, x - y, other)
ARITHMETIC(multiply, x * y, other)
ARITHMETIC(divide, x / y, other)
ARITHMETIC(floor_divide, dls_floor_divide(x, y), other)
ARITHMETIC(remainder, dls_remainder(x, y), other)
ARITHMETIC(power, dls_power(x, y), other)

// The constant is a number.
#define WITH_CONSTANT(name, expression)                   \
  HANDLER(name) {                                         \
    OPERAND(x, I.b, GO_ON(other));                        \
    const double k = number(*CONSTANT(I.d));              \
    RESULT(expression);                                   \
    NEXT_KEEPING();                                       \
  }

WITH_CONSTANT(add_constant, x + k)
WITH_CONSTANT(subtract_constant, x - k)
WITH_CONSTANT(multiply_constant, x * k)
WITH_CONSTANT(divide_constant, x / k)
WITH_CONSTANT(remainder_constant, dls_remainder(x, k))
WITH_CONSTANT(power_constant, dls_power(x, k))
WITH_CONSTANT(constant_multiply, k * x)

HANDLER(negate) {
  OPERAND(x, I.b, GO_ON(other));
  RESULT(-x);
  NEXT_KEEPING();
}

HANDLER(not) {
  if (unlikely(B->tag != DLS_BOOL)) GO_ON(other);
  put(A, plain(DLS_BOOL, !B->bits));
  NEXT();
}

// Comparing and jumping

HANDLER(jump) {
  JUMP();
  NEXT_KEEPING();
}

HANDLER(jump_back) {
  JUMP();
  if (unlikely(--cursor->budget <= 0)) GO_ON(poll);
  NEXT_KEEPING();
}

HANDLER(jump_if_false) {
  if (unlikely(A->tag != DLS_BOOL)) GO_ON(other);
  if (!A->bits) JUMP();
  NEXT_KEEPING();
}

HANDLER(jump_if_true) {
  if (unlikely(A->tag != DLS_BOOL)) GO_ON(other);
  if (A->bits) JUMP();
  NEXT_KEEPING();
}

/// Whether values are equal that say so by themselves; -1 when the language must look.
static int equality(DLSValue l, DLSValue r) {
  if (l.tag == DLS_STRING && r.tag == DLS_STRING) return dls_string_equal(STRING(l), STRING(r));
  const uint32_t simple = 1u << DLS_NONE | 1u << DLS_BOOL | 1u << DLS_STRING | 1u << DLS_LIST | 1u << DLS_RECORD;
  if (!(simple >> l.tag & 1) || !(simple >> r.tag & 1)) return -1;
  if (l.tag != r.tag) return 0;
  return l.tag <= DLS_BOOL ? l.bits == r.bits : -1;
}

static inline int number_comparison(DLSComparison operator, double x, double y) {
  switch (operator) {
    case DLSComparisonEqual: return x == y;
    case DLSComparisonNotEqual: return x != y;
    case DLSComparisonLess: return x < y;
    case DLSComparisonLessEqual: return x <= y;
    case DLSComparisonGreater: return x > y;
    case DLSComparisonGreaterEqual: return x >= y;
    case DLSComparisonIn: return -1;
  }
}

/// Whether a list has an element of the same kind that is equal; -1 when the language must look.
static int contains(DLSValue list, DLSValue wanted) {
  if (!dls_knows_lists || !(wanted.tag == DLS_STRING || wanted.tag == DLS_NUMBER)) return -1;
  const void *array = LIST_ARRAY(list);
  const DLSValue *elements = ARRAY_ELEMENTS(array);
  for (size_t index = 0; index < ARRAY_COUNT(array); index++) {
    if (elements[index].tag != wanted.tag) return -1;
    if (wanted.tag == DLS_STRING ? dls_string_equal(STRING(elements[index]), STRING(wanted))
                                 : number(elements[index]) == number(wanted))
      return 1;
  }
  return 0;
}

/// The same for any comparison.
static int comparison(DLSComparison operator, DLSValue l, DLSValue r) {
  if (is_number(l) && is_number(r)) return number_comparison(operator, number(l), number(r));
  if (operator == DLSComparisonIn) {
    if (r.tag == DLS_LIST) return contains(r, l);
    if (l.tag != DLS_STRING || r.tag != DLS_RECORD) return -1;
    return dls_record_find(RECORD(r), STRING(l)) >= 0;
  }
  if (operator > DLSComparisonNotEqual) {
    if (l.tag != DLS_STRING || r.tag != DLS_STRING) return -1;
    const bool isSame = dls_string_equal(STRING(l), STRING(r));
    return number_comparison(operator, isSame ? 0 : dls_string_order(STRING(l), STRING(r)), 0);
  }
  const int equal = equality(l, r);
  return equal < 0 || operator == DLSComparisonEqual ? equal : !equal;
}

HANDLER(compare_otherwise) {
  const int holds = comparison((DLSComparison)I.d, *B, *C);
  if (unlikely(holds < 0)) GO_ON(other);
  put(A, plain(DLS_BOOL, (uintptr_t)holds));
  NEXT();
}

HANDLER(compare) {
  OPERAND(x, I.b, GO_ON(compare_otherwise));
  OPERAND(y, I.c, GO_ON(compare_otherwise));
  const int holds = number_comparison((DLSComparison)I.d, x, y);
  if (unlikely(holds < 0)) GO_ON(other);
  put(A, plain(DLS_BOOL, (uintptr_t)holds));
  NEXT();
}

HANDLER(jump_unless_comparison) {
  const int holds = comparison((DLSComparison)I.c, *A, *B);
  if (unlikely(holds < 0)) GO_ON(other);
  if (!holds) JUMP();
  NEXT_KEEPING();
}

/// Of what is no pair of numbers.
#define JUMP_UNLESS_ORDERED(name, operator)            \
  HANDLER(name) {                                      \
    const int holds = comparison(operator, *A, *B);    \
    if (unlikely(holds < 0)) GO_ON(other);             \
    if (!holds) JUMP();                                \
    NEXT_KEEPING();                                    \
  }

JUMP_UNLESS_ORDERED(jump_unless_before, DLSComparisonLess)
JUMP_UNLESS_ORDERED(jump_unless_not_after, DLSComparisonLessEqual)

HANDLER(jump_unless_same) {
  const int equal = equality(*A, *B);
  if (unlikely(equal < 0)) GO_ON(other);
  if (!equal) JUMP();
  NEXT_KEEPING();
}

#define JUMP_UNLESS(name, operator, right, others)       \
  HANDLER(name) {                                        \
    OPERAND(x, I.a, GO_ON(others));                      \
    right(y, I.b, GO_ON(others));                        \
    if (!(x operator y)) JUMP();                         \
    NEXT_KEEPING();                                      \
  }

/// The constant is a number.
#define CONSTANT_OPERAND(x, distance, otherwise) const double x = number(*CONSTANT(distance))

JUMP_UNLESS(jump_unless_less, <, OPERAND, jump_unless_before)
JUMP_UNLESS(jump_unless_less_equal, <=, OPERAND, jump_unless_not_after)
JUMP_UNLESS(jump_unless_equal, ==, OPERAND, jump_unless_same)
JUMP_UNLESS(jump_unless_less_constant, <, CONSTANT_OPERAND, other)
JUMP_UNLESS(jump_unless_less_equal_constant, <=, CONSTANT_OPERAND, other)
JUMP_UNLESS(jump_unless_greater_constant, >, CONSTANT_OPERAND, other)
JUMP_UNLESS(jump_unless_greater_equal_constant, >=, CONSTANT_OPERAND, other)
JUMP_UNLESS(jump_unless_equal_constant, ==, CONSTANT_OPERAND, other)

// Fields of records as right operands

/// Does what the next two steps do, which get a field of a record and work with it, when both are numbers.
#define WITH_MEMBER(name, operator)                                                                     \
  HANDLER(name) {                                                                                       \
    OPERAND(x, I.b, NEXT_KEEPING());                                                                    \
    const DLSValue object = *REGISTER(pc->b);                                                           \
    const DLSMemberCache *cache = CACHE(pc->c);                                                         \
    if (unlikely(object.tag != DLS_RECORD || RECORD(object)->layout != cache->layout)) NEXT_KEEPING();  \
    const DLSValue *field = RECORD(object)->values + cache->index;                                      \
    if (unlikely(!is_number(*field))) NEXT_KEEPING();                                                   \
    RESULT(x operator number(*field));                                                                  \
    JUMP();                                                                                             \
    NEXT_KEEPING();                                                                                     \
  }

WITH_MEMBER(add_with_member, +)
WITH_MEMBER(subtract_with_member, -)
WITH_MEMBER(multiply_with_member, *)
WITH_MEMBER(divide_with_member, /)
