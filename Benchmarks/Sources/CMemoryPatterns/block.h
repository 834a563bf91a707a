#ifndef BLOCK_H
#define BLOCK_H

#include <stdlib.h>
#include <string.h>

/// Lets the compiler believe that a block is read here: it removes blocks that nobody reads, together with their `free`,
/// and what is written to a block just before it is freed.
static inline void see(void *block) { __asm__ volatile("" : : "r"(block) : "memory"); }

/// A block of `malloc`.
static inline void *block(size_t bytes) {
  void *made = malloc(bytes);
  see(made);
  return made;
}

/// Writes to the end of a block, so that all its pages are resident.
static inline void fill(void *block, size_t bytes) {
  memset(block, 1, bytes);
  see(block);
}

#endif
