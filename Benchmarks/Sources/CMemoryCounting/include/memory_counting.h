/// What the measuring process turns on, for a process that is only timed.
#ifndef MEMORY_COUNTING_H
#define MEMORY_COUNTING_H

#include <stdbool.h>

/// Counts each allocation of this process as a measuring child does; false when that cannot be done. Call it once.
bool memory_counting_start(void);

/// Blocks made since then, the proof that something was counted.
unsigned long long memory_counting_allocations(void);

/// The file that serves `malloc`, or NULL where the system does not say.
const char *memory_counting_allocator(void);

#endif
