/// What the rows of the memory table do to memory. In C, so that nothing but what is said here is asked for; the thread
/// library's own 300 to 400 bytes for each thread aside. Each returns false when a block or a thread cannot be had, and
/// has then freed nothing more than the end of its process will.
#ifndef MEMORY_PATTERNS_H
#define MEMORY_PATTERNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// One block, kept for so many nanoseconds and never touched.
bool pattern_spike(size_t bytes, uint64_t nanoseconds);

/// As many small blocks, each in a slot of one more block of pointers; then as many times as `replaced` says one of
/// them, here and there, is freed and made again. The most at a time: `count * (bytes + sizeof(void *))`.
bool pattern_churn(size_t count, size_t bytes, size_t replaced);

/// Threads of its own with a block each, none freed before all are there.
bool pattern_threads(int threads, size_t bytes);

/// Threads that wait for work.
struct pattern_pool;

/// Starts the threads of a pool, which live until the process ends; NULL when they cannot be had.
struct pattern_pool *pattern_pool_start(int threads);

/// A block in each thread of the pool, none freed before all are there.
bool pattern_pool_hold(struct pattern_pool *pool, size_t bytes);

/// In each round one thread makes the blocks and another one frees them. The most at a time: `blocks * bytes`.
bool pattern_handover(int rounds, size_t blocks, size_t bytes);

/// A block that grows to twice its size until it has `to` bytes.
bool pattern_growth(size_t from, size_t to);

/// Three blocks at a time of so many bytes each, from `posix_memalign`, `calloc` and `aligned_alloc`.
bool pattern_aligned(size_t bytes);

/// Blocks of C++'s `new`, listed by pointers that are made by it too. The most at a time: `count * (bytes + sizeof(void
/// *))`.
bool pattern_new(size_t count, size_t bytes);

/// A file, mapped.
struct pattern_mapping {
  const uint8_t *address;
  size_t bytes;
};

/// Maps a file and reads a byte of each page; without an address when that fails.
struct pattern_mapping pattern_map(const char *path);

/// Ends a mapping.
void pattern_unmap(struct pattern_mapping mapping);

/// Loads a library and has its function `late_library_hold` keep a block for a moment. The library stays.
bool pattern_late_library(const char *path, size_t bytes);

/// Makes a block, writes to the end of it and frees it.
bool pattern_touch(size_t bytes);

/// Lets the allocator give back the pages of freed blocks; does nothing where it cannot be asked.
void pattern_give_back_free_pages(void);

#ifdef __cplusplus
}
#endif
#endif
