// Includes TYPED_SOURCE once for float and once for double. TYPED(x) names a function of the type at hand.
#define REAL float
#define TYPED(x) x##_f32
#include TYPED_SOURCE
#undef REAL
#undef TYPED
#define REAL double
#define TYPED(x) x##_f64
#include TYPED_SOURCE
#undef REAL
#undef TYPED
