// The C kernels: contiguous inner loops with run-time dispatch. Shapes and threads are Tensor's business.
#pragma once
#include "dispatch.h"
#include "conv2d.h"
