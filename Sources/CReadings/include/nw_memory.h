#ifndef NW_MEMORY_H
#define NW_MEMORY_H

#include <stdbool.h>
#include <stdint.h>

// None of these allocates, so that reading them changes nothing that is being measured. None of them reads
// `ru_maxrss`: it survives exec, and a child would report the peak of its parent.

/// Resident bytes of this process now, or -1. Linux: VmRSS. Darwin: the physical footprint.
int64_t nw_resident_bytes(void);

/// Resident bytes that belong to no file, or -1 where the system does not say.
int64_t nw_resident_anonymous_bytes(void);

/// Highest resident bytes since start or `nw_reset_peak_resident`, or -1.
int64_t nw_peak_resident_bytes(void);

/// Makes the peak start over from what is resident now; false where the system cannot.
bool nw_reset_peak_resident(void);

/// The sanitizer that this binary was built with, or NULL. Sanitizers bring their own allocator.
const char *nw_sanitizer(void);

#endif
