// Bytes over time, without a clock in the way of each allocation: a thread looks every 100 µs. Of counted bytes it
// takes the highest since its last look, so that no spike is missed; of statistics it sees what it happens to see.

#define _GNU_SOURCE
#include "nw_timeline.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>
#include <time.h>

#include "allocation_count.h"
#include "jemalloc.h"
#include "nw_allocations.h"
#include "nw_memory.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static enum nw_memory_source source;
static struct nw_timeline timeline;
static int64_t start;

static int64_t nanoseconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

/// As malloc.h has it; declared here since it is newer than the oldest glibc that this is built on.
struct statistics {
  size_t arena, ordblks, smblks, hblks, hblkhd, usmblks, fsmblks, uordblks, fordblks, keepcost;
};

static int64_t glibc_bytes(void) {
  static struct statistics (*mallinfo2)(void);
  if (mallinfo2 == NULL) mallinfo2 = (struct statistics(*)(void))dlsym(RTLD_DEFAULT, "mallinfo2");
  if (mallinfo2 == NULL) return -1;
  struct statistics found = mallinfo2();
  return (int64_t)(found.uordblks + found.hblkhd);
}

/// Its statistics are there also where another allocator is asked.
static bool glibc_serves(void) {
  enum { TEST_BYTES = 1 << 20 };
  int64_t before = glibc_bytes();
  void *volatile block = malloc(TEST_BYTES);  // volatile, or the compiler removes the pair
  int64_t after = glibc_bytes();
  free(block);
  return before >= 0 && after - before >= TEST_BYTES;
}

static int64_t bytes_now(void) {
  switch (source) {
    case NW_MEMORY_COUNTED: return nw_allocations_read().live;
    case NW_MEMORY_JEMALLOC: return jemalloc_allocated_bytes();
    case NW_MEMORY_GLIBC: return glibc_bytes();
    case NW_MEMORY_RESIDENT: return nw_resident_bytes();
  }
  return -1;
}

bool nw_memory_source_is_there(enum nw_memory_source wanted) {
  switch (wanted) {
    case NW_MEMORY_COUNTED: return true;
    case NW_MEMORY_JEMALLOC: return nw_jemalloc_serves() && jemalloc_allocated_bytes() >= 0;
    case NW_MEMORY_GLIBC: return glibc_serves();
    case NW_MEMORY_RESIDENT: return nw_resident_bytes() >= 0;
  }
  return false;
}

/// Parts without a look of their own: it came late.
static void fill(int32_t count) {
  while (timeline.count < count) timeline.highest[timeline.count++] = timeline.last;
}

static void halve(void) {
  fill(NW_TIMELINE_CAPACITY);
  for (int part = 0; part < NW_TIMELINE_CAPACITY / 2; part++) {
    int64_t one = timeline.highest[2 * part], other = timeline.highest[2 * part + 1];
    timeline.highest[part] = one > other ? one : other;
  }
  timeline.count = NW_TIMELINE_CAPACITY / 2;
  timeline.part_nanoseconds *= 2;
}

/// Call it with the lock held.
static void look(void) {
  int64_t now = bytes_now();
  int64_t highest = source == NW_MEMORY_COUNTED ? allocation_count_take_recent_peak() : now;
  if (now > highest) highest = now;
  if (highest > timeline.peak) timeline.peak = highest;
  int64_t elapsed = nanoseconds() - start;
  while (elapsed / timeline.part_nanoseconds >= NW_TIMELINE_CAPACITY) halve();
  int32_t part = (int32_t)(elapsed / timeline.part_nanoseconds);
  fill(part + 1);
  if (highest > timeline.highest[part]) timeline.highest[part] = highest;
  timeline.last = now;
}

static void begin(void) {
  timeline = (struct nw_timeline){.first = bytes_now(), .part_nanoseconds = 100000};
  timeline.last = timeline.peak = timeline.first;
  start = nanoseconds();
}

static void *run(void *ignored) {
  // Reading what is resident takes a system call of 10 µs.
  struct timespec pause = {0, source == NW_MEMORY_RESIDENT ? 1000000 : 100000};
  for (;;) {
    nanosleep(&pause, NULL);
    pthread_mutex_lock(&lock);
    look();
    pthread_mutex_unlock(&lock);
  }
  return ignored;
}

bool nw_timeline_start(enum nw_memory_source wanted) {
  source = wanted;
  nw_timeline_restart();
  pthread_t thread;
  return pthread_create(&thread, NULL, run, NULL) == 0 && pthread_detach(thread) == 0;
}

void nw_timeline_restart(void) {
  pthread_mutex_lock(&lock);
  begin();
  pthread_mutex_unlock(&lock);
}

void nw_timeline_read(struct nw_timeline *copy) {
  pthread_mutex_lock(&lock);
  look();
  *copy = timeline;
  pthread_mutex_unlock(&lock);
}
