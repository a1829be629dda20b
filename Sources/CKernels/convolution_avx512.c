#if defined(__x86_64__)
// Not "arch=x86-64-v4", which would prefer 256-bit vectors.
#pragma clang attribute push(__attribute__((target("avx512f,avx512vl,avx512dq,avx512bw,avx2,fma"))), apply_to = function)

#define REAL float
#define LANES 16
#define PIXELS_1 14
#define PIXELS_2 14
#define PIXELS_4 7
#define TYPED(x) x##_f32
#define KERNELS dls_conv_f32_avx512
#include "convolution_tiles.h"

#define REAL double
#define LANES 8
#define PIXELS_1 14
#define PIXELS_2 14
#define PIXELS_4 7
#define TYPED(x) x##_f64
#define KERNELS dls_conv_f64_avx512
#include "convolution_tiles.h"

#pragma clang attribute pop
#endif
