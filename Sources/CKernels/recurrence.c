#include "recurrence.h"
#include "dispatch.h"
#include "elementary.h"

INLINE double sigmoid_f64(double x) { return 1.0 / (1.0 + exp(-x)); }
INLINE double tanh_f64(double x) { return tanh(x); }

#define TYPED_SOURCE "recurrence_typed.h"
#include "typed.h"
