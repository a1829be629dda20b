// How a handler of an instruction is written, and which there are.
#pragma once
#include "objects.h"

// Where the loop stands travels in registers from handler to handler.
#define PLACE \
  DLSStep *pc, DLSValue *base, const DLSValue *constants, DLSValue *globals, DLSCode *code, \
      DLSFrame *frame, DLSCursor *cursor
#define JUMP_TO(handler) \
  __attribute__((musttail)) return (handler)(pc, base, constants, globals, code, frame, cursor)
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

#define NEXT()                                   \
  do {                                           \
    const Handler next = (Handler)pc->handler;   \
    pc++;                                        \
    JUMP_TO(next);                               \
  } while (0)
#define STEPS(code) ((DLSStep *)((code) + 1))
#define JUMP() (pc = AT(pc, I.d))
