#ifndef NW_ORT_SLOTS_H
#define NW_ORT_SLOTS_H

#include <stddef.h>
#include <stdint.h>

#include "nw_ort_types.h"

// Each release of ONNX Runtime hands out a table of functions that starts with the table of the release before. A
// number below is a function's place in it, which never changes once it was released. Numbers of functions that are
// not yet released do change: only take those of released versions, and test each by what it does
// (Tests/NetWeightONNXTests/Library/SlotTests.swift).
//
// SLOT(name in the table, number, result, (arguments))

/// The oldest minor version of ONNX Runtime 1 that is supported: the wheels before have no library to load.
#define NW_ORT_OLDEST 19

/// What 1.19 and all after it have.
#define NW_ORT_SLOTS_SINCE_19(SLOT)                                                                                    \
  SLOT(GetErrorCode, 1, int, (const nw_ort_status *))                                                                  \
  SLOT(GetErrorMessage, 2, const char *_Nonnull, (const nw_ort_status *))                                              \
  SLOT(CreateEnv, 3, nw_ort_status *, (int log_level, const char *log_name, nw_ort_environment **))                    \
  SLOT(CreateSession, 7, nw_ort_status *,                                                                              \
       (const nw_ort_environment *, const char *path, const nw_ort_session_options *, nw_ort_session **))              \
  SLOT(CreateSessionFromArray, 8, nw_ort_status *,                                                                     \
       (const nw_ort_environment *, const void *bytes, size_t, const nw_ort_session_options *, nw_ort_session **))     \
  SLOT(Run, 9, nw_ort_status *,                                                                                        \
       (nw_ort_session *, const nw_ort_run_options *, const char *const *input_names, nw_ort_value *const *inputs,     \
        size_t, const char *const *output_names, size_t, nw_ort_value **outputs))                                      \
  SLOT(CreateSessionOptions, 10, nw_ort_status *, (nw_ort_session_options **))                                         \
  SLOT(SetOptimizedModelFilePath, 11, nw_ort_status *, (nw_ort_session_options *, const char *path))                   \
  SLOT(EnableProfiling, 14, nw_ort_status *, (nw_ort_session_options *, const char *file_prefix))                      \
  SLOT(DisableCpuMemArena, 19, nw_ort_status *, (nw_ort_session_options *))                                            \
  SLOT(SetSessionGraphOptimizationLevel, 23, nw_ort_status *, (nw_ort_session_options *, int))                         \
  SLOT(SetIntraOpNumThreads, 24, nw_ort_status *, (nw_ort_session_options *, int))                                     \
  SLOT(SessionGetInputCount, 30, nw_ort_status *, (const nw_ort_session *, size_t *))                                  \
  SLOT(SessionGetOutputCount, 31, nw_ort_status *, (const nw_ort_session *, size_t *))                                 \
  SLOT(SessionGetInputTypeInfo, 33, nw_ort_status *, (const nw_ort_session *, size_t index, nw_ort_type_info **))      \
  SLOT(SessionGetOutputTypeInfo, 34, nw_ort_status *, (const nw_ort_session *, size_t index, nw_ort_type_info **))     \
  SLOT(SessionGetInputName, 36, nw_ort_status *, (const nw_ort_session *, size_t index, nw_ort_allocator *, char **))  \
  SLOT(SessionGetOutputName, 37, nw_ort_status *, (const nw_ort_session *, size_t index, nw_ort_allocator *, char **)) \
  SLOT(CreateTensorAsOrtValue, 48, nw_ort_status *,                                                                    \
       (nw_ort_allocator *, const int64_t *shape, size_t rank, int element_type, nw_ort_value **))                     \
  SLOT(CreateTensorWithDataAsOrtValue, 49, nw_ort_status *,                                                            \
       (const nw_ort_memory_info *, void *elements, size_t bytes, const int64_t *shape, size_t rank,                   \
        int element_type, nw_ort_value **))                                                                            \
  SLOT(GetTensorMutableData, 51, nw_ort_status *, (nw_ort_value *, void **))                                           \
  SLOT(GetStringTensorDataLength, 53, nw_ort_status *, (const nw_ort_value *, size_t *))                               \
  SLOT(GetStringTensorContent, 54, nw_ort_status *,                                                                    \
       (const nw_ort_value *, void *bytes, size_t, size_t *offsets, size_t count))                                     \
  SLOT(CastTypeInfoToTensorInfo, 55, nw_ort_status *, (const nw_ort_type_info *, const nw_ort_tensor_info **))         \
  SLOT(GetOnnxTypeFromTypeInfo, 56, nw_ort_status *, (const nw_ort_type_info *, int *))                                \
  SLOT(GetTensorElementType, 60, nw_ort_status *, (const nw_ort_tensor_info *, int *))                                 \
  SLOT(GetDimensionsCount, 61, nw_ort_status *, (const nw_ort_tensor_info *, size_t *))                                \
  SLOT(GetDimensions, 62, nw_ort_status *, (const nw_ort_tensor_info *, int64_t *, size_t))                            \
  SLOT(GetSymbolicDimensions, 63, nw_ort_status *, (const nw_ort_tensor_info *, const char **, size_t))                \
  SLOT(GetTensorTypeAndShape, 65, nw_ort_status *, (const nw_ort_value *, nw_ort_tensor_info **))                      \
  SLOT(CreateCpuMemoryInfo, 69, nw_ort_status *, (int allocator, int memory, nw_ort_memory_info **))                   \
  SLOT(AllocatorFree, 76, nw_ort_status *, (nw_ort_allocator *, void *))                                               \
  SLOT(GetAllocatorWithDefaultOptions, 78, nw_ort_status *, (nw_ort_allocator **))                                     \
  SLOT(ReleaseStatus, 93, void, (nw_ort_status *))                                                                     \
  SLOT(ReleaseSession, 95, void, (nw_ort_session *))                                                                   \
  SLOT(ReleaseValue, 96, void, (nw_ort_value *))                                                                       \
  SLOT(ReleaseTypeInfo, 98, void, (nw_ort_type_info *))                                                                \
  SLOT(ReleaseTensorTypeAndShapeInfo, 99, void, (nw_ort_tensor_info *))                                                \
  SLOT(ReleaseSessionOptions, 100, void, (nw_ort_session_options *))                                                   \
  SLOT(SessionEndProfiling, 110, nw_ort_status *, (nw_ort_session *, nw_ort_allocator *, char **path))                 \
  SLOT(GetAvailableProviders, 125, nw_ort_status *, (char ***names, int *))                                            \
  SLOT(ReleaseAvailableProviders, 126, nw_ort_status *, (char **names, int))                                           \
  SLOT(AddSessionConfigEntry, 130, nw_ort_status *, (nw_ort_session_options *, const char *key, const char *value))    \
  SLOT(SessionOptionsAppendExecutionProvider, 216, nw_ort_status *,                                                    \
       (nw_ort_session_options *, const char *name, const char *const *keys, const char *const *values, size_t))       \
  SLOT(GetResizedStringTensorElementBuffer, 252, nw_ort_status *,                                                      \
       (nw_ort_value *, size_t index, size_t bytes, char **))                                                          \
  SLOT(GetBuildInfoString, 254, const char *_Nonnull, (void))

