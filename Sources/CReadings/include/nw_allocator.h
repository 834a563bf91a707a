#ifndef NW_ALLOCATOR_H
#define NW_ALLOCATOR_H

/// The file whose `malloc` libraries of this process call, or NULL where the system does not say.
const char *nw_allocator_file(void);

/// glibc's version, `2.36`, or NULL with another C library.
const char *nw_glibc_version(void);

#endif
