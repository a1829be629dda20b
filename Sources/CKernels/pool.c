#define _GNU_SOURCE
#include "pool.h"

#include <limits.h>
#include <linux/futex.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { MAX_THREADS = 256 };

// The job. A ticket is its generation (high half) and the next chunk to take (low half): a worker that comes
// late fails its exchange instead of taking a chunk of the next job.
static struct {
  _Alignas(64) _Atomic uint64_t ticket;
  _Alignas(64) _Atomic uint32_t generation;
  _Atomic uint32_t sleepers;
  _Alignas(64) _Atomic uint32_t done;
  _Atomic uint32_t waiting;
  _Alignas(64) _Atomic uint32_t chunks;
  _Atomic(dls_body) body;
  _Atomic(void *) context;
} job;

static pthread_mutex_t owner = PTHREAD_MUTEX_INITIALIZER;
static _Atomic int wanted = 0;
static _Atomic int started = 1;
static _Thread_local int thread_index = 0;
static _Thread_local bool inside = false;

static void wait_while(_Atomic uint32_t *word, uint32_t value) {
  syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, value, NULL, NULL, 0);
}

static void wake(_Atomic uint32_t *word, int count) {
  syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, count, NULL, NULL, 0);
}

static inline void pause_briefly(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#endif
}

// Takes chunks of the job of this generation until none is left.
static void work(uint32_t generation) {
  uint32_t chunks = atomic_load(&job.chunks);
  dls_body body = atomic_load(&job.body);
  void *context = atomic_load(&job.context);
  uint64_t ticket = atomic_load(&job.ticket);
  for (;;) {
    if ((uint32_t)(ticket >> 32) != generation || (uint32_t)ticket >= chunks) return;
    if (!atomic_compare_exchange_weak(&job.ticket, &ticket, ticket + 1)) continue;
    body(context, (int64_t)(uint32_t)ticket);
    if (atomic_fetch_add(&job.done, 1) + 1 == chunks && atomic_load(&job.waiting)) wake(&job.done, 1);
    ticket = atomic_load(&job.ticket);
  }
}

static void *worker(void *argument) {
  thread_index = (int)(ptrdiff_t)argument;
  inside = true;
  uint32_t seen = 0;
  for (;;) {
    uint32_t generation = atomic_load(&job.generation);
    for (int spins = 0; generation == seen && spins < 2000; spins++) {
      pause_briefly();
      generation = atomic_load_explicit(&job.generation, memory_order_acquire);
    }
    while (generation == seen) {
      atomic_fetch_add(&job.sleepers, 1);
      wait_while(&job.generation, seen);
      atomic_fetch_sub(&job.sleepers, 1);
      generation = atomic_load(&job.generation);
    }
    seen = generation;
    // Threads beyond a lowered limit stay parked.
    if (thread_index < dls_pool_threads()) work(generation);
  }
  return NULL;
}

static void start(int threads) {
  while (atomic_load(&started) < threads) {
    pthread_t thread;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attributes, 8 << 20);
    int failed = pthread_create(&thread, &attributes, worker, (void *)(ptrdiff_t)atomic_load(&started));
    pthread_attr_destroy(&attributes);
    if (failed) return;
    atomic_fetch_add(&started, 1);
  }
}

static void run_inline(uint32_t chunks, dls_body body, void *context) {
  bool before = inside;
  inside = true;
  for (uint32_t chunk = 0; chunk < chunks; chunk++) body(context, chunk);
  inside = before;
}

static void wait_for_all(uint32_t chunks) {
  for (int spins = 0; spins < 1000; spins++) {
    if (atomic_load_explicit(&job.done, memory_order_acquire) == chunks) return;
    pause_briefly();
  }
  atomic_store(&job.waiting, 1);
  for (uint32_t done; (done = atomic_load(&job.done)) != chunks;) wait_while(&job.done, done);
  atomic_store(&job.waiting, 0);
}

void dls_pool_run(int64_t count, dls_body body, void *context) {
  uint32_t chunks = (uint32_t)count;
  int threads = dls_pool_threads();
  if (chunks <= 1 || threads <= 1 || inside || pthread_mutex_trylock(&owner) != 0) {
    run_inline(chunks, body, context);
    return;
  }
  start(threads);
  uint32_t generation = atomic_load(&job.generation) + 1;
  // An out-of-range ticket of the new generation first: nobody may pair old chunks with the new body.
  atomic_store(&job.ticket, ((uint64_t)generation << 32) | UINT32_MAX);
  atomic_store(&job.chunks, chunks);
  atomic_store(&job.body, body);
  atomic_store(&job.context, context);
  atomic_store(&job.done, 0);
  atomic_store(&job.ticket, (uint64_t)generation << 32);
  atomic_store(&job.generation, generation);
  if (atomic_load(&job.sleepers)) wake(&job.generation, chunks > INT_MAX ? INT_MAX : (int)chunks - 1);
  inside = true;
  work(generation);
  inside = false;
  wait_for_all(chunks);
  pthread_mutex_unlock(&owner);
}

int dls_pool_cores(void) {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) != 0) return 1;
  int cores = CPU_COUNT(&set);
  return cores < 1 ? 1 : cores > MAX_THREADS ? MAX_THREADS : cores;
}

int dls_pool_threads(void) {
  if (wanted == 0) wanted = dls_pool_cores();
  return wanted;
}

void dls_pool_set_threads(int threads) {
  wanted = threads < 1 ? 1 : threads > MAX_THREADS ? MAX_THREADS : threads;
}

int dls_pool_thread_index(void) { return thread_index; }
