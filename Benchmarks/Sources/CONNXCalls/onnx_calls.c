#define _GNU_SOURCE
#include "onnx_calls.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "nw_ort_library.h"

struct onnx_calls {
  const struct nw_ort_api *api;
  nw_ort_session *session;
  nw_ort_memory_info *memory;
  char *input_name;
  char *output_name;
};

struct onnx_calls *onnx_calls_open(const char *library, const char *model, const char **problem) {
  char *reason = NULL;
  const struct nw_ort_entry *entry = nw_ort_load(library, &reason);
  *problem = reason;
  if (entry == NULL) return NULL;
  const struct nw_ort_api *api = nw_ort_take_table(entry, NW_ORT_OLDEST);
  struct onnx_calls *calls = calloc(1, sizeof *calls);
  nw_ort_environment *environment = NULL;
  nw_ort_session_options *options = NULL;
  nw_ort_allocator *allocator = NULL;
  nw_ort_status *status = NULL;
  calls->api = api;
#define TRY(call) \
  if (status == NULL) status = (call)
  TRY(api->CreateEnv(NW_ORT_LOG_FATAL, "calls", &environment));
  TRY(api->CreateSessionOptions(&options));
  TRY(api->SetSessionGraphOptimizationLevel(options, NW_ORT_OPTIMIZE_ALL));
  TRY(api->SetIntraOpNumThreads(options, 1));
  TRY(api->AddSessionConfigEntry(options, "session.force_spinning_stop", "1"));
  TRY(api->CreateSession(environment, model, options, &calls->session));
  TRY(api->CreateCpuMemoryInfo(NW_ORT_DEVICE_ALLOCATOR, NW_ORT_DEFAULT_MEMORY, &calls->memory));
  TRY(api->GetAllocatorWithDefaultOptions(&allocator));
  TRY(api->SessionGetInputName(calls->session, 0, allocator, &calls->input_name));
  TRY(api->SessionGetOutputName(calls->session, 0, allocator, &calls->output_name));
#undef TRY
  if (status == NULL) return calls;
  *problem = api->GetErrorMessage(status);
  return NULL;
}

static nw_ort_status *run(struct onnx_calls *calls, float *input, size_t elements, const int64_t *shape, size_t rank) {
  const struct nw_ort_api *api = calls->api;
  const char *input_name = calls->input_name, *output_name = calls->output_name;
  nw_ort_value *given = NULL, *found = NULL;
  nw_ort_tensor_info *information = NULL;
  nw_ort_status *status =
      api->CreateTensorWithDataAsOrtValue(calls->memory, input, elements * sizeof *input, shape, rank, 1, &given);
  if (status != NULL) return status;
  status = api->Run(calls->session, NULL, &input_name, (nw_ort_value *const *)&given, 1, &output_name, 1, &found);
  int type = 0;
  size_t found_rank = 0, count = 1;
  void *data = NULL;
  if (status == NULL) status = api->GetTensorTypeAndShape(found, &information);
  if (status == NULL) status = api->GetTensorElementType(information, &type);
  if (status == NULL) status = api->GetDimensionsCount(information, &found_rank);
  if (status == NULL) {
    int64_t *lengths = malloc((found_rank + 1) * sizeof *lengths);
    status = api->GetDimensions(information, lengths, found_rank);
    for (size_t i = 0; i < found_rank; i++) count *= (size_t)lengths[i];
    if (status == NULL) status = api->GetTensorMutableData(found, &data);
    float *copy = malloc(count * sizeof *copy);
    if (status == NULL) memcpy(copy, data, count * sizeof *copy);
    // What the copy holds is used, or the compiler would leave it out.
    __asm__ volatile("" ::"r"(copy) : "memory");
    free(copy);
    free(lengths);
  }
  if (information != NULL) api->ReleaseTensorTypeAndShapeInfo(information);
  if (found != NULL) api->ReleaseValue(found);
  api->ReleaseValue(given);
  return status;
}

static double nanoseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

double onnx_calls_time(struct onnx_calls *calls, float *input, size_t elements, const int64_t *shape, size_t rank,
                       size_t runs) {
  double start = nanoseconds();
  for (size_t i = 0; i < runs; i++) {
    if (run(calls, input, elements, shape, rank) != NULL) return -1;
  }
  return nanoseconds() - start;
}
