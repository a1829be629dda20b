#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)

#define REAL float
#define LANES 8
#define PIXELS_1 12
#define PIXELS_2 6
#define PIXELS_4 0
#define TYPED(x) x##_f32
#define KERNELS dls_conv_f32_avx2
#include "convolution_tiles.h"

#define REAL double
#define LANES 4
#define PIXELS_1 12
#define PIXELS_2 6
#define PIXELS_4 0
#define TYPED(x) x##_f64
#define KERNELS dls_conv_f64_avx2
#include "convolution_tiles.h"

#pragma clang attribute pop
#endif
