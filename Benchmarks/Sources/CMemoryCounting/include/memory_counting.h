/// What the measuring process turns on, for a process that is only timed.
#ifndef MEMORY_COUNTING_H
#define MEMORY_COUNTING_H

#include <stdbool.h>

/// The ways that count each block.
enum memory_counting_way { MEMORY_COUNTING_BY_HOOKS = 0, MEMORY_COUNTING_BY_IMPORTS = 1 };

/// Counts each allocation of this process, and follows live bytes over time, as a measuring child does; false when that
/// cannot be done. Call it once, before anything is loaded.
bool memory_counting_start(enum memory_counting_way way);

/// Counts the libraries, too, that were loaded since. A measuring child does so before it predicts.
void memory_counting_find_new_imports(void);

/// Blocks made since the start, the proof that something was counted; 0 where nothing counts.
unsigned long long memory_counting_allocations(void);

/// The file that serves `malloc`, or NULL where the system does not say.
const char *memory_counting_allocator(void);

#endif
