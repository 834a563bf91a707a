// Counts requested bytes over all threads: what the code asked for, whatever the allocator made of it.

#include "allocation_count.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

#include "nw_allocations.h"

static _Atomic int64_t live, peak, recent_peak;
static _Atomic uint64_t total, allocations, frees;
static _Atomic bool paused, stopped;

/// Whoever forked may have held a lock of the table in another thread, and nobody reads the counts of a forked process.
static void stop_in_forked_process(void) { stopped = true; }

bool allocation_count_prepare(void) {
  static bool prepared = false;
  if (!prepared) prepared = block_table_create() && pthread_atfork(NULL, NULL, stop_in_forked_process) == 0;
  return prepared;
}

bool allocation_count_is_stopped(void) { return atomic_load_explicit(&stopped, memory_order_relaxed); }

static void raise_to(_Atomic int64_t *highest, int64_t value) {
  int64_t known = atomic_load_explicit(highest, memory_order_relaxed);
  while (value > known && !atomic_compare_exchange_weak_explicit(highest, &known, value, memory_order_relaxed,
                                                                 memory_order_relaxed)) {
  }
}

static void add_live(int64_t bytes) {
  int64_t now = atomic_fetch_add_explicit(&live, bytes, memory_order_relaxed) + bytes;
  if (bytes <= 0) return;
  raise_to(&peak, now);
  raise_to(&recent_peak, now);
}

static void add_total(int64_t bytes) {
  if (bytes > 0) atomic_fetch_add_explicit(&total, (uint64_t)bytes, memory_order_relaxed);
}

/// Where the address is known still, its block was freed unseen: inside libc, for one.
static void put(struct block block) {
  struct block forgotten;
  if (block_table_put(block, &forgotten)) add_live(-forgotten.counted);
}

void allocation_made(void *address, size_t requested) {
  if (allocation_count_is_stopped()) return;
  bool counts = !atomic_load_explicit(&paused, memory_order_relaxed);
  int64_t bytes = (int64_t)requested;
  put((struct block){(uintptr_t)address, bytes, counts ? bytes : 0});
  if (!counts) return;
  atomic_fetch_add_explicit(&allocations, 1, memory_order_relaxed);
  add_total(bytes);
  add_live(bytes);
}

bool allocation_taken(void *address, struct block *block) {
  return !allocation_count_is_stopped() && block_table_take((uintptr_t)address, block);
}

void allocation_freed(void *address) {
  struct block block;
  // Unknown: older than the counting.
  if (!allocation_taken(address, &block)) return;
  if (!atomic_load_explicit(&paused, memory_order_relaxed))
    atomic_fetch_add_explicit(&frees, 1, memory_order_relaxed);
  add_live(-block.counted);
}

/// A block that grows or shrinks keeps its identity, wherever it ends up: whether the allocator had room to
/// extend it in place is luck, and a figure that a gate judges must not hang on that.
void allocation_resized(struct block block, void *address, size_t requested) {
  int64_t growth = (int64_t)requested - block.requested;
  // What came while the counting paused is of no concern, and neither is what becomes of it.
  bool counts = !atomic_load_explicit(&paused, memory_order_relaxed);
  put((struct block){(uintptr_t)address, (int64_t)requested, block.counted + (counts ? growth : 0)});
  if (!counts) return;
  add_total(growth);
  add_live(growth);
}

void allocation_make_and_free(void) {
  void *volatile block = malloc(ALLOCATION_TEST_BYTES);  // volatile, or the compiler removes the pair
  free(block);
}

bool allocation_count_is_right(void) {
  // Other threads may allocate meanwhile, so a single disturbed try proves nothing.
  for (int tries = 0; tries < 16; tries++) {
    struct nw_allocation_counts before = nw_allocations_read();
    allocation_make_and_free();
    struct nw_allocation_counts after = nw_allocations_read();
    if (after.allocations - before.allocations == 1 && after.frees - before.frees == 1 &&
        after.total - before.total == ALLOCATION_TEST_BYTES && after.live == before.live)
      return true;
  }
  return false;
}

int64_t allocation_count_take_recent_peak(void) {
  return atomic_exchange_explicit(&recent_peak, atomic_load_explicit(&live, memory_order_relaxed),
                                  memory_order_relaxed);
}

void nw_allocations_pause(bool pause) { paused = pause; }

void nw_allocations_reset(void) {
  block_table_forget_counts();
  live = 0;
  nw_allocations_restart();
}

void nw_allocations_restart(void) {
  peak = recent_peak = atomic_load(&live);
  total = allocations = frees = 0;
}

struct nw_allocation_counts nw_allocations_read(void) {
  return (struct nw_allocation_counts){
      .live = live, .peak = peak, .total = total, .allocations = allocations, .frees = frees};
}

size_t nw_allocations_own_bytes(void) { return block_table_bytes(); }
