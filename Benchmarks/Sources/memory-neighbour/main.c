// A process beside the one that is measured, which makes and touches as many bytes as it is told, again and again, until
// its parent has gone. Says so by a line once it has begun.

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "memory_patterns.h"

int main(int count, char **arguments) {
  size_t bytes = count == 2 ? strtoull(arguments[1], NULL, 10) : 0;
  if (bytes == 0) {
    fprintf(stderr, "usage: memory-neighbour bytes\n");
    return 64;  // EX_USAGE
  }
  pid_t parent = getppid();
  for (bool hasSaid = false; getppid() == parent; hasSaid = true) {
    if (!pattern_touch(bytes)) return 71;  // EX_OSERR
    if (!hasSaid) {
      puts("touching");
      fflush(stdout);
    }
  }
  return 0;
}
