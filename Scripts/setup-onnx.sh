#!/usr/bin/env bash
# Brings in the library of ONNX Runtime.
exec "$(dirname "$0")/setup-wheel.sh" onnxruntime 1.31.1 ORT_DYLIB_PATH onnxruntime/capi libonnxruntime
