#define _GNU_SOURCE
#include "nw_ort_library.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

#define NW_ORT_DESCRIBE(name, number, since) {#name, number, since, offsetof(struct nw_ort_api, name)},
#define NW_ORT_19(name, number, result, arguments) NW_ORT_DESCRIBE(name, number, NW_ORT_OLDEST)
#define NW_ORT_24(name, number, result, arguments) NW_ORT_DESCRIBE(name, number, 24)

static const struct nw_ort_slot slots[] = {
    NW_ORT_SLOTS_SINCE_19(NW_ORT_19) NW_ORT_SLOTS_SINCE_24(NW_ORT_24)};

const struct nw_ort_slot *nw_ort_slot_at(size_t index) {
  return index < sizeof slots / sizeof slots[0] ? &slots[index] : NULL;
}

const struct nw_ort_entry *nw_ort_load(const char *path, char **problem) {
  *problem = NULL;
  void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (handle == NULL) {
    const char *reason = dlerror();
    *problem = strdup(reason != NULL ? reason : "the loader does not say why");
    return NULL;
  }
  const struct nw_ort_entry *(*entry)(void);
  // ISO C has no conversion from an object pointer to a function pointer; POSIX demands that this one works.
  *(void **)&entry = dlsym(handle, "OrtGetApiBase");
  if (entry != NULL) return entry();
  // Some other library, which may go again.
  dlclose(handle);
  *problem = strdup("it is not ONNX Runtime: it has no function OrtGetApiBase");
  return NULL;
}

const struct nw_ort_api *nw_ort_take_table(const struct nw_ort_entry *entry, uint32_t version) {
  const void *const *table = entry->table(version);
  struct nw_ort_api *api = table == NULL ? NULL : calloc(1, sizeof *api);
  if (api == NULL) return NULL;
  const struct nw_ort_slot *slot;
  for (size_t i = 0; (slot = nw_ort_slot_at(i)) != NULL; i++) {
    if (slot->since <= version) memcpy((char *)api + slot->offset, &table[slot->number], sizeof(void *));
  }
  return api;
}
