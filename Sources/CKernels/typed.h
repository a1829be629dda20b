// Includes TYPED_SOURCE once for float and once for double. TYPED(x) names a function of the type at hand, WHOLE is
// the integer of its size.
#define REAL float
#define WHOLE int32_t
#define TYPED(x) x##_f32
#include TYPED_SOURCE
#undef REAL
#undef WHOLE
#undef TYPED
#define REAL double
#define WHOLE int64_t
#define TYPED(x) x##_f64
#include TYPED_SOURCE
#undef REAL
#undef WHOLE
#undef TYPED
