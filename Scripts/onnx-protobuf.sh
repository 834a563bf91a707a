#!/usr/bin/env bash
# Writes the Swift that reads the messages of Sources/NetWeightONNX/Model/Protobuf/onnx-model.proto, after a change of
# it. Asks for protoc (Debian: protobuf-compiler) and builds protoc-gen-swift of the swift-protobuf that the package
# depends on. The result is checked in: with SwiftPM's plugin each first build would take ten minutes for protoc.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v protoc >/dev/null || {
  echo "protoc is not on the PATH. Next: apt-get install protobuf-compiler" >&2
  exit 1
}
generator=${PROTOC_GEN_SWIFT:-}
if [ -z "$generator" ]; then
  swift build -c release --product protoc-gen-swift
  generator=$(swift build -c release --show-bin-path)/protoc-gen-swift
fi

folder=Sources/NetWeightONNX/Model/Protobuf
protoc --plugin="protoc-gen-swift=$generator" --proto_path="$folder" --swift_out="$folder" \
  --swift_opt=Visibility=Internal --swift_opt=UseAccessLevelOnImports=true onnx-model.proto
