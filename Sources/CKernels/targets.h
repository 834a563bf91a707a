// What the kernel files share: which instruction sets this build has, and how a function is compiled for one.
//
// Per-function targets and a switch at run time, rather than files with their own compiler flags: SwiftPM
// refuses packages with unsafe flags as dependencies.

#ifndef NETWEIGHT_TARGETS_H
#define NETWEIGHT_TARGETS_H

#include "CKernels.h"

#if defined(__x86_64__)
#define NW_X86 1
#include <immintrin.h>
#define NW_TARGET_AVX2 __attribute__((target("avx2,fma")))
#define NW_TARGET_AVX512 __attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni,avx2,fma")))
#elif defined(__aarch64__) && defined(__ARM_NEON)
#define NW_ARM 1
#include <arm_neon.h>
#endif

// A body that is written once in plain C and compiled once per instruction set by being inlined.
#define NW_INLINE static inline __attribute__((always_inline))

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "The weight files are little-endian and are read straight into memory."
#endif
_Static_assert(sizeof(float) == 4 && sizeof(int32_t) == 4, "the files hold 32-bit numbers");
_Static_assert(NW_COLUMN_MULTIPLE % 64 == 0, "one AVX-512 register holds 64 INT8 weights");
_Static_assert(NW_ALIGNMENT == 64, "a row of weights starts on a cache line and on a register");
_Static_assert(127LL * 128 * NW_MAXIMUM_INT8_COLUMNS <= INT32_MAX, "the sum of a row fits its accumulator");
_Static_assert(127 * 128 * 2 <= INT16_MAX, "the sum of a pair of u7 * s8 products fits 16 bits");

#endif
