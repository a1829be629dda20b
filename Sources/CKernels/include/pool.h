// A pool of threads that steal chunks of one job at a time.
#pragma once
#include <stdint.h>

typedef void (*dls_body)(void *context, int64_t chunk);

/// Runs `body(context, i)` for each i in 0..<chunks, in any order, on the caller and the pool's workers, and
/// returns when all have returned. Inline when called from within a body or while another thread has the pool.
void dls_pool_run(int64_t chunks, dls_body body, void *context);

/// How many threads take part, the caller included; at least 1.
int dls_pool_threads(void);
void dls_pool_set_threads(int threads);

/// Cores this process may run on.
int dls_pool_cores(void);

/// 0 for a caller of the pool, 1… for its workers.
int dls_pool_thread_index(void);
