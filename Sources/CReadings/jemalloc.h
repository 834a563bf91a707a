#ifndef NW_JEMALLOC_H
#define NW_JEMALLOC_H

#include <stdint.h>

/// Usable bytes that jemalloc's statistics have as allocated, approximately: threads keep some to themselves.
/// Negative without jemalloc.
int64_t jemalloc_allocated_bytes(void);

#endif
