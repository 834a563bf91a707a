/// Counts the calls to `malloc` and its relatives of this process, by standing in front of the C library's.
#ifndef BENCHMARKS_ALLOCATION_COUNT_H
#define BENCHMARKS_ALLOCATION_COUNT_H

#include <stdbool.h>
#include <stdint.h>

/// Whether allocations are counted on this system: only with the GNU C library.
bool allocation_count_works(void);

/// Blocks made by the calling thread so far. Costs a load, so it can be read between two timed calls.
uint64_t allocation_count_of_thread(void);

#endif
