"""What ONNX Runtime ran, by its own profiler. Needs numpy and any onnxruntime from 1.19 on."""

import json
import os
import pathlib
import tempfile

import numpy as np
import onnxruntime

LEVELS = {
    "all": onnxruntime.GraphOptimizationLevel.ORT_ENABLE_ALL,
    "disabled": onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL,
}


def session(path, optimization="all", providers=("CPUExecutionProvider",), entries=None, profile=None, dump=None):
    """A session of one thread. `entries` are its configuration entries, `profile` and `dump` files to write."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.graph_optimization_level = LEVELS[optimization]
    options.log_severity_level = 3
    for key, value in (entries or {}).items():
        options.add_session_config_entry(key, value)
    if profile:
        options.enable_profiling, options.profile_file_prefix = True, profile
    if dump:
        options.optimized_model_filepath = dump
    return onnxruntime.InferenceSession(path, options, providers=list(providers))


def events(path, runs, inspect=False, dump=None, **options):
    """The profile of `runs` runs on one sample. To inspect, prepacking is off: prepacked weights leave the inputs that
    the profiler lists, and then neither their type nor their shape is seen."""
    entries = {"session.disable_prepacking": "1", "session.record_ep_graph_assignment_info": "1"} if inspect else {}
    with tempfile.TemporaryDirectory() as folder:
        prefix = os.path.join(folder, "profile")
        running = session(path, entries=entries, profile=prefix, dump=dump, **options)
        sample = {"input": np.linspace(0, 1, 64, dtype=np.float32)[None]}
        for _ in range(runs):
            running.run(None, sample)
        return json.loads(pathlib.Path(running.end_profiling()).read_text())
