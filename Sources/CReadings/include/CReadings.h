/// What NetWeight reads from the machine and Swift cannot: time, preemption, allocations, resident memory.
#ifndef NW_CREADINGS_H
#define NW_CREADINGS_H

#include "nw_allocations.h"
#include "nw_allocator.h"
#include "nw_clock.h"
#include "nw_memory.h"
#include "nw_preemption.h"
#include "nw_timeline.h"

#endif
