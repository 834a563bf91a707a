"""Records profiles of ONNX Runtime for the tests of their parser, with the version that is installed.

    python record-profiles.py <folder of the fixtures> <folder to write to>

Run once for each version that is to be covered. Only the profiler's times differ from run to run.
"""

import json
import pathlib
import sys

import onnxruntime

import kernels

#: What is recorded of each file, and the runs: the longer the model, the less, to keep the folder small.
RECORDED = {
    "mlp-fp32": {"inspect": 1, "timed": 2},
    "mlp-qdq": {"inspect": 1, "timed": 2},
    "cnn-dynamic": {"inspect": 1},
    "transformer-qdq-s8-per-channel": {"inspect": 1},
}


def main(fixtures, output):
    output.mkdir(parents=True, exist_ok=True)
    for name, kinds in RECORDED.items():
        for kind, runs in kinds.items():
            recorded = kernels.events(str(fixtures / f"{name}.onnx"), runs, inspect=kind == "inspect")
            text = "[\n" + ",\n".join(json.dumps(event, separators=(",", ":")) for event in recorded) + "\n]\n"
            (output / f"{onnxruntime.__version__}-{name}-{kind}.json").write_text(text)


main(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))
