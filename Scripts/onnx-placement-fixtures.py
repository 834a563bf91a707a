#!/usr/bin/env python3
"""Records what ONNX Runtime tells of models that run as meant and of models that do not, for the tests of placement.

    python3 -m venv .venv && .venv/bin/pip install onnx onnx_ir onnxruntime==1.31.1
    .venv/bin/python Scripts/onnx-placement-fixtures.py make MODELS
    .venv/bin/python Scripts/onnx-placement-fixtures.py record MODELS Tests/NetWeightONNXTests/Placement/Fixtures

`record` writes one file for each model: the profiles of both sessions with what the tests need of each event, the
graph of the file and the graph that ran. Run it again with another version of onnxruntime for the files of that one;
only the models named in OLDER are recorded then.
"""

import json
import os
import sys
import tempfile

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

RUNS = 9
OLDER = ["mlp-qdq", "mlp-u16", "mlp-fp16", "cnn-s8s8"]
KEPT = ["op_name", "provider", "node_index"]
SHAPES = {"mlp": (1, 256), "products": (1, 256), "cnn": (1, 16, 32, 32), "block": (1, 32, 128), "up": (1, 16, 16, 16)}
random = np.random.default_rng(7)


# --- models ---------------------------------------------------------------------------------------------------------


def weights(name, *shape, scale=None):
    scale = scale or 1 / np.sqrt(shape[0] if len(shape) == 2 else np.prod(shape[1:]))
    return numpy_helper.from_array((random.standard_normal(shape) * scale).astype(np.float32), name)


def constant(name, value):
    return numpy_helper.from_array(np.asarray(value), name)


def save(folder, name, nodes, initializers, output, output_shape):
    value = lambda name, shape: helper.make_tensor_value_info(name, TensorProto.FLOAT, ["batch", *shape[1:]])
    graph = helper.make_graph(
        nodes, name, [value("x", SHAPES[name])], [value(output, output_shape)], initializers)
    # Above operator set 20, ONNX Runtime 1.19 makes kernels of QDQ groups that it does not have.
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 19)], ir_version=9)
    onnx.checker.check_model(model)
    onnx.save(model, f"{folder}/{name}-fp32.onnx")


def mlp(folder):
    widths, nodes, initializers, value = [256, 512, 256, 10], [], [], "x"
    for i in range(3):
        initializers += [weights(f"W{i}", widths[i], widths[i + 1]), weights(f"b{i}", widths[i + 1], scale=0.1)]
        nodes.append(helper.make_node("Gemm", [value, f"W{i}", f"b{i}"], [f"h{i}"], f"layer{i + 1}"))
        value = f"h{i}"
        if i < 2:
            nodes.append(helper.make_node("Relu", [value], [f"r{i}"], f"relu{i + 1}"))
            value = f"r{i}"
    save(folder, "mlp", nodes, initializers, "h2", (1, 10))


def products(folder):
    initializers = [weights("W0", 256, 512), weights("W1", 512, 256)]
    nodes = [
        helper.make_node("MatMul", ["x", "W0"], ["h0"], "first"),
        helper.make_node("Relu", ["h0"], ["r0"], "relu"),
        helper.make_node("MatMul", ["r0", "W1"], ["y"], "second"),
    ]
    save(folder, "products", nodes, initializers, "y", (1, 256))


def cnn(folder):
    initializers, nodes, value = [], [], "x"
    channels = [16, 64, 64, 128]
    for i in range(3):
        initializers += [weights(f"C{i}", channels[i + 1], channels[i], 3, 3), weights(f"b{i}", channels[i + 1], scale=0.1)]
        nodes.append(helper.make_node(
            "Conv", [value, f"C{i}", f"b{i}"], [f"c{i}"], f"conv{i + 1}", pads=[1] * 4, strides=[2, 2]))
        nodes.append(helper.make_node("Relu", [f"c{i}"], [f"r{i}"], f"relu{i + 1}"))
        value = f"r{i}"
    initializers += [weights("F", 128, 10), weights("bf", 10, scale=0.1)]
    nodes += [
        helper.make_node("GlobalAveragePool", [value], ["p"], "pool"),
        helper.make_node("Flatten", ["p"], ["f"], "flatten"),
        helper.make_node("Gemm", ["f", "F", "bf"], ["y"], "head"),
    ]
    save(folder, "cnn", nodes, initializers, "y", (1, 10))


