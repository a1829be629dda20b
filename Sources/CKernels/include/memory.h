// Storage blocks and the machine's memory.
#pragma once
#include <stddef.h>

/// A 64-byte aligned block of at least `bytes`, from this thread's free list of its size class or from the
/// system. NULL when the machine cannot hold it. Contents are undefined.
void *dls_allocate(size_t bytes);

/// Returns a block to the free list of its class on the calling thread.
void dls_free(void *block, size_t bytes);

/// Gives this thread's cached blocks back to the system.
void dls_trim(void);

/// Bytes this process may still take: the least of available memory, the address-space limit and the cgroup's.
size_t dls_available_memory(void);

/// This thread's scratch of that slot (0…3), at least `bytes` long and 64-byte aligned; it stays valid until
/// the thread asks for a larger one of the same slot. NULL when the machine cannot hold it.
void *dls_scratch(int slot, size_t bytes);
