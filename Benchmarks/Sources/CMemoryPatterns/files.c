#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "memory_patterns.h"

struct pattern_mapping pattern_map(const char *path) {
  struct pattern_mapping mapping = {NULL, 0};
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return mapping;
  struct stat status;
  if (fstat(file, &status) == 0 && status.st_size > 0) {
    void *address = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, file, 0);
    if (address != MAP_FAILED) mapping = (struct pattern_mapping){address, (size_t)status.st_size};
  }
  close(file);
  for (size_t i = 0; i < mapping.bytes; i += 4096) (void)((const volatile uint8_t *)mapping.address)[i];
  return mapping;
}

void pattern_unmap(struct pattern_mapping mapping) {
  if (mapping.address != NULL) munmap((void *)mapping.address, mapping.bytes);
}

bool pattern_late_library(const char *path, size_t bytes) {
  void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (library == NULL) return false;
  bool (*hold)(size_t) = (bool (*)(size_t))dlsym(library, "late_library_hold");
  return hold != NULL && hold(bytes);
}
