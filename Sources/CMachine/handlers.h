// Included by dispatch.h. Instructions that are not here are the language's.
//
// The letters say what stands in a, b, c and d: S something that lies in memory at 16 bytes from the next (a register,
// a constant, a global or a cache), N a number, J the instruction to jump to.
#define HANDLERS(X)                                                                 \
  X(Move, move, S, S, N, N)                                                         \
  X(Take, take, S, S, N, N)                                                         \
  X(LoadConstant, load_constant, S, N, N, S)                                        \
  X(LoadNone, load_none, S, N, N, N)                                                \
  X(LoadTrue, load_true, S, N, N, N)                                                \
  X(LoadFalse, load_false, S, N, N, N)                                              \
  X(LoadUndefined, load_undefined, S, N, N, N)                                      \
  X(Clear, clear, S, N, N, N)                                                       \
  X(LoadGlobal, load_global, S, N, N, S)                                            \
  X(StoreGlobal, store_global, S, N, N, S)                                          \
  X(AddGlobal, add_global, S, S, N, S)                                              \
  X(LoadCapture, load_capture, S, N, N, N)                                          \
  X(JumpIfDefined, jump_if_defined, S, N, N, J)                                     \
  X(LoadField, load_field, S, S, N, N)                                              \
  X(StoreField, store_field, S, S, N, N)                                            \
  X(CheckDefined, check_defined, S, N, N, N)                                        \
  X(LoadBox, load_box, S, S, N, N)                                                  \
  X(StoreBox, store_box, S, S, N, N)                                                \
  X(Add, add, S, S, S, N)                                                           \
  X(Subtract, subtract, S, S, S, N)                                                 \
  X(Multiply, multiply, S, S, S, N)                                                 \
  X(Divide, divide, S, S, S, N)                                                     \
  X(FloorDivide, floor_divide, S, S, S, N)                                          \
  X(Remainder, remainder, S, S, S, N)                                               \
  X(Power, power, S, S, S, N)                                                       \
  X(AddConstant, add_constant, S, S, N, S)                                          \
  X(SubtractConstant, subtract_constant, S, S, N, S)                                \
  X(MultiplyConstant, multiply_constant, S, S, N, S)                                \
  X(DivideConstant, divide_constant, S, S, N, S)                                    \
  X(RemainderConstant, remainder_constant, S, S, N, S)                              \
  X(PowerConstant, power_constant, S, S, N, S)                                      \
  X(ConstantMultiply, constant_multiply, S, S, N, S)                                \
  X(Negate, negate, S, S, N, N)                                                     \
  X(Not, not, S, S, N, N)                                                           \
  X(Compare, compare, S, S, S, N)                                                   \
  X(Jump, jump, N, N, N, J)                                                         \
  X(JumpBack, jump_back, N, N, N, J)                                                \
  X(JumpIfFalse, jump_if_false, S, N, N, J)                                         \
  X(JumpIfTrue, jump_if_true, S, N, N, J)                                           \
  X(JumpUnlessLess, jump_unless_less, S, S, N, J)                                   \
  X(JumpUnlessLessEqual, jump_unless_less_equal, S, S, N, J)                        \
  X(JumpUnlessEqual, jump_unless_equal, S, S, N, J)                                 \
  X(JumpUnlessLessConstant, jump_unless_less_constant, S, S, N, J)                  \
  X(JumpUnlessLessEqualConstant, jump_unless_less_equal_constant, S, S, N, J)       \
  X(JumpUnlessGreaterConstant, jump_unless_greater_constant, S, S, N, J)            \
  X(JumpUnlessGreaterEqualConstant, jump_unless_greater_equal_constant, S, S, N, J) \
  X(JumpUnlessEqualConstant, jump_unless_equal_constant, S, S, N, J)                \
  X(JumpUnlessComparison, jump_unless_comparison, S, S, N, J)                       \
  X(RangePrepare, range_prepare, S, S, N, J)                                        \
  X(RangeNext, range_next, S, S, N, J)                                              \
  X(IterateNext, iterate_next, S, S, N, J)                                          \
  X(Call, call, S, N, N, N)                                                         \
  X(CallGlobal, call_global, S, S, N, S)                                            \
  X(CallNamed, call_named, S, N, N, S)                                              \
  X(CallMethod, call_method, S, N, N, S)                                            \
  X(ReturnValue, return_value, S, N, N, N)                                          \
  X(GetMember, get_member, S, S, S, S)                                              \
  X(SetMember, set_member, S, S, S, S)                                              \
  X(GetElement, get_element, S, S, S, N)                                            \
  X(SetElement, set_element, S, S, S, N)                                            \
  X(AddToMember, add_to_member, S, S, S, J)                                         \
  X(SubtractFromMember, subtract_from_member, S, S, S, J)                           \
  X(AddWithMember, add_with_member, S, S, N, J)                                     \
  X(SubtractWithMember, subtract_with_member, S, S, N, J)                           \
  X(MultiplyWithMember, multiply_with_member, S, S, N, J)                           \
  X(DivideWithMember, divide_with_member, S, S, N, J)                               \
  X(GetIndex, get_index, S, S, S, N)                                                \
  X(MakeList, make_list, S, S, N, N)                                                \
  X(MakeTuple, make_tuple, S, S, N, N)                                              \
  X(Unpack, unpack, S, S, N, N)                                                     \
  X(MakeRecord, make_record, S, S, N, S)                                            \
  X(Interpolate, interpolate, S, S, N, N)

#define DECLARE(opcode, name, ...) HANDLER(name);
HANDLERS(DECLARE)
#undef DECLARE

/// Takes the place of `add` before `range_next`.
HANDLER(add_and_go_round);
/// Stops for the language to carry the instruction out.
HANDLER(other);
/// Stops for a look at Ctrl-C.
HANDLER(poll);
HANDLER(too_deep);
