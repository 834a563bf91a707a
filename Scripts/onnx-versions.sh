#!/usr/bin/env bash
# Runs the tests of NetWeightONNX on several releases of ONNX Runtime: by default the oldest that is supported, the last
# and the first before and with what came later (1.24: who runs a node), one more, and the newest on PyPI.
#
#     Scripts/onnx-versions.sh [version …]
set -euo pipefail
cd "$(dirname "$0")/.."

say() { printf 'onnx-versions: %s\n' "$*" >&2; }

versions=("$@")
[ $# -gt 0 ] || versions=(1.19.2 1.23.2 1.24.4 1.25.1 newest)
place=.build/onnxruntime
failed=()
for version in "${versions[@]}"; do
  folder=$place/$version
  library() { ls "$folder"/onnxruntime/capi/libonnxruntime.* 2>/dev/null | head -n 1; }
  if [ "$version" = newest ]; then
    rm -rf "$folder"
    wanted=onnxruntime
  else
    wanted="onnxruntime==$version"
  fi
  [ -n "$(library)" ] || {
    say "installing $wanted"
    python3 -m pip install --quiet --no-deps --target "$folder" "$wanted" >&2
  }
  say "tests on $(basename "$(library)")"
  # The first run builds, the others find nothing to build.
  ORT_DYLIB_PATH="$PWD/$(library)" swift test -c release --disable-testable-imports --filter NetWeightONNXTests ||
    failed+=("$version")
done
[ ${#failed[@]} = 0 ] || {
  say "failed on ${failed[*]}. Next: read the failures above; ORT_DYLIB_PATH=$place/<version>/… swift test runs one again."
  exit 1
}
