#pragma once
#include <stdint.h>

/// R: register, K: constant, G: global. Those that only compute take their operands in `b` and `c` and put the
/// result into `a`.
typedef enum __attribute__((enum_extensibility(closed))) DLSOpcode : uint8_t {
  // Moving values
  DLSOpcodeMove,           // R[a] = R[b]
  DLSOpcodeTake,           // R[a] = R[b], which is empty afterwards
  DLSOpcodeLoadConstant,   // R[a] = K[d]
  DLSOpcodeLoadNone,       // R[a] = none
  DLSOpcodeLoadTrue,
  DLSOpcodeLoadFalse,
  DLSOpcodeLoadUndefined,  // R[a] has no value
  DLSOpcodeClear,          // nor have b registers from a
  DLSOpcodeLoadGlobal,     // R[a] = G[d]
  DLSOpcodeStoreGlobal,    // G[d] = R[a]
  DLSOpcodeAddGlobal,      // G[d] = G[d] + R[b]; R[a] has what G[d] held when that fails
  DLSOpcodeMakeBox,        // R[a] becomes a box of what it held
  DLSOpcodeLoadBox,        // R[a] = value of box R[b]; c: tells when undefined
  DLSOpcodeStoreBox,       // box R[b] = R[a]
  DLSOpcodeLoadCapture,    // R[a] = value of the c-th captured box; b: 0, or 1 + which code of a model runs
  DLSOpcodeLoadField,      // R[a] = field d of the instance R[b]
  DLSOpcodeStoreField,     // field d of the instance R[b] = R[a]
  DLSOpcodeCheckDefined,   // R[a], a field, must be defined; K[d] is its name
  DLSOpcodeCheckAugmented, // the same for `x += e`
  DLSOpcodeKeepParameter,  // a parameter R[b] takes the contents of R[a], and R[a] becomes that parameter
  DLSOpcodeJumpIfDefined,  // R[a]

  // Arithmetic; K: the right operand is the constant d
  DLSOpcodeAdd,
  DLSOpcodeSubtract,
  DLSOpcodeMultiply,
  DLSOpcodeDivide,
  DLSOpcodeFloorDivide,
  DLSOpcodeRemainder,
  DLSOpcodePower,
  DLSOpcodeMatmul,
  DLSOpcodeAddConstant,
  DLSOpcodeSubtractConstant,
  DLSOpcodeMultiplyConstant,
  DLSOpcodeDivideConstant,
  DLSOpcodeRemainderConstant,
  DLSOpcodePowerConstant,
  DLSOpcodeConstantMultiply, // K[d] * R[b]
  DLSOpcodeNegate,
  DLSOpcodePlus,
  DLSOpcodeNot,

  // Comparing and jumping
  DLSOpcodeCompare,  // a = b ? c, the comparison in d
  DLSOpcodeJump,
  DLSOpcodeJumpBack,  // a back-edge: polls for interruption
  DLSOpcodeJumpIfFalse,  // R[a]
  DLSOpcodeJumpIfTrue,
  DLSOpcodeJumpUnlessLess,  // R[a] < R[b]; c is 1 when the program has them the other way round
  DLSOpcodeJumpUnlessLessEqual,
  DLSOpcodeJumpUnlessEqual,  // R[a] == R[b]
  DLSOpcodeJumpUnlessLessConstant,  // R[a] < K[b]
  DLSOpcodeJumpUnlessLessEqualConstant,
  DLSOpcodeJumpUnlessGreaterConstant,
  DLSOpcodeJumpUnlessGreaterEqualConstant,
  DLSOpcodeJumpUnlessEqualConstant,
  DLSOpcodeJumpUnlessComparison,  // R[a] ? R[b], the comparison in c
  DLSOpcodeTruth,  // R[a] = truth of R[b]
  DLSOpcodeChainJump,  // jumps when R[a] is false; tensors go on
  DLSOpcodeChainAnd,  // R[a] = R[b] and R[c], elementwise on tensors

  // Making things
  DLSOpcodeMakeList,  // R[a] from c registers at b; d: 1 + the global that is called with it, or 0
  DLSOpcodeMakeTuple,
  DLSOpcodeMakeWideList,  // as a list, numbers as f64
  DLSOpcodeMakeRecord,  // R[a] from c values at b, cache d
  DLSOpcodeMakeRange,  // R[a] = R[b]..R[b+1] by R[b+2]
  DLSOpcodeMakeFunction,  // R[a] from prototype d
  DLSOpcodeMakeModel,  // R[a] from model prototype d
  DLSOpcodeInterpolate,  // R[a] from c parts at b, formats in the site and, if there are any, from constant d - 1 on
  DLSOpcodeUnpack,  // c registers at a from R[b]

  // Calling
  DLSOpcodeCall,  // R[a] = R[a](c arguments after a)
  DLSOpcodeCallGlobal,  // R[a] = G[d](c arguments after a), cache b
  DLSOpcodeCallNamed,  // the same as call, names in the site, cache d
  DLSOpcodeCallMethod,  // R[a] = R[a+1].name(…), c arguments after a+1, cache d; b: some are named
  DLSOpcodePipeCall,  // R[a] = R[a+1] |> R[a](c arguments after a+1), site d
  DLSOpcodeReturnValue,  // R[a]
  DLSOpcodeReturnNone,

  // Members, indexing, iteration; c of a member: its place among the code's caches
  DLSOpcodeGetMember,  // R[a] = R[b].K[d]
  DLSOpcodeSetMember,  // R[a].K[d] = R[b]
  DLSOpcodeAddToMember,  // field of R[a] += R[b] and jumps to d, if both are numbers
  DLSOpcodeSubtractFromMember,
  DLSOpcodeAddWithMember,  // R[a] = R[b] + the field the next instruction gets; jumps to d, if both are numbers
  DLSOpcodeSubtractWithMember,
  DLSOpcodeMultiplyWithMember,
  DLSOpcodeDivideWithMember,
  DLSOpcodeGetIndex,  // R[a] = R[b][items at c]; d: 0, or of one slice without a step, 1 + 2 from + 4 to, if given
  DLSOpcodeSetIndex,  // R[a][items at c] = R[b], site d
  DLSOpcodeGetElement,  // R[a] = R[b][R[c]]
  DLSOpcodeSetElement,  // R[a][R[b]] = R[c]
  DLSOpcodeRangePrepare,  // R[a]… becomes start, count, step, index; R[b] = start; to d when empty
  DLSOpcodeRangeNext,  // R[b] = next of the range at a; jumps back to d
  DLSOpcodeIteratePrepare,  // R[a] becomes an iteration over elements that come apart into c names, or 0
  DLSOpcodeIterateNext,  // R[b] = next of R[a]; jumps to d at the end

  // Operators on functions
  DLSOpcodePrime,
  DLSOpcodeNabla,
  DLSOpcodeCompose,  // R[a] from c stages at b

  // Other statements
  DLSOpcodeCheckRank,  // R[a] has rank b; site d
  DLSOpcodeCheckLetter,  // axis b of R[a] is the size in R[c], bound when undefined; site d
  DLSOpcodeCheckSize,  // axis b of R[a] is R[c]; site d
  DLSOpcodeEnterNoGrad,  // R[a] keeps what held before
  DLSOpcodeLeaveNoGrad,  // R[a]
  DLSOpcodeSaveRecording,  // R[a]
  DLSOpcodeAssertion,  // R[a]; message in R[b] unless c is 0
  DLSOpcodeUse,  // K[d]
  DLSOpcodeExpectValue,  // tells that R[a] stands before `#=>`
  DLSOpcodeExpectFault,  // the error R[a] is expected, or goes on

  // In a run on shapes alone
  DLSOpcodeRound,  // before each round of loop d; R[a] counts, R[b] is the iteration; may leave the loop
  DLSOpcodeVisit,  // a function was entered
  DLSOpcodeTellName,  // R[a] is called K[d]
} DLSOpcode;

typedef enum __attribute__((enum_extensibility(closed))) DLSComparison : uint8_t {
  DLSComparisonEqual,
  DLSComparisonNotEqual,
  DLSComparisonLess,
  DLSComparisonLessEqual,
  DLSComparisonGreater,
  DLSComparisonGreaterEqual,
  DLSComparisonIn,
} DLSComparison;

/// One step of the machine. Registers are numbered from the base of the frame; `d` is a jump target, or an
/// index of a constant, a global or a site.
typedef struct {
  DLSOpcode operation;
  uint16_t a, b, c;
  int32_t d;
  /// Index of the site, or -1.
  int32_t site;
} DLSInstruction;
