// How a handler of an instruction is written, and which there are.
#pragma once
#include "objects.h"

// Where the loop stands travels in registers from handler to handler; so does the number that was worked out last,
// which is also in the register at the distance `at`: reading it there would have to wait for it to be written.
#define PLACE \
  DLSStep *pc, DLSValue *base, const DLSValue *constants, DLSValue *globals, DLSCode *code, \
      DLSFrame *frame, DLSCursor *cursor, uint32_t at, double last
#define JUMP_TO(handler) \
  __attribute__((musttail)) return (handler)(pc, base, constants, globals, code, frame, cursor, at, last)
/// Goes on with another handler of the same instruction.
#define GO_ON(name) JUMP_TO(op_##name)

// Spares every handler saving registers for its caller.
#if __has_attribute(preserve_none)
#define HANDLER(name) __attribute__((preserve_none)) DLSOutcome op_##name(PLACE)
typedef __attribute__((preserve_none)) DLSOutcome (*Handler)(PLACE);
#else
#define HANDLER(name) DLSOutcome op_##name(PLACE)
typedef DLSOutcome (*Handler)(PLACE);
#endif

#pragma GCC visibility push(hidden)
#include "handlers.h"
#pragma GCC visibility pop

/// What the running step names.
#define I pc[-1]
#define AT(start, distance) ((void *)((char *)(start) + (distance)))
#define REGISTER(distance) ((DLSValue *)AT(base, distance))
#define A REGISTER(I.a)
#define B REGISTER(I.b)
#define C REGISTER(I.c)
#define CONSTANT(distance) ((const DLSValue *)AT(constants, distance))
#define GLOBAL(distance) ((DLSValue *)AT(globals, distance))
#define CACHE(distance) ((DLSMemberCache *)AT(code->caches, distance))

enum { NOWHERE = UINT32_MAX };

/// Goes on with the next step, when no register has changed or `at` says so.
#define NEXT_KEEPING()                           \
  do {                                           \
    const Handler next = (Handler)pc->handler;   \
    pc++;                                        \
    JUMP_TO(next);                               \
  } while (0)

#define NEXT()    \
  do {            \
    at = NOWHERE; \
    NEXT_KEEPING(); \
  } while (0)

/// Declares the number in a register, or does something else when there is none.
#define OPERAND(x, distance, otherwise)                                          \
  double x;                                                                      \
  if ((distance) == at) {                                                        \
    x = last;                                                                    \
  } else {                                                                       \
    if (unlikely(!is_number(*REGISTER(distance)))) otherwise;                    \
    x = number(*REGISTER(distance));                                             \
  }

/// Puts a number into R[a].
#define RESULT(x)                  \
  do {                             \
    last = (x);                    \
    put(A, number_value(last));    \
    at = I.a;                      \
  } while (0)

#define STEPS(code) ((DLSStep *)((code) + 1))
#define JUMP() (pc = AT(pc, I.d))
