#ifndef NW_ALLOCATIONS_H
#define NW_ALLOCATIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// Requested bytes and calls of all threads of the process. Fields in bytes or calls.
struct nw_allocation_counts {
  /// Allocated since the last reset and not yet freed. Negative when older blocks shrank.
  int64_t live;
  /// Highest `live` since the last reset or restart.
  int64_t peak;
  /// All that was asked for since the last reset or restart.
  uint64_t total;
  /// Calls that made a block since then; a block that grows is still the same block.
  uint64_t allocations;
  /// Calls that gave a block back since then.
  uint64_t frees;
};

/// Installs jemalloc's allocation hooks; false when jemalloc does not serve `malloc`, has no hooks, or the hooks
/// fail their self-test. Call it once.
bool nw_allocations_count_by_hooks(void);

/// Lets all that imports `malloc` and its kin call a count on the way, whatever the allocator; false where nothing
/// imports them, or the self-test fails. Call it once, and only where the hooks are not installed.
bool nw_allocations_count_by_imports(void);

/// Counts the imports of libraries, too, that were loaded since; does nothing where imports are not counted.
void nw_allocations_find_new_imports(void);

/// Whether some imports are not counted: they go to another allocator than the process's, could not be changed, or are
/// those of a library that nobody saw being loaded. False where imports are not counted at all.
bool nw_allocations_miss_imports(void);

/// While it pauses, blocks that are made are not counted; blocks that are freed are taken off what is live. For all
/// threads of the process.
void nw_allocations_pause(bool pause);

/// Starts over: blocks that exist already no longer count.
void nw_allocations_reset(void);

/// Starts a new phase: `peak` goes down to what is live, totals to zero; live blocks go on counting.
void nw_allocations_restart(void);

/// The counts now.
struct nw_allocation_counts nw_allocations_read(void);

/// Bytes that the counting itself occupies; they are resident but not the model's.
size_t nw_allocations_own_bytes(void);

/// Whether jemalloc is in this process.
bool nw_jemalloc_is_loaded(void);

/// Whether it is jemalloc that `malloc` asks.
bool nw_jemalloc_serves(void);

/// jemalloc's own version text, or NULL without jemalloc.
const char *nw_jemalloc_version(void);

#endif
