#ifndef NW_ALLOCATIONS_H
#define NW_ALLOCATIONS_H

#include <stddef.h>
#include <stdint.h>

/// Whether allocations of this process can be counted.
enum nw_allocation_mode {
  /// No jemalloc in this process.
  NW_ALLOCATIONS_NO_JEMALLOC = 0,
  /// jemalloc is loaded, but `malloc` is somebody else's.
  NW_ALLOCATIONS_NOT_SERVING = 1,
  /// jemalloc serves, but its hooks are absent or failed their self-test.
  NW_ALLOCATIONS_NO_HOOKS = 2,
  /// Every allocation is counted.
  NW_ALLOCATIONS_COUNTED = 3,
};

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

/// Finds jemalloc, installs the hooks and tests them; the first call decides, later calls return its answer.
/// Call it when no other thread can be in a first call.
int nw_allocations_install(void);

/// Starts over: blocks that exist already no longer count.
void nw_allocations_reset(void);

/// Starts a new phase: `peak` goes down to what is live, totals to zero; live blocks go on counting.
void nw_allocations_restart(void);

/// The counts now.
struct nw_allocation_counts nw_allocations_read(void);

/// Bytes that the counting itself occupies; they are resident but not the model's.
size_t nw_allocations_own_bytes(void);

/// jemalloc's own version text, or NULL without jemalloc.
const char *nw_jemalloc_version(void);

#endif
