#include <new>

#include "block.h"
#include "memory_patterns.h"

bool pattern_new(size_t count, size_t bytes) {
  char **blocks = new (std::nothrow) char *[count];
  if (blocks == nullptr) return false;
  see(blocks);
  for (size_t i = 0; i < count; i++) {
    blocks[i] = new (std::nothrow) char[bytes];
    if (blocks[i] == nullptr) return false;
    fill(blocks[i], bytes);
  }
  for (size_t i = 0; i < count; i++) delete[] blocks[i];
  delete[] blocks;
  return true;
}
