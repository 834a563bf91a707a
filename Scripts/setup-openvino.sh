#!/usr/bin/env bash
# Brings in OpenVINO's library, with the plugins and the thread pool that lie beside it: 60 MB to load down, 180 MB in
# .venv.
exec "$(dirname "$0")/setup-wheel.sh" openvino 2026.4.1 OPENVINO_DYLIB_PATH openvino/libs libopenvino_c
