#define _GNU_SOURCE
#include "COpenVINO.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#define NW_OV_DESCRIBE(name, result, arguments) {"ov_" #name, offsetof(struct nw_ov_api, name)},

static const struct {
  const char *name;
  size_t offset;
} functions[] = {NW_OV_FUNCTIONS(NW_OV_DESCRIBE)};

static const size_t function_count = sizeof functions / sizeof functions[0];

const struct nw_ov_api *nw_ov_load(const char *path, char **problem) {
  *problem = NULL;
  // Its plugins find it by its own folder, so that nothing of it need be visible to all.
  void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (handle == NULL) {
    const char *reason = dlerror();
    *problem = strdup(reason != NULL ? reason : "the loader does not say why");
    return NULL;
  }
  // Both are called before it is known which others there are.
  const char *problems[] = {
      dlsym(handle, "ov_get_openvino_version") ? NULL
                                               : "it is not OpenVINO's C library: it has no function ov_get_openvino_version",
      dlsym(handle, "ov_version_free") ? NULL : "it is not OpenVINO's C library: it has no function ov_version_free"};
  if (problems[0] != NULL || problems[1] != NULL) {
    // Some other library, which may go again.
    dlclose(handle);
    *problem = strdup(problems[0] != NULL ? problems[0] : problems[1]);
    return NULL;
  }
  struct nw_ov_api *api = calloc(1, sizeof *api);
  if (api == NULL) {
    *problem = strdup("there is no memory left");
    return NULL;
  }
  for (size_t i = 0; i < function_count; i++) {
    void *function = dlsym(handle, functions[i].name);
    memcpy((char *)api + functions[i].offset, &function, sizeof function);
  }
  return api;
}

const char *nw_ov_missing(const struct nw_ov_api *api) {
  static const char none[sizeof(void *)];
  for (size_t i = 0; i < function_count; i++) {
    if (memcmp((const char *)api + functions[i].offset, none, sizeof none) == 0) return functions[i].name;
  }
  return NULL;
}

int nw_ov_compile(const struct nw_ov_api *api, const nw_ov_core *core, const nw_ov_model *model, const char *device,
                  const char *const *keys, const char *const *values, size_t count, nw_ov_compiled **compiled) {
  const char *k[NW_OV_MOST_PROPERTIES] = {NULL};
  const char *v[NW_OV_MOST_PROPERTIES] = {NULL};
  for (size_t i = 0; i < count && i < NW_OV_MOST_PROPERTIES; i++) {
    k[i] = keys[i];
    v[i] = values[i];
  }
  // OpenVINO reads as many as it is told of; the others are never looked at.
  return api->core_compile_model(core, model, device, 2 * count, compiled, k[0], v[0], k[1], v[1], k[2], v[2], k[3],
                                 v[3], k[4], v[4], k[5], v[5], k[6], v[6], k[7], v[7], k[8], v[8], k[9], v[9], k[10],
                                 v[10], k[11], v[11], k[12], v[12], k[13], v[13], k[14], v[14], k[15], v[15]);
}
