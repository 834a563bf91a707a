#ifndef NW_ALLOCATOR_H
#define NW_ALLOCATOR_H

#include <stdbool.h>

/// The file whose `malloc` libraries of this process call, or NULL where the system does not say.
const char *nw_allocator_file(void);

/// Whether that file is the program itself: an allocator is linked into it.
bool nw_allocator_is_in_program(void);

/// glibc's version, `2.36`, or NULL with another C library.
const char *nw_glibc_version(void);

#endif