/// What came with 1.24: which execution provider took which node.
#define NW_ORT_SLOTS_SINCE_24(SLOT)                                                                                    \
  SLOT(Session_GetEpGraphAssignmentInfo, 407, nw_ort_status *,                                                         \
       (const nw_ort_session *, const nw_ort_subgraph *const **, size_t *))                                            \
  SLOT(EpAssignedSubgraph_GetEpName, 408, nw_ort_status *, (const nw_ort_subgraph *, const char **))                   \
  SLOT(EpAssignedSubgraph_GetNodes, 409, nw_ort_status *,                                                              \
       (const nw_ort_subgraph *, const nw_ort_node *const **, size_t *))                                               \
  SLOT(EpAssignedNode_GetName, 410, nw_ort_status *, (const nw_ort_node *, const char **))                             \
  SLOT(EpAssignedNode_GetOperatorType, 412, nw_ort_status *, (const nw_ort_node *, const char **))

/// The newest version whose table is known here; of a newer library, this one's table is asked for.
#define NW_ORT_NEWEST 24

// Whether a function is there is said below, and makes Swift ask; whether its arguments may be NULL is not.
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wnullability-completeness"

/// The functions of a library. Those that it is too old for are NULL.
struct nw_ort_api {
#define NW_ORT_ALWAYS(name, number, result, arguments) result (*_Nonnull name) arguments;
#define NW_ORT_LATER(name, number, result, arguments) result (*_Nullable name) arguments;
  NW_ORT_SLOTS_SINCE_19(NW_ORT_ALWAYS)
  NW_ORT_SLOTS_SINCE_24(NW_ORT_LATER)
#undef NW_ORT_ALWAYS
#undef NW_ORT_LATER
};

#pragma clang diagnostic pop

/// One function of the table.
struct nw_ort_slot {
  const char *_Nonnull name;
  /// Its place in the table of the library.
  size_t number;
  /// The minor version that it came with; 19 also for older ones.
  uint32_t since;
  /// Its place in `nw_ort_api`, in bytes.
  size_t offset;
};

/// The functions that are used, one by one; NULL after the last.
const struct nw_ort_slot *_Nullable nw_ort_slot_at(size_t index);

#endif
