// Which blocks are alive, and how many bytes were asked for each. The allocator itself only knows the rounded
// size, which differs from allocator to allocator and would make a gate depend on it.
//
// This runs inside malloc, so it may not call it: memory comes from mmap. Open addressing in 256 shards, each
// with a lock of its own, because a model's worker threads allocate at the same time.

#define _GNU_SOURCE
#include "block_table.h"

#include <sched.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/mman.h>

#if !defined(MAP_ANONYMOUS)
#define MAP_ANONYMOUS MAP_ANON
#endif

enum { SHARDS = 256, SHARD_BITS = 8, FIRST_CAPACITY = 256 };

struct shard {
  atomic_flag locked;
  uint32_t capacity, count;
  struct block *slots;
  char padding[40];  // one cache line each, or neighbours would slow each other down
};

static struct shard shards[SHARDS];
static _Atomic size_t mapped_bytes;

static uint64_t hash(uintptr_t address) {
  uint64_t mixed = (uint64_t)(address >> 4) * 0x9E3779B97F4A7C15u;
  return mixed ^ (mixed >> 29);
}

static struct shard *lock_shard(uint64_t hash) {
  struct shard *shard = &shards[hash & (SHARDS - 1)];
  // A mutex could allocate or enter a signal-unsafe path. Yielding matters: on few cores the holder may be
  // waiting for the very core that spins.
  for (int tries = 0; atomic_flag_test_and_set_explicit(&shard->locked, memory_order_acquire); tries++)
    if (tries > 64) sched_yield();
  return shard;
}

static void unlock_shard(struct shard *shard) {
  atomic_flag_clear_explicit(&shard->locked, memory_order_release);
}

static struct block *map_slots(uint32_t capacity) {
  void *memory = mmap(NULL, capacity * sizeof(struct block), PROT_READ | PROT_WRITE,
                      MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return NULL;
  atomic_fetch_add_explicit(&mapped_bytes, capacity * sizeof(struct block), memory_order_relaxed);
  return memory;
}

/// The slot that holds `address`, or the free one where it belongs.
static uint32_t find_slot(const struct block *slots, uint32_t capacity, uintptr_t address) {
  uint32_t mask = capacity - 1, slot = (uint32_t)(hash(address) >> SHARD_BITS) & mask;
  while (slots[slot].address != 0 && slots[slot].address != address) slot = (slot + 1) & mask;
  return slot;
}

static void double_capacity(struct shard *shard) {
  uint32_t capacity = shard->capacity * 2;
  struct block *slots = map_slots(capacity);
  if (slots == NULL) abort();  // a count that silently lost blocks would be worse than a crashed child
  for (uint32_t i = 0; i < shard->capacity; i++)
    if (shard->slots[i].address != 0)
      slots[find_slot(slots, capacity, shard->slots[i].address)] = shard->slots[i];
  munmap(shard->slots, shard->capacity * sizeof(struct block));
  atomic_fetch_sub_explicit(&mapped_bytes, shard->capacity * sizeof(struct block), memory_order_relaxed);
  shard->slots = slots;
  shard->capacity = capacity;
}

bool block_table_create(void) {
  for (int i = 0; i < SHARDS; i++) {
    shards[i].slots = map_slots(FIRST_CAPACITY);
    if (shards[i].slots == NULL) return false;
    shards[i].capacity = FIRST_CAPACITY;
  }
  return true;
}

bool block_table_put(struct block block, struct block *replaced) {
  struct shard *shard = lock_shard(hash(block.address));
  if (shard->count * 2 >= shard->capacity) double_capacity(shard);
  struct block *slot = &shard->slots[find_slot(shard->slots, shard->capacity, block.address)];
  bool is_known = slot->address != 0;
  if (is_known)
    *replaced = *slot;
  else
    shard->count++;
  *slot = block;
  unlock_shard(shard);
  return is_known;
}

bool block_table_take(uintptr_t address, struct block *block) {
  struct shard *shard = lock_shard(hash(address));
  struct block *slots = shard->slots;
  uint32_t mask = shard->capacity - 1, hole = find_slot(slots, shard->capacity, address);
  bool found = slots[hole].address != 0;
  if (found) {
    *block = slots[hole];
    shard->count--;
    // Close the gap instead of leaving a tombstone: a table under malloc and free would fill with them.
    for (uint32_t next = (hole + 1) & mask; slots[next].address != 0; next = (next + 1) & mask) {
      uint32_t home = (uint32_t)(hash(slots[next].address) >> SHARD_BITS) & mask;
      if (((next - home) & mask) >= ((next - hole) & mask)) {
        slots[hole] = slots[next];
        hole = next;
      }
    }
    slots[hole].address = 0;
  }
  unlock_shard(shard);
  return found;
}

size_t block_table_bytes(void) { return atomic_load_explicit(&mapped_bytes, memory_order_relaxed); }

void block_table_forget_counts(void) {
  for (int i = 0; i < SHARDS; i++) {
    struct shard *shard = lock_shard((uint64_t)i);
    for (uint32_t slot = 0; slot < shard->capacity; slot++) shard->slots[slot].counted = 0;
    unlock_shard(shard);
  }
}
