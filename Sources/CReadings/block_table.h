#ifndef NW_BLOCK_TABLE_H
#define NW_BLOCK_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// One live block of the allocator.
struct block {
  uintptr_t address;
  /// Bytes that were asked for.
  int64_t requested;
  /// How many of them are in the counters: none for blocks older than the last reset.
  int64_t counted;
};

/// Reserves the table; false when the system gives no memory.
bool block_table_create(void);

/// Remembers a block; true when one with the same address was replaced, which is then in `replaced`.
bool block_table_put(struct block block, struct block *replaced);

/// Takes a block out; false when it is not known.
bool block_table_take(uintptr_t address, struct block *block);

/// Bytes that the table itself occupies.
size_t block_table_bytes(void);

/// Sets `counted` of all blocks to zero.
void block_table_forget_counts(void);

#endif
