#define _GNU_SOURCE
#include "affinity.h"

#if defined(__linux__)

#include <sched.h>

bool affinity_hold(int32_t thread, int first, int end) {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  for (int core = first; core < end; core++) CPU_SET(core, &cores);
  return sched_setaffinity(thread, sizeof cores, &cores) == 0;
}

#else

bool affinity_hold(int32_t thread, int first, int end) { return false; }

#endif
