// The two loops of training that are not a dense layer.

#include "targets.h"

#if __has_builtin(__builtin_elementwise_sqrt)
#define NW_SQRT __builtin_elementwise_sqrt  // sqrtf may set errno, which keeps the loop scalar
#else
#define NW_SQRT __builtin_sqrtf
#endif

NW_INLINE void axpy(float a, const float *restrict x, float *restrict y, size_t count) {
  for (size_t i = 0; i < count; ++i) y[i] += a * x[i];
}

NW_INLINE void adam_step(nw_adam adam, const float *restrict gradient, float *restrict first,
                         float *restrict second, float *restrict weights, size_t count) {
  const float step = adam.rate / adam.correction1, inverse2 = 1 / adam.correction2;
  for (size_t i = 0; i < count; ++i) {
    const float g = gradient[i];
    first[i] = adam.beta1 * first[i] + (1 - adam.beta1) * g;
    second[i] = adam.beta2 * second[i] + (1 - adam.beta2) * g * g;
    weights[i] -= step * first[i] / (NW_SQRT(second[i] * inverse2) + adam.epsilon)
        + adam.rate * adam.decay * weights[i];
  }
}

static void axpy_portable(float a, const float *x, float *y, size_t count) { axpy(a, x, y, count); }
static void adam_portable(nw_adam adam, const float *gradient, float *first, float *second, float *weights,
                          size_t count) {
  adam_step(adam, gradient, first, second, weights, count);
}

#if NW_X86
NW_TARGET_AVX2 static void axpy_avx2(float a, const float *x, float *y, size_t count) {
  axpy(a, x, y, count);
}
NW_TARGET_AVX2 static void adam_avx2(nw_adam adam, const float *gradient, float *first, float *second,
                                     float *weights, size_t count) {
  adam_step(adam, gradient, first, second, weights, count);
}
#endif

// AVX-512 machines run the AVX2 forms: both loops wait for memory, not for arithmetic.
void nw_axpy_f32(nw_instruction_set set, float a, const float *x, float *y, size_t count) {
  (void)set;
#if NW_X86
  if (set == nw_avx2 || set == nw_avx512) {
    axpy_avx2(a, x, y, count);
    return;
  }
#endif
  axpy_portable(a, x, y, count);
}

void nw_adam_step(nw_instruction_set set, nw_adam adam, const float *gradient, float *first, float *second,
                  float *weights, size_t count) {
  (void)set;
#if NW_X86
  if (set == nw_avx2 || set == nw_avx512) {
    adam_avx2(adam, gradient, first, second, weights, count);
    return;
  }
#endif
  adam_portable(adam, gradient, first, second, weights, count);
}
