/// The part of OpenVINO's C interface that NetWeight uses, in our own words: nothing of it is linked, and its headers are
/// not needed.
#ifndef NW_COPENVINO_H
#define NW_COPENVINO_H

#include "nw_ov_functions.h"
#include "nw_ov_types.h"

/// Loads the library at a path, or of a name that the loader knows. It is never unloaded: its threads would go on without
/// their code. The functions stay for the life of the process; those that the library does not have are NULL.
///
/// NULL when there is none, with `problem` saying why in the loader's words; they are to be freed.
const struct nw_ov_api *_Nullable nw_ov_load(const char *_Nonnull path, char *_Nullable *_Nonnull problem);

/// The first function that a library does not have; NULL when it has all.
const char *_Nullable nw_ov_missing(const struct nw_ov_api *_Nonnull api);

/// The most properties that a model can be compiled with.
#define NW_OV_MOST_PROPERTIES 16

/// Compiles a model for a device. OpenVINO takes properties as variadic arguments, which Swift cannot pass on.
/// - Parameter count: at most NW_OV_MOST_PROPERTIES.
int nw_ov_compile(const struct nw_ov_api *_Nonnull api, const nw_ov_core *_Nonnull core,
                  const nw_ov_model *_Nonnull model, const char *_Nonnull device,
                  const char *_Nullable const *_Nonnull keys, const char *_Nullable const *_Nonnull values, size_t count,
                  nw_ov_compiled *_Nullable *_Nonnull compiled);

#endif
