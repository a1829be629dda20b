// Included by dispatch.h. Instructions that are not here are the language's.
#define HANDLERS(X) \
  X(Move, move) \
  X(Take, take) \
  X(LoadConstant, load_constant) \
  X(LoadNone, load_none) \
  X(LoadTrue, load_true) \
  X(LoadFalse, load_false) \
  X(LoadUndefined, load_undefined) \
  X(Clear, clear) \
  X(LoadGlobal, load_global) \
  X(StoreGlobal, store_global) \
  X(AddGlobal, add_global) \
  X(JumpIfDefined, jump_if_defined) \
  X(LoadBox, load_box) \
  X(StoreBox, store_box) \
  X(Add, add) \
  X(Subtract, subtract) \
  X(Multiply, multiply) \
  X(Divide, divide) \
  X(FloorDivide, floor_divide) \
  X(Remainder, remainder) \
  X(Power, power) \
  X(AddConstant, add_constant) \
  X(SubtractConstant, subtract_constant) \
  X(MultiplyConstant, multiply_constant) \
  X(DivideConstant, divide_constant) \
  X(RemainderConstant, remainder_constant) \
  X(PowerConstant, power_constant) \
  X(ConstantMultiply, constant_multiply) \
  X(Negate, negate) \
  X(Not, not) \
  X(Compare, compare) \
  X(Jump, jump) \
  X(JumpBack, jump_back) \
  X(JumpIfFalse, jump_if_false) \
  X(JumpIfTrue, jump_if_true) \
  X(JumpUnlessLess, jump_unless_less) \
  X(JumpUnlessLessEqual, jump_unless_less_equal) \
  X(JumpUnlessEqual, jump_unless_equal) \
  X(JumpUnlessLessConstant, jump_unless_less_constant) \
  X(JumpUnlessLessEqualConstant, jump_unless_less_equal_constant) \
  X(JumpUnlessGreaterConstant, jump_unless_greater_constant) \
  X(JumpUnlessGreaterEqualConstant, jump_unless_greater_equal_constant) \
  X(JumpUnlessEqualConstant, jump_unless_equal_constant) \
  X(JumpUnlessComparison, jump_unless_comparison) \
  X(RangePrepare, range_prepare) \
  X(RangeNext, range_next) \
  X(IterateNext, iterate_next) \
  X(Call, call) \
  X(CallGlobal, call_global) \
  X(CallMethod, call_method) \
  X(ReturnValue, return_value) \
  X(GetMember, get_member) \
  X(SetMember, set_member) \
  X(GetElement, get_element) \
  X(SetElement, set_element) \
  X(AddToMember, add_to_member) \
  X(SubtractFromMember, subtract_from_member) \
  X(MakeRecord, make_record) \
  X(Interpolate, interpolate)

#define DECLARE(opcode, name) HANDLER(name);
HANDLERS(DECLARE)
#undef DECLARE

/// Stops for the language to carry the instruction out.
HANDLER(other);
/// Stops for a look at Ctrl-C.
HANDLER(poll);
HANDLER(too_deep);
