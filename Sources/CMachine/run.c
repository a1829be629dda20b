// The dispatch loop: a function for each instruction, which ends by jumping to that of the next. Numbers are handled
// in place; a step costs no counting and no checks beyond the tags.
#include "dispatch.h"

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
  for (intptr_t index = 0; index + 1 < count; index++) {
    DLSStep *step = code->steps + index;
    if (step->handler == (const void *)op_add && step[1].handler == (const void *)op_range_next)
      step->handler = (const void *)op_add_and_go_round;
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
