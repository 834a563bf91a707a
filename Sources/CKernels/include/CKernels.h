// Matrix-vector kernels in FP32 and INT8, for the instruction set that the caller names.
//
// Layout of every matrix: row-major [rows][columns], `columns` a multiple of NW_COLUMN_MULTIPLE, the
// columns beyond the layer's inputs filled with zeros. Input vectors are padded with zeros in the same way.
// So no kernel has a tail loop, and the padding adds exactly nothing. Memory should be aligned to
// NW_ALIGNMENT bytes, which keeps a load from crossing two cache lines; nothing breaks without.

#ifndef NETWEIGHT_CKERNELS_H
#define NETWEIGHT_CKERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NW_ALIGNMENT 64
#define NW_COLUMN_MULTIPLE 64
/// The largest `columns` of an INT8 matrix: 127 * 128 * columns must fit an int32.
#define NW_MAXIMUM_INT8_COLUMNS 131072

/// What a kernel is written for. `nw_avx512` stands for AVX-512 F, BW, VL and VNNI together: without VNNI the
/// AVX2 kernels are as fast for INT8 and don't lower the clock.
typedef enum { nw_portable = 0, nw_neon = 1, nw_avx2 = 2, nw_avx512 = 3 } nw_instruction_set;

/// Whether this machine can execute the set and this build contains kernels for it.
bool nw_is_supported(nw_instruction_set set);
/// The fastest supported set.
nw_instruction_set nw_best(void);
/// A name for people: "avx2". Never null.
const char *nw_name(nw_instruction_set set);

/// output[r] = bias[r] + sum over c of weights[r][c] * input[c]; with `relu`, negative results become 0.
/// NaN stays NaN. `set` must be supported: the kernels don't look again.
void nw_dense_f32(nw_instruction_set set, const float *weights, const float *bias, const float *input,
                  float *output, size_t rows, size_t columns, bool relu);

/// How a vector was quantized: value = scale * (quantized - zero_point).
typedef struct {
  float scale;
  int32_t zero_point;
} nw_affine;

/// Quantizes to 7 bits, 0...127, with the range of this vector and 0 in it, so that 0 is exact.
/// A vector with NaN or infinity in it gets the scale NaN, and everything computed from it is NaN.
/// `count` is a multiple of NW_COLUMN_MULTIPLE.
nw_affine nw_quantize_u7(nw_instruction_set set, const float *input, uint8_t *output, size_t count);

/// The same with a fixed range: `lower` <= 0 <= `upper`, both finite. Values beyond it become its ends. With the
/// range of the very vector it gives what nw_quantize_u7 gives. `clipped` receives how many values are beyond by
/// more than half a step: up to there it is rounding as everywhere. NaN is not counted. Zeros that fill the
/// vector up stay exact and are never counted.
/// A vector with NaN or infinity in it gets the scale NaN, as above: clipping must not hide a broken model.
nw_affine nw_quantize_u7_static(nw_instruction_set set, const float *input, uint8_t *output, size_t count,
                                float lower, float upper, uint32_t *clipped);

/// sums[r] = sum over c of weights[r][c] * input[c], with input in 0...127. Equal on all instruction sets.
void nw_sums_u7s8(nw_instruction_set set, const int8_t *weights, const uint8_t *input, int32_t *sums,
                  size_t rows, size_t columns);

/// One INT8 layer. `weight_sums[r]` is the sum of row r, `scales[r]` the scale of its weights.
/// output[r] = bias[r] + (sums[r] - input.zero_point * weight_sums[r]) * (input.scale * scales[r]).
void nw_dense_u7s8(nw_instruction_set set, const int8_t *weights, const int32_t *weight_sums,
                   const float *scales, const float *bias, const uint8_t *quantized, nw_affine input,
                   float *output, size_t rows, size_t columns, bool relu);

/// y += a * x. `count` is a multiple of NW_COLUMN_MULTIPLE.
void nw_axpy_f32(nw_instruction_set set, float a, const float *x, float *y, size_t count);

/// One step of Adam with decoupled weight decay (Kingma & Ba 2015; Loshchilov & Hutter 2019).
typedef struct {
  float rate, beta1, beta2, epsilon, decay;
  /// 1 - beta^t of the two moments.
  float correction1, correction2;
} nw_adam;
void nw_adam_step(nw_instruction_set set, nw_adam adam, const float *gradient, float *first, float *second,
                  float *weights, size_t count);

/// The oracles of the tests: one plain loop each, the floating-point one in double.
void nw_dense_f32_ref(const float *weights, const float *bias, const float *input, double *output,
                      size_t rows, size_t columns);
void nw_sums_u7s8_ref(const int8_t *weights, const uint8_t *input, int64_t *sums, size_t rows,
                      size_t columns);

#endif
