#include "softmax.h"
#include "dispatch.h"
#include "vectormath.h"

// Columns worked on together where the axis is not the last.
#define TILE 64

#define TYPED_SOURCE "softmax_typed.h"
#include "typed.h"
