#ifndef NW_OV_TYPES_H
#define NW_OV_TYPES_H

#include <stddef.h>
#include <stdint.h>

// What is behind a pointer belongs to whoever asked for it, who frees it by the function of its kind.

/// Devices and their plugins.
typedef struct nw_ov_core nw_ov_core;
/// A model as it is in its file.
typedef struct nw_ov_model nw_ov_model;
/// A model that was made ready for a device.
typedef struct nw_ov_compiled nw_ov_compiled;
/// One run at a time of a compiled model.
typedef struct nw_ov_request nw_ov_request;
/// An input or output of a compiled model.
typedef struct nw_ov_port nw_ov_port;
typedef struct nw_ov_tensor nw_ov_tensor;

/// What every function returns that can fail: anything else is a failure.
enum { NW_OV_OK = 0 };

/// The number of 32-bit floats among the types of elements. Releases before 2025.2 count them from another start.
enum { NW_OV_FLOAT = 4 };

/// The oldest release that is supported.
enum { NW_OV_OLDEST_YEAR = 2025, NW_OV_OLDEST_RELEASE = 2 };

struct nw_ov_version {
  /// `2026.4.1-22982-e213a147257-releases/2026/4`
  const char *build;
  const char *description;
};

struct nw_ov_devices {
  char **names;
  size_t count;
};

struct nw_ov_shape {
  int64_t rank;
  int64_t *lengths;
};

/// A length, or what it may be: from least to most, where most is -1 when there is no limit.
struct nw_ov_dimension {
  int64_t least;
  int64_t most;
};

struct nw_ov_partial_shape {
  struct nw_ov_dimension rank;
  struct nw_ov_dimension *dimensions;
};

/// What one node did, on average over all runs of its model.
struct nw_ov_node_profile {
  int status;
  /// Microseconds.
  int64_t real_time;
  /// Microseconds.
  int64_t cpu_time;
  const char *name;
  /// The kernel with the type of its first input: `brgemm_avx2_f32`.
  const char *kernel;
  const char *type;
};

struct nw_ov_profile {
  struct nw_ov_node_profile *nodes;
  size_t count;
};

#endif
