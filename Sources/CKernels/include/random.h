// Philox4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011): block i of a
// key is a function of i alone, so any thread may compute any part.
#pragma once
#include <stddef.h>
#include <stdint.h>

/// The four 32-bit words of one block.
void dls_philox(uint64_t key, uint64_t block, uint32_t *words);

/// Elements 4i…4i+3 come from block first+i: uniform in [0, 1) with 24 bits.
void dls_random_uniform_f32(uint64_t key, uint64_t first, size_t n, float *out);

/// The same, standard normal (Box–Muller).
void dls_random_normal_f32(uint64_t key, uint64_t first, size_t n, float *out);

/// Elements 2i and 2i+1 come from block first+i: uniform in [0, 1) with 53 bits.
void dls_random_uniform_f64(uint64_t key, uint64_t first, size_t n, double *out);
void dls_random_normal_f64(uint64_t key, uint64_t first, size_t n, double *out);

/// Elements 2i and 2i+1 come from block first+i: whole numbers low…low+range-1.
void dls_random_integers(uint64_t key, uint64_t first, size_t n, int64_t low, uint64_t range, int64_t *out);

/// Shuffles 0…n-1 (Fisher–Yates); uses n/2 blocks, rounded up.
void dls_random_permutation(uint64_t key, uint64_t first, size_t n, int64_t *out);
