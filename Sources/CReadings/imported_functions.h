#ifndef NW_IMPORTED_FUNCTIONS_H
#define NW_IMPORTED_FUNCTIONS_H

#include <stdbool.h>
#include <stddef.h>

/// Lets every import of an allocation function, in all objects that are loaded now, call the count. False where no
/// import was found, the program has an allocator of its own, or the platform has another format of objects.
bool imported_functions_count(void);

/// The same for objects that were loaded since; costs 40 ns when there are none.
void imported_functions_rescan(void);

/// Lets every import call the real function again.
void imported_functions_restore(void);

/// Whether something goes uncounted: imports that are bound to another allocator than the process at large
/// (RTLD_DEEPBIND), pages that could not be changed, or objects that were loaded since the last scan.
bool imported_functions_are_missed(void);

#endif
