// How a handler of an instruction is written, and which there are.
#pragma once
#include "objects.h"

// Where the loop stands travels in registers from handler to handler.
#define PLACE \
  DLSInstruction *pc, DLSValue *base, const DLSValue *constants, DLSValue *globals, DLSCode *code, \
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
extern const Handler dls_handlers[256];
#include "handlers.h"
#pragma GCC visibility pop

/// The instruction that runs, and what it names.
#define I pc[-1]
#define A (base + I.a)
#define B (base + I.b)
#define C (base + I.c)
#define K (constants + I.d)
#define NEXT()                                        \
  do {                                                \
    const Handler next = dls_handlers[pc->operation]; \
    pc++;                                             \
    JUMP_TO(next);                                    \
  } while (0)

#define INSTRUCTIONS(code) ((DLSInstruction *)((code) + 1))
#define JUMP() (pc = INSTRUCTIONS(code) + I.d)