def block(folder):
    width, heads, tokens = 128, 4, 32
    size = width // heads
    initializers = [weights(f"W{k}", width, width) for k in "qkvo"]
    initializers += [weights("Wu", width, 4 * width), weights("Wd", 4 * width, width)]
    initializers += [
        constant("split", np.array([0, tokens, heads, size], np.int64)), constant("join", np.array([0, tokens, width], np.int64)),
        constant("root", np.array(np.sqrt(size), np.float32)), constant("gain", np.ones(width, np.float32)),
        constant("zero", np.zeros(width, np.float32)),
    ]
    node = helper.make_node
    nodes = [node("LayerNormalization", ["x", "gain", "zero"], ["n1"], "norm1")]
    for k in "qkv":
        nodes += [
            node("MatMul", ["n1", f"W{k}"], [f"m{k}"], {"q": "query", "k": "key", "v": "value"}[k]),
            node("Reshape", [f"m{k}", "split"], [f"s{k}"], f"split_{k}"),
            node("Transpose", [f"s{k}"], [f"t{k}"], f"turn_{k}", perm=[0, 2, 3, 1] if k == "k" else [0, 2, 1, 3]),
        ]
    nodes += [
        node("MatMul", ["tq", "tk"], ["qk"], "scores"), node("Div", ["qk", "root"], ["qs"], "scaled"),
        node("Softmax", ["qs"], ["p"], "softmax"), node("MatMul", ["p", "tv"], ["pv"], "context"),
        node("Transpose", ["pv"], ["pt"], "turn_back", perm=[0, 2, 1, 3]), node("Reshape", ["pt", "join"], ["pj"], "joined"),
        node("MatMul", ["pj", "Wo"], ["mo"], "output"), node("Add", ["mo", "x"], ["res"], "residual1"),
        node("LayerNormalization", ["res", "gain", "zero"], ["n2"], "norm2"), node("MatMul", ["n2", "Wu"], ["u"], "up"),
        node("Relu", ["u"], ["ur"], "relu"), node("MatMul", ["ur", "Wd"], ["d"], "down"),
        node("Add", ["d", "res"], ["y"], "residual2"),
    ]
    save(folder, "block", nodes, initializers, "y", SHAPES["block"])


def up(folder):
    nodes = [
        helper.make_node("Conv", ["x", "C0"], ["c0"], "conv", pads=[1] * 4),
        helper.make_node("ConvTranspose", ["c0", "C1"], ["y"], "upsample", strides=[2, 2], pads=[1] * 4),
    ]
    save(folder, "up", nodes, [weights("C0", 64, 16, 3, 3), weights("C1", 64, 16, 4, 4)], "y", (1, 16, 32, 32))


# --- what is done to them -------------------------------------------------------------------------------------------


def variants(folder):
    from onnxruntime.quantization import QuantFormat, QuantType, quantize_dynamic, quantize_static
    from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
    from onnxruntime.quantization.shape_inference import quant_pre_process
    from onnxruntime.transformers.float16 import convert_float_to_float16

    class Samples:
        def __init__(self, name):
            generator = np.random.default_rng(1)
            self.left = iter([{"x": generator.random(SHAPES[name], dtype=np.float32)} for _ in range(16)])

        def get_next(self):
            return next(self.left, None)

    def static(name, suffix, **changed):
        prepared = f"{folder}/{name}-prepared.onnx"
        if not os.path.exists(prepared):
            quant_pre_process(f"{folder}/{name}-fp32.onnx", prepared)
        options = dict(
            quant_format=QuantFormat.QDQ, activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8) | changed
        quantize_static(prepared, f"{folder}/{name}-{suffix}.onnx", Samples(name), **options)

    for name in ["mlp", "cnn", "block", "up"]:
        static(name, "qdq", op_types_to_quantize=["MatMul", "Gemm", "Conv", "ConvTranspose", "Relu", "Reshape",
               "Transpose", "GlobalAveragePool", "Flatten", "Add"])
    static("mlp", "u16", activation_type=QuantType.QUInt16)
    static("cnn", "s8s8", activation_type=QuantType.QInt8, quant_format=QuantFormat.QOperator)
    static("block", "shared", activation_type=QuantType.QInt8, per_channel=True)
    quantize_dynamic(f"{folder}/mlp-fp32.onnx", f"{folder}/mlp-dynamic.onnx", weight_type=QuantType.QInt8)
    quantize_dynamic(f"{folder}/cnn-fp32.onnx", f"{folder}/cnn-dynamic.onnx", weight_type=QuantType.QUInt8)
    for name, suffix, level in [("products", "int4", 4), ("products", "int4-float", 0), ("mlp", "int4-noop", 4)]:
        quantizer = MatMulNBitsQuantizer(
            onnx.load(f"{folder}/{name}-fp32.onnx"), block_size=32, is_symmetric=True, accuracy_level=level)
        quantizer.process()
        onnx.save(quantizer.model.model, f"{folder}/{name}-{suffix}.onnx")
    half = convert_float_to_float16(onnx.load(f"{folder}/mlp-fp32.onnx"), keep_io_types=True)
    onnx.save(half, f"{folder}/mlp-fp16.onnx")
    without_output_quantizer(folder)
    float_operator_between(folder)


