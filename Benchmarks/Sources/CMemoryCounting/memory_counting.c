#define _GNU_SOURCE
#include "memory_counting.h"

#include <dlfcn.h>
#include <stddef.h>

#include "nw_allocations.h"

bool memory_counting_start(void) {
  if (nw_allocations_install() != NW_ALLOCATIONS_COUNTED) return false;
  nw_allocations_reset();
  return true;
}

unsigned long long memory_counting_allocations(void) { return nw_allocations_read().allocations; }

const char *memory_counting_allocator(void) {
  Dl_info info;
  void *function = dlsym(RTLD_DEFAULT, "malloc");
  return function != NULL && dladdr(function, &info) != 0 ? info.dli_fname : NULL;
}
