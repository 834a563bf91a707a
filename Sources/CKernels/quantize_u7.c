// Activations to 7 bits, per vector: asymmetric, scale and zero point from the vector's own range (dynamic
// quantization) or from one that calibration found (static quantization). After a ReLU, and for inputs in 0...1,
// the least value is 0 and so is the zero point.

#include <float.h>

#include "targets.h"

// Every instruction set must round alike, or INT8 answers would differ between machines.
#pragma STDC FP_CONTRACT OFF

enum { lanes = 16 };

// Adding 1.5 * 2^23 leaves a float no bits for a fraction: the addition itself rounds to the nearest integer,
// and the integer is in the low bits. lrintf would do the same at a call per element, and a cast of NaN to an
// integer is undefined in C.
static const float rounding = 12582912.0f;

NW_INLINE int32_t bits_of(float value) {
  int32_t bits;
  __builtin_memcpy(&bits, &value, sizeof bits);
  return bits;
}

NW_INLINE int32_t clamped(int32_t value) {
  return value < 0 ? 0 : value > 127 ? 127 : value;
}

typedef struct {
  nw_affine affine;
  float inverse;
} grid;

/// The 128 steps from `least` to `most`, which have 0 between them.
NW_INLINE grid grid_of(float least, float most) {
  // Halved before the difference is taken, which could overflow; at least the smallest normal number, whose
  // inverse is finite. An all-zero vector gets that scale and only zeros.
  float scale = (most * 0.5f - least * 0.5f) * (2.0f / 127.0f);
  scale = scale < FLT_MIN ? FLT_MIN : scale;
  const float inverse = 1.0f / scale;
  const int32_t zero_point = clamped(bits_of(rounding - least * inverse) - bits_of(rounding));
  return (grid){{scale, zero_point}, inverse};
}

NW_INLINE uint8_t code(float value, float inverse, float shifted) {
  return (uint8_t)clamped(bits_of(value * inverse + shifted) - bits_of(rounding));
}

NW_INLINE nw_affine quantize(const float *input, uint8_t *output, size_t count) {
  // Per lane, because the compiler may not reorder a float reduction; it makes one vector of each array.
  float least[lanes] = {0}, most[lanes] = {0}, poison[lanes] = {0};
  for (size_t i = 0; i < count; i += lanes)
    for (size_t l = 0; l < lanes; ++l) {
      const float x = input[i + l];
      least[l] = x < least[l] ? x : least[l];
      most[l] = x > most[l] ? x : most[l];
      poison[l] += x * 0.0f;  // NaN for NaN and infinity, 0 for all else
    }
  for (size_t l = 1; l < lanes; ++l) {
    least[0] = least[l] < least[0] ? least[l] : least[0];
    most[0] = most[l] > most[0] ? most[l] : most[0];
    poison[0] += poison[l];
  }
  const grid grid = grid_of(least[0], most[0]);
  const float shifted = rounding + (float)grid.affine.zero_point;
  for (size_t i = 0; i < count; ++i) output[i] = code(input[i], grid.inverse, shifted);
  return (nw_affine){grid.affine.scale + poison[0], grid.affine.zero_point};
}

NW_INLINE nw_affine quantize_static(const float *input, uint8_t *output, size_t count, float lower,
                                    float upper, uint32_t *clipped) {
  const grid grid = grid_of(lower, upper);
  const float shifted = rounding + (float)grid.affine.zero_point;
  const float least = lower - 0.5f * grid.affine.scale, most = upper + 0.5f * grid.affine.scale;
  // Reductions of integers, which the compiler may reorder: one loop with everything in it.
  uint32_t beyond = 0, wild = 0;
  for (size_t i = 0; i < count; ++i) {
    const float x = input[i];
    // An exponent of all ones, which infinity and NaN have, carries into the highest bit.
    wild |= ((uint32_t)bits_of(x) & INT32_MAX) + 0x00800000u;
    beyond += (x < least) | (x > most);
    // As floats: the integer that `rounding` makes of a value far away would be anything.
    const float raised = x < least ? least : x;
    output[i] = code(raised > most ? most : raised, grid.inverse, shifted);
  }
  *clipped = beyond;
  return (nw_affine){wild >> 31 ? __builtin_nanf("") : grid.affine.scale, grid.affine.zero_point};
}

static nw_affine quantize_portable(const float *input, uint8_t *output, size_t count) {
  return quantize(input, output, count);
}

static nw_affine static_portable(const float *input, uint8_t *output, size_t count, float lower, float upper,
                                 uint32_t *clipped) {
  return quantize_static(input, output, count, lower, upper, clipped);
}

#if NW_X86
NW_TARGET_AVX2 static nw_affine quantize_avx2(const float *input, uint8_t *output, size_t count) {
  return quantize(input, output, count);
}

NW_TARGET_AVX512 static nw_affine quantize_avx512(const float *input, uint8_t *output, size_t count) {
  return quantize(input, output, count);
}

NW_TARGET_AVX2 static nw_affine static_avx2(const float *input, uint8_t *output, size_t count, float lower,
                                            float upper, uint32_t *clipped) {
  return quantize_static(input, output, count, lower, upper, clipped);
}

NW_TARGET_AVX512 static nw_affine static_avx512(const float *input, uint8_t *output, size_t count, float lower,
                                                float upper, uint32_t *clipped) {
  return quantize_static(input, output, count, lower, upper, clipped);
}
#endif

nw_affine nw_quantize_u7(nw_instruction_set set, const float *input, uint8_t *output, size_t count) {
  switch (set) {
#if NW_X86
  case nw_avx512: return quantize_avx512(input, output, count);
  case nw_avx2: return quantize_avx2(input, output, count);
#endif
  // The compiler makes NEON of the plain loops: it is part of every aarch64 target.
  default: return quantize_portable(input, output, count);
  }
}

nw_affine nw_quantize_u7_static(nw_instruction_set set, const float *input, uint8_t *output, size_t count,
                                float lower, float upper, uint32_t *clipped) {
  switch (set) {
#if NW_X86
  case nw_avx512: return static_avx512(input, output, count, lower, upper, clipped);
  case nw_avx2: return static_avx2(input, output, count, lower, upper, clipped);
#endif
  default: return static_portable(input, output, count, lower, upper, clipped);
  }
}
