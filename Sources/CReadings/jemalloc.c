// What jemalloc tells of itself, and its allocation hooks: an interface that 5.2.1 to 5.3.1 have and do not
// document (include/jemalloc/internal/hook.h); hence the self-test before any figure is believed.
//
// Why not something public: `stats.allocated` is summed from thread caches and missed a spike of 100 µs
// altogether, `thread.peak` knows one thread only, resident memory counts pages.

#define _GNU_SOURCE
#include <dlfcn.h>

#include "allocation_count.h"
#include "jemalloc.h"
#include "nw_allocations.h"

// The order of these is jemalloc's.
enum { MALLOC, POSIX_MEMALIGN, ALIGNED_ALLOC, CALLOC, MEMALIGN, VALLOC, MALLOCX, REALLOC, RALLOCX };

struct hooks {
  void (*allocated)(void *extra, int call, void *result, uintptr_t raw, uintptr_t arguments[3]);
  void (*freed)(void *extra, int call, void *address, uintptr_t arguments[3]);
  void (*resized)(void *extra, int call, void *address, size_t old_usable, size_t new_usable, uintptr_t raw,
                  uintptr_t arguments[4]);
  void *extra;
};

typedef int (*mallctl_function)(const char *, void *, size_t *, void *, size_t);

static mallctl_function mallctl(void) { return (mallctl_function)dlsym(RTLD_DEFAULT, "mallctl"); }

static size_t requested_bytes(int call, const uintptr_t arguments[]) {
  switch (call) {
    case POSIX_MEMALIGN: return arguments[2];
    case CALLOC: return arguments[0] * arguments[1];
    case ALIGNED_ALLOC:
    case MEMALIGN:
    case REALLOC:
    case RALLOCX: return arguments[1];
    default: return arguments[0];
  }
}

static void on_allocated(void *extra, int call, void *result, uintptr_t raw, uintptr_t arguments[3]) {
  (void)extra;
  // posix_memalign that failed hands on whatever was in its result before; what it returns is in `raw`.
  if (result == NULL || (call == POSIX_MEMALIGN && raw != 0)) return;
  struct block old;
  bool moved =
      (call == REALLOC || call == RALLOCX) && arguments[0] != 0 && allocation_taken((void *)arguments[0], &old);
  // A block from before the hooks that moved counts as new: its old size is unknown.
  if (moved)
    allocation_resized(old, result, requested_bytes(call, arguments));
  else
    allocation_made(result, requested_bytes(call, arguments));
}

static void on_freed(void *extra, int call, void *address, uintptr_t arguments[3]) {
  (void)extra, (void)call, (void)arguments;
  // Also the old place of a block that moved, which is not known any more.
  if (address != NULL) allocation_freed(address);
}

static void on_resized(void *extra, int call, void *address, size_t old_usable, size_t new_usable,
                       uintptr_t raw, uintptr_t arguments[4]) {
  (void)extra, (void)call, (void)old_usable, (void)new_usable, (void)raw;
  struct block block;
  if (allocation_taken(address, &block)) allocation_resized(block, address, arguments[1]);
}

bool nw_jemalloc_serves(void) {
  if (mallctl() == NULL) return false;
  uint64_t before = 0, after = 0;
  size_t size = sizeof before;
  if (mallctl()("thread.allocated", &before, &size, NULL, 0) != 0) return false;
  allocation_make_and_free();
  return mallctl()("thread.allocated", &after, &size, NULL, 0) == 0 && after - before >= ALLOCATION_TEST_BYTES;
}

bool nw_jemalloc_is_loaded(void) { return mallctl() != NULL; }

const char *nw_jemalloc_version(void) {
  const char *version = NULL;
  size_t size = sizeof version;
  if (mallctl() == NULL || mallctl()("version", &version, &size, NULL, 0) != 0) return NULL;
  return version;
}

int64_t jemalloc_allocated_bytes(void) {
  uint64_t epoch = 1;
  size_t allocated = 0, size = sizeof allocated;
  // Statistics are of the moment when the epoch was last written.
  if (mallctl() == NULL || mallctl()("epoch", NULL, NULL, &epoch, sizeof epoch) != 0) return -1;
  if (mallctl()("stats.allocated", &allocated, &size, NULL, 0) != 0) return -1;
  return (int64_t)allocated;
}

bool nw_allocations_count_by_hooks(void) {
  if (!nw_jemalloc_serves() || !allocation_count_prepare()) return false;
  struct hooks hooks = {on_allocated, on_freed, on_resized, NULL};
  void *handle = NULL;
  size_t size = sizeof handle;
  if (mallctl()("experimental.hooks.install", &handle, &size, &hooks, sizeof hooks) != 0) return false;
  if (allocation_count_is_right()) return true;
  mallctl()("experimental.hooks.remove", NULL, NULL, &handle, sizeof handle);
  return false;
}
