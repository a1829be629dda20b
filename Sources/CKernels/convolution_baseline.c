// Any processor: vectors of 128 bits.

#define REAL float
#define LANES 4
#define PIXELS_1 12
#define PIXELS_2 6
#define PIXELS_4 0
#define TYPED(x) x##_f32
#define KERNELS dls_conv_f32_baseline
#include "convolution_tiles.h"

#define REAL double
#define LANES 2
#define PIXELS_1 12
#define PIXELS_2 6
#define PIXELS_4 0
#define TYPED(x) x##_f64
#define KERNELS dls_conv_f64_baseline
#include "convolution_tiles.h"
