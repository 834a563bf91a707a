#include "late_library.h"

#include <stdlib.h>
#include <string.h>

bool late_library_hold(size_t bytes) {
  void *volatile made = malloc(bytes);  // volatile, or the compiler removes the pair
  if (made == NULL) return false;
  memset(made, 1, bytes);
  free(made);
  return true;
}
