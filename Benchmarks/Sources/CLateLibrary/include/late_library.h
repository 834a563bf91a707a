#ifndef LATE_LIBRARY_H
#define LATE_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>

/// Makes a block, writes to the end of it and frees it; false when it cannot be had.
bool late_library_hold(size_t bytes);

#endif
