#include "memory_counting.h"

#include "nw_allocations.h"
#include "nw_allocator.h"
#include "nw_timeline.h"

bool memory_counting_start(enum memory_counting_way way) {
  bool counts =
      way == MEMORY_COUNTING_BY_HOOKS ? nw_allocations_count_by_hooks() : nw_allocations_count_by_imports();
  if (!counts || !nw_timeline_start(NW_MEMORY_COUNTED)) return false;
  nw_allocations_reset();
  return true;
}

void memory_counting_find_new_imports(void) { nw_allocations_find_new_imports(); }

unsigned long long memory_counting_allocations(void) { return nw_allocations_read().allocations; }

const char *memory_counting_allocator(void) { return nw_allocator_file(); }
