// FP32 matrix times vector. Four rows at a time share each load of the input; several accumulators per row
// hide the latency of the fused multiply-add.

#include "targets.h"

NW_INLINE float finish(float sum, float bias, bool relu) {
  float value = sum + bias;
  // Not fmaxf: that would turn NaN into 0 and hide a broken model.
  return relu && value < 0 ? 0 : value;
}

NW_INLINE float portable_row(const float *weights, const float *input, size_t columns) {
  float lanes[4] = {0, 0, 0, 0};
  for (size_t c = 0; c < columns; c += 4)
    for (size_t l = 0; l < 4; ++l) lanes[l] += weights[c + l] * input[c + l];
  return (lanes[0] + lanes[1]) + (lanes[2] + lanes[3]);
}

static void dense_portable(const float *weights, const float *bias, const float *input, float *output,
                           size_t rows, size_t columns, bool relu) {
  for (size_t r = 0; r < rows; ++r)
    output[r] = finish(portable_row(weights + r * columns, input, columns), bias[r], relu);
}

#if NW_X86

NW_TARGET_AVX2 NW_INLINE float sum_avx2(__m256 v) {
  __m128 half = _mm_add_ps(_mm256_castps256_ps128(v), _mm256_extractf128_ps(v, 1));
  half = _mm_add_ps(half, _mm_movehl_ps(half, half));
  return _mm_cvtss_f32(_mm_add_ss(half, _mm_shuffle_ps(half, half, 1)));
}

NW_TARGET_AVX2 NW_INLINE void rows_avx2(const float *weights, const float *bias, const float *input,
                                        float *output, size_t count, size_t columns, bool relu) {
  __m256 even[4], odd[4];
  for (size_t r = 0; r < count; ++r) even[r] = odd[r] = _mm256_setzero_ps();
  for (size_t c = 0; c < columns; c += 16) {
    const __m256 x0 = _mm256_loadu_ps(input + c), x1 = _mm256_loadu_ps(input + c + 8);
    for (size_t r = 0; r < count; ++r) {
      even[r] = _mm256_fmadd_ps(_mm256_loadu_ps(weights + r * columns + c), x0, even[r]);
      odd[r] = _mm256_fmadd_ps(_mm256_loadu_ps(weights + r * columns + c + 8), x1, odd[r]);
    }
  }
  for (size_t r = 0; r < count; ++r)
    output[r] = finish(sum_avx2(_mm256_add_ps(even[r], odd[r])), bias[r], relu);
}

NW_TARGET_AVX2 static void dense_avx2(const float *weights, const float *bias, const float *input,
                                      float *output, size_t rows, size_t columns, bool relu) {
  size_t r = 0;
  for (; r + 4 <= rows; r += 4)
    rows_avx2(weights + r * columns, bias + r, input, output + r, 4, columns, relu);
  for (; r < rows; ++r) rows_avx2(weights + r * columns, bias + r, input, output + r, 1, columns, relu);
}

NW_TARGET_AVX512 NW_INLINE void rows_avx512(const float *weights, const float *bias, const float *input,
                                            float *output, size_t count, size_t columns, bool relu) {
  __m512 even[4], odd[4];
  for (size_t r = 0; r < count; ++r) even[r] = odd[r] = _mm512_setzero_ps();
  for (size_t c = 0; c < columns; c += 32) {
    const __m512 x0 = _mm512_loadu_ps(input + c), x1 = _mm512_loadu_ps(input + c + 16);
    for (size_t r = 0; r < count; ++r) {
      even[r] = _mm512_fmadd_ps(_mm512_loadu_ps(weights + r * columns + c), x0, even[r]);
      odd[r] = _mm512_fmadd_ps(_mm512_loadu_ps(weights + r * columns + c + 16), x1, odd[r]);
    }
  }
  for (size_t r = 0; r < count; ++r)
    output[r] = finish(_mm512_reduce_add_ps(_mm512_add_ps(even[r], odd[r])), bias[r], relu);
}

NW_TARGET_AVX512 static void dense_avx512(const float *weights, const float *bias, const float *input,
                                          float *output, size_t rows, size_t columns, bool relu) {
  size_t r = 0;
  for (; r + 4 <= rows; r += 4)
    rows_avx512(weights + r * columns, bias + r, input, output + r, 4, columns, relu);
  for (; r < rows; ++r) rows_avx512(weights + r * columns, bias + r, input, output + r, 1, columns, relu);
}

#endif
#if NW_ARM

NW_INLINE void rows_neon(const float *weights, const float *bias, const float *input, float *output,
                         size_t count, size_t columns, bool relu) {
  float32x4_t even[4], odd[4];
  for (size_t r = 0; r < count; ++r) even[r] = odd[r] = vdupq_n_f32(0);
  for (size_t c = 0; c < columns; c += 8) {
    const float32x4_t x0 = vld1q_f32(input + c), x1 = vld1q_f32(input + c + 4);
    for (size_t r = 0; r < count; ++r) {
      even[r] = vfmaq_f32(even[r], vld1q_f32(weights + r * columns + c), x0);
      odd[r] = vfmaq_f32(odd[r], vld1q_f32(weights + r * columns + c + 4), x1);
    }
  }
  for (size_t r = 0; r < count; ++r)
    output[r] = finish(vaddvq_f32(vaddq_f32(even[r], odd[r])), bias[r], relu);
}

static void dense_neon(const float *weights, const float *bias, const float *input, float *output,
                       size_t rows, size_t columns, bool relu) {
  size_t r = 0;
  for (; r + 4 <= rows; r += 4)
    rows_neon(weights + r * columns, bias + r, input, output + r, 4, columns, relu);
  for (; r < rows; ++r) rows_neon(weights + r * columns, bias + r, input, output + r, 1, columns, relu);
}

#endif

void nw_dense_f32(nw_instruction_set set, const float *weights, const float *bias, const float *input,
                  float *output, size_t rows, size_t columns, bool relu) {
  switch (set) {
#if NW_X86
  case nw_avx512: dense_avx512(weights, bias, input, output, rows, columns, relu); return;
  case nw_avx2: dense_avx2(weights, bias, input, output, rows, columns, relu); return;
#endif
#if NW_ARM
  case nw_neon: dense_neon(weights, bias, input, output, rows, columns, relu); return;
#endif
  default: dense_portable(weights, bias, input, output, rows, columns, relu);
  }
}

void nw_dense_f32_ref(const float *weights, const float *bias, const float *input, double *output,
                      size_t rows, size_t columns) {
  for (size_t r = 0; r < rows; ++r) {
    double sum = bias[r];
    for (size_t c = 0; c < columns; ++c) sum += (double)weights[r * columns + c] * input[c];
    output[r] = sum;
  }
}
