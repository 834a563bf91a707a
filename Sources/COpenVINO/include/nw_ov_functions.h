#ifndef NW_OV_FUNCTIONS_H
#define NW_OV_FUNCTIONS_H

#include "nw_ov_types.h"

// FUNCTION(name without `ov_`, result, (arguments))

#define NW_OV_FUNCTIONS(FUNCTION)                                                                                      \
  FUNCTION(get_openvino_version, int, (struct nw_ov_version *))                                                        \
  FUNCTION(version_free, void, (struct nw_ov_version *))                                                               \
  FUNCTION(get_last_err_msg, const char *, (void))                                                                     \
  FUNCTION(free, void, (const char *))                                                                                 \
  FUNCTION(core_create, int, (nw_ov_core **))                                                                          \
  FUNCTION(core_get_available_devices, int, (const nw_ov_core *, struct nw_ov_devices *))                              \
  FUNCTION(available_devices_free, void, (struct nw_ov_devices *))                                                     \
  FUNCTION(core_read_model, int, (const nw_ov_core *, const char *path, const char *weights, nw_ov_model **))          \
  FUNCTION(core_compile_model, int,                                                                                    \
           (const nw_ov_core *, const nw_ov_model *, const char *device, size_t count, nw_ov_compiled **, ...))        \
  FUNCTION(core_get_property, int, (const nw_ov_core *, const char *device, const char *key, char **))                 \
  FUNCTION(model_const_input, int, (const nw_ov_model *, nw_ov_port **))                                               \
  FUNCTION(model_reshape_single_input, int, (const nw_ov_model *, struct nw_ov_partial_shape))                         \
  FUNCTION(model_free, void, (nw_ov_model *))                                                                          \
  FUNCTION(compiled_model_inputs_size, int, (const nw_ov_compiled *, size_t *))                                        \
  FUNCTION(compiled_model_input_by_index, int, (const nw_ov_compiled *, size_t, nw_ov_port **))                        \
  FUNCTION(compiled_model_outputs_size, int, (const nw_ov_compiled *, size_t *))                                       \
  FUNCTION(compiled_model_output_by_index, int, (const nw_ov_compiled *, size_t, nw_ov_port **))                       \
  FUNCTION(compiled_model_get_property, int, (const nw_ov_compiled *, const char *key, char **))                       \
  FUNCTION(compiled_model_create_infer_request, int, (const nw_ov_compiled *, nw_ov_request **))                       \
  FUNCTION(compiled_model_free, void, (nw_ov_compiled *))                                                              \
  FUNCTION(port_get_any_name, int, (const nw_ov_port *, char **))                                                      \
  FUNCTION(port_get_element_type, int, (const nw_ov_port *, int *))                                                    \
  FUNCTION(port_get_partial_shape, int, (const nw_ov_port *, struct nw_ov_partial_shape *))                            \
  FUNCTION(partial_shape_free, void, (struct nw_ov_partial_shape *))                                                   \
  FUNCTION(output_const_port_free, void, (nw_ov_port *))                                                               \
  FUNCTION(tensor_create_from_host_ptr, int, (int type, struct nw_ov_shape, void *elements, nw_ov_tensor **))          \
  FUNCTION(tensor_get_shape, int, (const nw_ov_tensor *, struct nw_ov_shape *))                                        \
  FUNCTION(tensor_data, int, (const nw_ov_tensor *, void **))                                                          \
  FUNCTION(tensor_free, void, (nw_ov_tensor *))                                                                        \
  FUNCTION(shape_free, int, (struct nw_ov_shape *))                                                                    \
  FUNCTION(infer_request_set_input_tensor_by_index, int, (nw_ov_request *, size_t, const nw_ov_tensor *))              \
  FUNCTION(infer_request_get_output_tensor_by_index, int, (const nw_ov_request *, size_t, nw_ov_tensor **))            \
  FUNCTION(infer_request_infer, int, (nw_ov_request *))                                                                \
  FUNCTION(infer_request_get_profiling_info, int, (const nw_ov_request *, struct nw_ov_profile *))                     \
  FUNCTION(profiling_info_list_free, void, (struct nw_ov_profile *))                                                   \
  FUNCTION(infer_request_free, void, (nw_ov_request *))

// Whether a function is there is asked once, when the library is loaded; whether its arguments may be NULL is not said.
#pragma clang diagnostic push
#pragma clang diagnostic ignored "-Wnullability-completeness"

/// The functions of a library.
struct __attribute__((swift_attr("@Sendable"))) nw_ov_api {
#define NW_OV_MEMBER(name, result, arguments) result(*_Nonnull name) arguments;
  NW_OV_FUNCTIONS(NW_OV_MEMBER)
#undef NW_OV_MEMBER
};

#pragma clang diagnostic pop

#endif