def without_output_quantizer(folder):
    """The output of conv2 goes on in floats."""
    model = onnx.load(f"{folder}/cnn-qdq.onnx")
    graph = model.graph
    makers = {output: node for node in graph.node for output in node.output}
    quantizer = next(
        node for node in graph.node
        if node.op_type == "QuantizeLinear" and getattr(makers.get(node.input[0]), "name", "") in ("conv2", "relu2"))
    for node in [n for n in graph.node if n.op_type == "DequantizeLinear" and n.input[0] == quantizer.output[0]]:
        for taker in graph.node:
            for place, value in enumerate(taker.input):
                if value == node.output[0]:
                    taker.input[place] = quantizer.input[0]
        graph.node.remove(node)
    graph.node.remove(quantizer)
    onnx.save(model, f"{folder}/cnn-unquantized-output.onnx")


def float_operator_between(folder):
    """A sigmoid is put before conv3."""
    model = onnx.load(f"{folder}/cnn-qdq.onnx")
    conv = next(node for node in model.graph.node if node.name == "conv3")
    sigmoid = helper.make_node("Sigmoid", [conv.input[0]], ["between"], "sigmoid")
    conv.input[0] = "between"
    model.graph.node.insert(list(model.graph.node).index(conv), sigmoid)
    onnx.save(model, f"{folder}/cnn-float-between.onnx")


# --- what the runtime tells -----------------------------------------------------------------------------------------


def facts(path):
    graph = onnx.load(path).graph
    names = {value: key for key, value in TensorProto.DataType.items()}
    types = {"FLOAT": "float", "DOUBLE": "double"}
    spelled = lambda number: types.get(names[number], names[number].lower())
    return {
        "nodes": [
            {
                "operator": node.op_type, "name": node.name, "inputs": list(node.input), "outputs": list(node.output),
                "integers": {a.name: a.i for a in node.attribute if a.type == onnx.AttributeProto.INT},
            }
            for node in graph.node
        ],
        "constants": {i.name: {"type": spelled(i.data_type), "shape": list(i.dims)} for i in graph.initializer},
        "inputs": [i.name for i in graph.input], "outputs": [o.name for o in graph.output],
    }


def session(path, folder, inspects, optimizes, optimized=None):
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    options.enable_profiling = True
    options.profile_file_prefix = f"{folder}/profile"
    if not optimizes:
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    if inspects:
        options.add_session_config_entry("session.disable_prepacking", "1")
        options.optimized_model_filepath = optimized
    found = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
    value = np.random.default_rng(3).random(
        [d if isinstance(d, int) else 1 for d in found.get_inputs()[0].shape], dtype=np.float32)
    for _ in range(1 if inspects else RUNS):
        found.run(None, {"x": value})
    with open(found.end_profiling()) as profile:
        return trimmed(json.load(profile), inspects)


def trimmed(events, inspects):
    kept = []
    for event in events:
        arguments = event.get("args", {})
        if event["cat"] == "Node" and event["name"].endswith("_kernel_time"):
            names = KEPT + (["input_type_shape", "output_type_shape", "parameter_size"] if inspects else [])
            arguments = {name: arguments[name] for name in names if name in arguments}
        elif event["name"] != "model_run":
            continue
        kept.append({"cat": event["cat"], "name": event["name"], "dur": event["dur"], "args": arguments})
    return kept


def record(models, fixtures):
    import onnxruntime

    version = onnxruntime.__version__
    names = sorted(file[: -len(".onnx")] for file in os.listdir(models) if file.endswith(".onnx"))
    names = [name for name in names if not name.endswith("-prepared")]
    for name in names if version.startswith("1.31.") else OLDER:
        for suffix, optimizes in [("", True)] + ([("-unoptimized", False)] if name == "mlp-qdq" else []):
            with tempfile.TemporaryDirectory() as folder:
                path, optimized = f"{models}/{name}.onnx", f"{folder}/optimized.onnx"
                told = {
                    "inspected": session(path, folder, True, optimizes, optimized),
                    "timed": session(path, folder, False, optimizes), "model": facts(path),
                    "optimized": facts(optimized), "bytes": os.path.getsize(path),
                }
            with open(f"{fixtures}/{version}-{name}{suffix}.json", "w") as file:
                file.write(lines(told))


def lines(told):
    """One event or node a line: small, and a change is seen."""
    parts = []
    for key, value in told.items():
        if isinstance(value, list):
            text = "[\n" + ",\n".join(json.dumps(entry) for entry in value) + "\n]"
        elif isinstance(value, dict):
            inner = [
                f'"{k}": ' + ("[\n" + ",\n".join(json.dumps(n) for n in v) + "\n]" if k == "nodes" else json.dumps(v))
                for k, v in value.items()
            ]
            text = "{\n" + ",\n".join(inner) + "\n}"
        else:
            text = json.dumps(value)
        parts.append(f'"{key}": {text}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


if __name__ == "__main__":
    command, *folders = sys.argv[1:]
    os.makedirs(folders[-1], exist_ok=True)
    if command == "make":
        for build in [mlp, products, cnn, block, up, variants]:
            build(folders[0])
    else:
        record(*folders)
