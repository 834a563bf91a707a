#define _GNU_SOURCE
#include "nw_allocator.h"

#include <dlfcn.h>
#include <stddef.h>

const char *nw_allocator_file(void) {
  Dl_info place;
  void *function = dlsym(RTLD_DEFAULT, "malloc");
  return function != NULL && dladdr(function, &place) != 0 ? place.dli_fname : NULL;
}

const char *nw_glibc_version(void) {
  const char *(*version)(void) = (const char *(*)(void))dlsym(RTLD_DEFAULT, "gnu_get_libc_version");
  return version == NULL ? NULL : version();
}
