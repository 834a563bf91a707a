#ifndef NW_ALLOCATION_COUNT_H
#define NW_ALLOCATION_COUNT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "block_table.h"

/// Reserves what the counting needs; false when the system gives no memory. Later calls do nothing.
bool allocation_count_prepare(void);

/// Whether this process was forked from the one that counts. Nothing is counted in it.
bool allocation_count_is_stopped(void);

/// A block was made. Call it after the allocator gave it.
void allocation_made(void *address, size_t requested);

/// A block is given back. Call it before the allocator gets it: another thread may be given the address at once.
void allocation_freed(void *address);

/// Takes out a block that is about to go on elsewhere; false when it is not known.
bool allocation_taken(void *address, struct block *block);

/// A block, taken out before, goes on at another size and perhaps another address.
void allocation_resized(struct block block, void *address, size_t requested);

enum { ALLOCATION_TEST_BYTES = 100000 };

/// Makes a block of so many bytes and frees it.
void allocation_make_and_free(void);

/// Whether a block that is made and freed is counted as exactly that.
bool allocation_count_is_right(void);

/// The highest count since this was called last, which then starts over.
int64_t allocation_count_take_recent_peak(void);

#endif
