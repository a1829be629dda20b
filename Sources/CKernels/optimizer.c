#include "optimizer.h"
#include "dispatch.h"

// Unlike sqrt, it sets no errno, so loops over it vectorise.
#define ROOT(x) __builtin_elementwise_sqrt(x)
#define TYPED_SOURCE "optimizer_typed.h"
#include "typed.h"
