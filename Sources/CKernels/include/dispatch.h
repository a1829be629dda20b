// How a kernel is compiled for several instruction sets and picked at load time.
#pragma once

#ifndef __has_feature
#define __has_feature(x) 0
#endif

// `-Xcc -DDLS_CLONES=` builds the plain version alone.
#if defined(DLS_CLONES)
#elif defined(__x86_64__) && !__has_feature(thread_sanitizer)
#define DLS_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define DLS_CLONES
#endif

#define INLINE static inline __attribute__((always_inline))
