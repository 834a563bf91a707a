/// The part of ONNX Runtime's C interface that NetWeight uses, in our own words: no header of it is on machines that
/// have its library from PyPI, and nothing is linked.
#ifndef NW_CONNXRUNTIME_H
#define NW_CONNXRUNTIME_H

#include "nw_ort_library.h"
#include "nw_ort_slots.h"
#include "nw_ort_types.h"

#endif
