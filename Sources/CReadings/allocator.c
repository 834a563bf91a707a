#define _GNU_SOURCE
#include "nw_allocator.h"

#include <dlfcn.h>
#include <stddef.h>

const char *nw_allocator_file(void) {
  Dl_info place;
  void *function = dlsym(RTLD_DEFAULT, "malloc");
  return function != NULL && dladdr(function, &place) != 0 ? place.dli_fname : NULL;
}

bool nw_allocator_is_in_program(void) {
  Dl_info allocator, own;
  void *function = dlsym(RTLD_DEFAULT, "malloc");
  // This code is linked into the program, and into no library.
  return function != NULL && dladdr(function, &allocator) != 0 &&
         dladdr((const void *)nw_allocator_is_in_program, &own) != 0 && allocator.dli_fbase == own.dli_fbase;
}

const char *nw_glibc_version(void) {
  const char *(*version)(void) = (const char *(*)(void))dlsym(RTLD_DEFAULT, "gnu_get_libc_version");
  return version == NULL ? NULL : version();
}
