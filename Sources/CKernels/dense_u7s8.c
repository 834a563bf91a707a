// INT8 matrix times vector: unsigned 7-bit activations by signed 8-bit weights into 32-bit sums.
//
// Why 7 bits and not 8: vpmaddubsw adds two products in 16 bits and saturates. With u8 activations
// 255 * 127 * 2 does not fit, and AVX2 would give other answers than VNNI on a few inputs in a thousand. With
// u7, 127 * 128 * 2 fits, so every instruction set gives the same integers, bit for bit. It costs half a step
// of activation precision, which no accuracy here can see.

#include "targets.h"

// Scale and bias must be rounded alike everywhere; a fused multiply-add rounds once instead of twice.
#pragma STDC FP_CONTRACT OFF

enum { block = 64 };

static void sums_portable(const int8_t *weights, const uint8_t *input, int32_t *sums, size_t rows,
                          size_t columns) {
  for (size_t r = 0; r < rows; ++r) {
    int32_t sum = 0;
    for (size_t c = 0; c < columns; ++c) sum += (int32_t)weights[r * columns + c] * input[c];
    sums[r] = sum;
  }
}

#if NW_X86

NW_TARGET_AVX2 NW_INLINE int32_t sum_avx2(__m256i v) {
  __m128i half = _mm_add_epi32(_mm256_castsi256_si128(v), _mm256_extracti128_si256(v, 1));
  half = _mm_add_epi32(half, _mm_shuffle_epi32(half, 0x4e));
  return _mm_cvtsi128_si32(_mm_add_epi32(half, _mm_shuffle_epi32(half, 0xb1)));
}

NW_TARGET_AVX2 NW_INLINE void rows_avx2(const int8_t *weights, const uint8_t *input, int32_t *sums,
                                        size_t count, size_t columns) {
  const __m256i ones = _mm256_set1_epi16(1);
  __m256i total[4];
  for (size_t r = 0; r < count; ++r) total[r] = _mm256_setzero_si256();
  for (size_t c = 0; c < columns; c += 32) {
    const __m256i x = _mm256_loadu_si256((const __m256i *)(input + c));
    for (size_t r = 0; r < count; ++r) {
      const __m256i w = _mm256_loadu_si256((const __m256i *)(weights + r * columns + c));
      total[r] = _mm256_add_epi32(total[r], _mm256_madd_epi16(_mm256_maddubs_epi16(x, w), ones));
    }
  }
  for (size_t r = 0; r < count; ++r) sums[r] = sum_avx2(total[r]);
}

NW_TARGET_AVX2 static void sums_avx2(const int8_t *weights, const uint8_t *input, int32_t *sums, size_t rows,
                                     size_t columns) {
  size_t r = 0;
  for (; r + 4 <= rows; r += 4) rows_avx2(weights + r * columns, input, sums + r, 4, columns);
  for (; r < rows; ++r) rows_avx2(weights + r * columns, input, sums + r, 1, columns);
}

NW_TARGET_AVX512 NW_INLINE void rows_avx512(const int8_t *weights, const uint8_t *input, int32_t *sums,
                                            size_t count, size_t columns) {
  __m512i total[8];
  for (size_t r = 0; r < count; ++r) total[r] = _mm512_setzero_si512();
  for (size_t c = 0; c < columns; c += 64) {
    const __m512i x = _mm512_loadu_si512(input + c);
    for (size_t r = 0; r < count; ++r)
      total[r] = _mm512_dpbusd_epi32(total[r], x, _mm512_loadu_si512(weights + r * columns + c));
  }
  for (size_t r = 0; r < count; ++r) sums[r] = _mm512_reduce_add_epi32(total[r]);
}

NW_TARGET_AVX512 static void sums_avx512(const int8_t *weights, const uint8_t *input, int32_t *sums,
                                         size_t rows, size_t columns) {
  size_t r = 0;
  for (; r + 8 <= rows; r += 8) rows_avx512(weights + r * columns, input, sums + r, 8, columns);
  for (; r < rows; ++r) rows_avx512(weights + r * columns, input, sums + r, 1, columns);
}

#endif
#if NW_ARM

NW_INLINE int32x4_t add_products(int32x4_t total, int8x16_t w, int8x16_t x) {
#if defined(__ARM_FEATURE_DOTPROD)
  return vdotq_s32(total, w, x);
#else
  // Two products of at most 127 * 128 fit 16 bits, as in vpmaddubsw.
  const int16x8_t low = vmull_s8(vget_low_s8(w), vget_low_s8(x));
  const int16x8_t pairs = vmlal_s8(low, vget_high_s8(w), vget_high_s8(x));
  return vpadalq_s16(total, pairs);
#endif
}

NW_INLINE void rows_neon(const int8_t *weights, const uint8_t *input, int32_t *sums, size_t count,
                         size_t columns) {
  int32x4_t total[4];
  for (size_t r = 0; r < count; ++r) total[r] = vdupq_n_s32(0);
  for (size_t c = 0; c < columns; c += 16) {
    // 0...127 is the same number signed and unsigned.
    const int8x16_t x = vreinterpretq_s8_u8(vld1q_u8(input + c));
    for (size_t r = 0; r < count; ++r)
      total[r] = add_products(total[r], vld1q_s8(weights + r * columns + c), x);
  }
  for (size_t r = 0; r < count; ++r) sums[r] = vaddvq_s32(total[r]);
}

static void sums_neon(const int8_t *weights, const uint8_t *input, int32_t *sums, size_t rows,
                      size_t columns) {
  size_t r = 0;
  for (; r + 4 <= rows; r += 4) rows_neon(weights + r * columns, input, sums + r, 4, columns);
  for (; r < rows; ++r) rows_neon(weights + r * columns, input, sums + r, 1, columns);
}

#endif

void nw_sums_u7s8(nw_instruction_set set, const int8_t *weights, const uint8_t *input, int32_t *sums,
                  size_t rows, size_t columns) {
  switch (set) {
#if NW_X86
  case nw_avx512: sums_avx512(weights, input, sums, rows, columns); return;
  case nw_avx2: sums_avx2(weights, input, sums, rows, columns); return;
#endif
#if NW_ARM
  case nw_neon: sums_neon(weights, input, sums, rows, columns); return;
#endif
  default: sums_portable(weights, input, sums, rows, columns);
  }
}

void nw_dense_u7s8(nw_instruction_set set, const int8_t *weights, const int32_t *weight_sums,
                   const float *scales, const float *bias, const uint8_t *quantized, nw_affine input,
                   float *output, size_t rows, size_t columns, bool relu) {
  // In blocks, so that the sums stay in the first-level cache and need no memory from the caller.
  int32_t sums[block];
  for (size_t start = 0; start < rows; start += block) {
    const size_t count = rows - start < block ? rows - start : block;
    nw_sums_u7s8(set, weights + start * columns, quantized, sums, count, columns);
    for (size_t i = 0; i < count; ++i) {
      const size_t r = start + i;
      const float exact = (float)(sums[i] - input.zero_point * weight_sums[r]);
      const float value = exact * (input.scale * scales[r]) + bias[r];
      // Not fmaxf: NaN must stay NaN.
      output[r] = relu && value < 0 ? 0 : value;
    }
  }
}

void nw_sums_u7s8_ref(const int8_t *weights, const uint8_t *input, int64_t *sums, size_t rows,
                      size_t columns) {
  for (size_t r = 0; r < rows; ++r) {
    sums[r] = 0;
    for (size_t c = 0; c < columns; ++c) sums[r] += (int64_t)weights[r * columns + c] * input[c];
  }
}
