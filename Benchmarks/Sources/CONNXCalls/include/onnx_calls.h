#ifndef ONNX_CALLS_H
#define ONNX_CALLS_H

#include <stddef.h>
#include <stdint.h>

/// A session that is asked in a loop of C, with one thread and spinning stopped.
struct onnx_calls;

/// Opens a session of a model whose only input and output are tensors of floats. NULL, and `problem` with a text, when
/// that fails.
struct onnx_calls *onnx_calls_open(const char *library, const char *model, const char **problem);

/// Nanoseconds that so many runs take: each wraps the input, runs, reads type and shape of the output, copies it and
/// releases both. Negative when a run failed.
double onnx_calls_time(struct onnx_calls *calls, float *input, size_t elements, const int64_t *shape, size_t rank,
                       size_t runs);

#endif
