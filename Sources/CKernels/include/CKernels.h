// The C kernels: contiguous inner loops with run-time dispatch. Shapes and threads are Tensor's business.
#pragma once
#include "dispatch.h"
#include "conv2d.h"
#include "gemm.h"
#include "norm.h"
#include "optimizer.h"
#include "pooling.h"
#include "softmax.h"
