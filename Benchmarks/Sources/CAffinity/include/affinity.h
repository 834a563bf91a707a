/// Holds threads on cores, which Swift's C library module does not offer.
#ifndef BENCHMARKS_AFFINITY_H
#define BENCHMARKS_AFFINITY_H

#include <stdbool.h>
#include <stdint.h>

/// Holds a thread on the cores from `first` up to, not with, `end`. False where the system cannot.
bool affinity_hold(int32_t thread, int first, int end);

#endif
