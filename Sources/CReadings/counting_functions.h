#ifndef NW_COUNTING_FUNCTIONS_H
#define NW_COUNTING_FUNCTIONS_H

#include <stdbool.h>
#include <stddef.h>

/// A function that is called in place of another one, which it calls in turn.
struct stand_in {
  const char *name;
  void *function;
  /// The function that it stands in for; NULL when that does not exist, and then nothing calls `function`.
  void *real;
};

/// C's allocation functions: each stand-in calls the real one and the count. First those that only an allocator
/// has; of the rest a library may bring its own, made of the first.
extern struct stand_in allocation_functions[];
extern const size_t allocation_functions_count, allocator_functions_count;

/// The allocation operators of C++.
extern struct stand_in allocation_operators[];
extern const size_t allocation_operators_count;

/// While false, which it is at first, stand-ins only call the real function.
void counting_functions_enable(bool enable);

#endif
