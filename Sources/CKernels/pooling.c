#include "pooling.h"
#include <string.h>
#include "dispatch.h"

static long least(long a, long b) { return a < b ? a : b; }
static long most(long a, long b) { return a > b ? a : b; }

#define TYPED_SOURCE "pooling_typed.h"
#include "typed.h"
