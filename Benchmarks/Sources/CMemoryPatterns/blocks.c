#include <time.h>
#if defined(__GLIBC__)
#include <malloc.h>
#endif

#include "block.h"
#include "memory_patterns.h"

static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

bool pattern_spike(size_t bytes, uint64_t nanoseconds) {
  void *made = block(bytes);
  if (made == NULL) return false;
  // Not a sleep, which would last for more than the spike.
  for (uint64_t start = now(); now() - start < nanoseconds;) {
  }
  free(made);
  return true;
}

bool pattern_churn(size_t count, size_t bytes, size_t replaced) {
  void **slots = block(count * sizeof *slots);
  if (slots == NULL) return false;
  for (size_t i = 0; i < count; i++) {
    if ((slots[i] = block(bytes)) == NULL) return false;
    fill(slots[i], bytes);
  }
  for (size_t i = 0, place = 0; i < replaced; i++) {
    // A step without a common divisor with most counts comes to all slots, and never to neighbours in turn.
    place = (place + 7919) % count;
    free(slots[place]);
    if ((slots[place] = block(bytes)) == NULL) return false;
    fill(slots[place], bytes);
  }
  for (size_t i = 0; i < count; i++) free(slots[i]);
  free(slots);
  return true;
}

bool pattern_touch(size_t bytes) {
  void *made = block(bytes);
  if (made == NULL) return false;
  fill(made, bytes);
  free(made);
  return true;
}

bool pattern_growth(size_t from, size_t to) {
  uint8_t *made = block(from);
  if (made == NULL) return false;
  fill(made, from);
  for (size_t size = from; size < to;) {
    size_t larger = 2 * size < to ? 2 * size : to;
    uint8_t *grown = realloc(made, larger);
    if (grown == NULL) return false;
    fill(grown + size, larger - size);
    made = grown;
    size = larger;
  }
  free(made);
  return true;
}

bool pattern_aligned(size_t bytes) {
  void *aligned = NULL;
  if (posix_memalign(&aligned, 4096, bytes) != 0) return false;
  void *cleared = calloc(bytes / 1024, 1024), *other = aligned_alloc(64, bytes);
  void *all[] = {aligned, cleared, other};
  bool areThere = cleared != NULL && other != NULL;
  for (int i = 0; areThere && i < 3; i++) fill(all[i], bytes);
  for (int i = 0; i < 3; i++) free(all[i]);
  return areThere;
}

void pattern_give_back_free_pages(void) {
#if defined(__GLIBC__)
  malloc_trim(0);
#endif
}
