#include "allocation_count.h"

#include <stddef.h>
#include <stdlib.h>

#if defined(__linux__) && defined(__GLIBC__)

// initial-exec: the general model of thread-locals may itself call malloc on first use.
static _Thread_local uint64_t made __attribute__((tls_model("initial-exec")));

// The C library's own allocator under its other names. Asking `dlsym` for the next `malloc` would allocate.
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);
extern void *__libc_memalign(size_t alignment, size_t size);

void *malloc(size_t size) {
  made++;
  return __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
  made++;
  return __libc_calloc(count, size);
}

void *realloc(void *block, size_t size) {
  made++;
  return __libc_realloc(block, size);
}

void *aligned_alloc(size_t alignment, size_t size) {
  made++;
  return __libc_memalign(alignment, size);
}

int posix_memalign(void **result, size_t alignment, size_t size) {
  made++;
  void *block = __libc_memalign(alignment, size);
  if (block == NULL) return 12;  // ENOMEM
  *result = block;
  return 0;
}

bool allocation_count_works(void) {
  uint64_t before = made;
  // volatile: the compiler may otherwise drop a block that nobody uses.
  void *volatile block = malloc(32);
  free(block);
  return made == before + 1;
}

uint64_t allocation_count_of_thread(void) { return made; }

#else

bool allocation_count_works(void) { return false; }
uint64_t allocation_count_of_thread(void) { return 0; }

#endif
