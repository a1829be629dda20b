#define _GNU_SOURCE
#include "memory.h"

#include <malloc.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

// Free lists are threaded through the blocks and are per thread, so they need no lock.
typedef struct block {
  struct block *next;
} block;

enum { CLASSES = 256, HUGE = 2 << 20 };

static _Thread_local block *lists[CLASSES];

// Requests from here on are compared with what the machine has left; smaller ones are left to the system.
static const size_t LARGE = (size_t)16 << 20;

// Classes grow by a quarter power of two, so a block wastes at most a fifth.
static int size_class(size_t bytes, size_t *size) {
  if (bytes <= 64) {
    *size = 64;
    return 0;
  }
  size_t units = (bytes + 63) / 64;
  int power = 63 - __builtin_clzll(units - 1 ? units - 1 : 1);
  size_t base = (size_t)1 << power;
  size_t step = base / 4 ? base / 4 : 1;
  size_t quarter = (units - base + step - 1) / step;
  *size = (base + quarter * step) * 64;
  return 1 + power * 4 + (int)quarter;
}

static size_t read_size(const char *path, const char *key, size_t unit) {
  FILE *file = fopen(path, "r");
  if (!file) return SIZE_MAX;
  char line[256];
  size_t result = SIZE_MAX, length = strlen(key);
  while (fgets(line, sizeof line, file)) {
    if (strncmp(line, key, length) != 0) continue;
    char *end;
    unsigned long long value = strtoull(line + length, &end, 10);
    if (end != line + length) result = (size_t)value * unit;
    break;
  }
  fclose(file);
  return result;
}

static size_t difference(size_t limit, size_t used) {
  if (limit == SIZE_MAX || used == SIZE_MAX) return SIZE_MAX;
  return limit > used ? limit - used : 0;
}

size_t dls_available_memory(void) {
  size_t best = read_size("/proc/meminfo", "MemAvailable:", 1024);
  size_t group = difference(
      read_size("/sys/fs/cgroup/memory.max", "", 1), read_size("/sys/fs/cgroup/memory.current", "", 1));
  if (group < best) best = group;
  struct rlimit limit;
  if (getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY) {
    size_t pages = read_size("/proc/self/statm", "", (size_t)sysconf(_SC_PAGESIZE));
    size_t space = difference((size_t)limit.rlim_cur, pages);
    if (space < best) best = space;
  }
  return best;
}

void dls_trim(void) {
  for (int index = 0; index < CLASSES; index++) {
    while (lists[index]) {
      block *head = lists[index];
      lists[index] = head->next;
      free(head);
    }
  }
}

static pthread_key_t leaving;
static pthread_once_t prepared = PTHREAD_ONCE_INIT;
static _Thread_local int watched = 0;

static void leave(void *unused) {
  (void)unused;
  dls_trim();
}

static void prepare(void) { pthread_key_create(&leaving, leave); }

// A thread that ends gives its blocks back.
static void watch(void) {
  pthread_once(&prepared, prepare);
  pthread_setspecific(leaving, &watched);
  watched = 1;
}

// A graph's nodes and tensors are freed by the hundred and made anew; glibc keeps seven of a size for reuse, and more
// only up to this size, which is that of neither by default.
__attribute__((constructor)) static void keep_small_objects(void) { mallopt(M_MXFAST, 160); }

static void *fresh(size_t size) {
  if (size < HUGE) return aligned_alloc(64, size);
  size_t whole = (size + HUGE - 1) / HUGE * HUGE;
  void *result = aligned_alloc(HUGE, whole);
  // First touch costs far more than a copy; huge pages make it cheaper.
  if (result) madvise(result, whole, MADV_HUGEPAGE);
  return result;
}

void *dls_allocate(size_t bytes) {
  if (bytes >= (size_t)1 << 46) return NULL;
  size_t size;
  int index = size_class(bytes, &size);
  block *head = lists[index];
  if (head) {
    lists[index] = head->next;
    return head;
  }
  if (size >= LARGE && size > dls_available_memory() / 20 * 19) {
    dls_trim();
    if (size > dls_available_memory() / 20 * 19) return NULL;
  }
  void *result = fresh(size);
  if (!result) {
    dls_trim();
    result = fresh(size);
  }
  return result;
}

void dls_free(void *pointer, size_t bytes) {
  size_t size;
  int index = size_class(bytes, &size);
  if (!watched) watch();
  block *head = pointer;
  head->next = lists[index];
  lists[index] = head;
}

void *dls_scratch(int slot, size_t bytes) {
  static _Thread_local struct {
    void *pointer;
    size_t size;
  } slots[4];
  if (slots[slot].size < bytes) {
    free(slots[slot].pointer);
    size_t size = (bytes + bytes / 4 + 4095) / 4096 * 4096;
    slots[slot].pointer = aligned_alloc(64, size);
    slots[slot].size = slots[slot].pointer ? size : 0;
  }
  return slots[slot].pointer;
}
