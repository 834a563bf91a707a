#ifndef NW_ORT_TYPES_H
#define NW_ORT_TYPES_H

// Everything of ONNX Runtime is behind a pointer; whoever creates one releases it, unless said.

/// Why a call failed; NULL when it did not.
typedef struct nw_ort_status nw_ort_status;
/// Logging and what else is one in a process.
typedef struct nw_ort_environment nw_ort_environment;
typedef struct nw_ort_session_options nw_ort_session_options;
typedef struct nw_ort_session nw_ort_session;
typedef struct nw_ort_run_options nw_ort_run_options;
/// A tensor, or a sequence or map of them.
typedef struct nw_ort_value nw_ort_value;
typedef struct nw_ort_type_info nw_ort_type_info;
/// Element type and shape of a tensor. Where it comes from a `nw_ort_type_info`, that owns it.
typedef struct nw_ort_tensor_info nw_ort_tensor_info;
/// Where memory is.
typedef struct nw_ort_memory_info nw_ort_memory_info;
/// Never released: the library owns the one that is asked for here.
typedef struct nw_ort_allocator nw_ort_allocator;
/// Nodes that one execution provider took. The session owns it.
typedef struct nw_ort_subgraph nw_ort_subgraph;
/// A node of a `nw_ort_subgraph`, which owns it.
typedef struct nw_ort_node nw_ort_node;

/// Messages that are logged at all: what is returned as a status is logged too, at the level before.
enum { NW_ORT_LOG_FATAL = 4 };

/// What a value is: all others are sequences, maps, optional or sparse.
enum { NW_ORT_IS_TENSOR = 1 };

/// How the library gets memory, and for what: for `CreateCpuMemoryInfo`.
enum { NW_ORT_DEVICE_ALLOCATOR = 0, NW_ORT_DEFAULT_MEMORY = 0 };

/// How far a graph is rewritten when it is loaded.
enum nw_ort_optimization {
  NW_ORT_OPTIMIZE_NOTHING = 0,
  NW_ORT_OPTIMIZE_BASIC = 1,
  NW_ORT_OPTIMIZE_EXTENDED = 2,
  NW_ORT_OPTIMIZE_ALL = 99,
};

#endif
