#include "norm.h"
#include <stddef.h>
#include "dispatch.h"

#define TYPED_SOURCE "norm_typed.h"
#include "typed.h"
