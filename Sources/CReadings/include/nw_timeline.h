#ifndef NW_TIMELINE_H
#define NW_TIMELINE_H

#include <stdbool.h>
#include <stdint.h>

/// What bytes are looked at.
enum nw_memory_source {
  /// Those that the count of allocations has as live. Between two looks nothing is missed.
  NW_MEMORY_COUNTED = 0,
  /// Those that jemalloc's statistics have as allocated.
  NW_MEMORY_JEMALLOC = 1,
  /// Those that glibc's statistics have as in use.
  NW_MEMORY_GLIBC = 2,
  /// Those that are resident.
  NW_MEMORY_RESIDENT = 3,
};

enum { NW_TIMELINE_CAPACITY = 512 };

/// Bytes over the time since the start of a phase.
struct nw_timeline {
  /// Bytes at the start of the phase and now.
  int64_t first, last;
  /// The most bytes that were seen.
  int64_t peak;
  /// How long each part of `highest` is, in nanoseconds.
  int64_t part_nanoseconds;
  /// How many parts there are.
  int32_t count;
  /// The most bytes in each part.
  int64_t highest[NW_TIMELINE_CAPACITY];
};

/// Whether the source can be read in this process.
bool nw_memory_source_is_there(enum nw_memory_source source);

/// Starts to look at the source every 100 µs, on a thread of its own; false where that cannot be. Call it once.
bool nw_timeline_start(enum nw_memory_source source);

/// Starts a new phase.
void nw_timeline_restart(void);

/// What was seen of this phase, up to now. At rest between phases nothing is missed.
void nw_timeline_read(struct nw_timeline *timeline);

#endif
