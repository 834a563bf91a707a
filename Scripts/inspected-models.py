#!/usr/bin/env python3
"""Writes the small ONNX models that NetWeightONNX's reader and static checks are tested with, and what numpy says of them.

    python3 -m venv .venv && .venv/bin/pip install onnx numpy
    .venv/bin/python Scripts/inspected-models.py

Everything comes from fixed seeds. oracle.json beside the models has what the onnx package reads in them (names, types,
shapes, values) and, for weights, how many are zero and how many pairs overflow 16 bits: reckoned here by doing the
instruction's arithmetic with the largest activations, and not by the rule that the check uses.
"""
import json
import pathlib

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

FOLDER = pathlib.Path(__file__).parent.parent / "Tests/NetWeightONNXTests/Models/Inspected"
random = np.random.default_rng(5)
oracle = {}


def info(name, kind=TensorProto.FLOAT, shape=(1, "n")):
    return helper.make_tensor_value_info(name, kind, list(shape))


def tensor(name, values, dtype=None):
    return numpy_helper.from_array(np.asarray(values, dtype=dtype), name)


def save(name, nodes, initializers, inputs=None, outputs=None, sets=(("", 17),), ir=8, values=(), functions=(), **more):
    graph = helper.make_graph(
        nodes, name, inputs or [info("x")], outputs or [info("y")], initializer=initializers, value_info=list(values))
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid(d, v) for d, v in sets], ir_version=ir,
        producer_name="netweight-tests", functions=list(functions), **more)
    onnx.save(model, FOLDER / f"{name}.onnx")
    oracle[name] = {
        "tensors": [describe(i) for i in graph.initializer], "nodes": [n.op_type for n in graph.node],
        "operatorSets": {d or "ai.onnx": v for d, v in sets}, "irVersion": ir,
    }
    return model


def describe(stored):
    kind = TensorProto.DataType.Name(stored.data_type).lower()
    entry = {"name": stored.name, "type": kind, "shape": list(stored.dims)}
    if kind not in ("string", "complex64", "complex128"):
        values = numpy_helper.to_array(stored, base_dir=str(FOLDER))
        # JSON has no word for those that are not finite.
        entry["values"] = [float(v) if np.isfinite(v) else str(v) for v in values.flatten().astype(np.float64)[:64]]
        entry["zeros"] = int((values.astype(np.float64) == 0).sum())
    return entry


def overflowing(weights, order):
    """Pairs whose two products with 255, added in 16 bits, are not what they are in 32; `order` gives one sum a row."""
    sums = order(weights.astype(np.int32))
    sums = sums[:, : sums.shape[1] // 2 * 2].reshape(sums.shape[0], -1, 2)
    exact = (255 * sums).sum(axis=2)
    return int((np.clip(exact, -32768, 32767) != exact).sum()), exact.size


COLUMNS = lambda w: w.reshape(-1, *w.shape[-2:]).transpose(0, 2, 1).reshape(-1, w.shape[-2])
ROWS = lambda w: w.reshape(w.shape[0], -1)
BY_PLACE = lambda w: w.reshape(*w.shape[:2], -1).transpose(0, 2, 1).reshape(w.shape[0], -1)


def pairs(name, **weights):
    oracle[name]["pairs"] = {n: overflowing(w, order) for n, (w, order) in weights.items()}


def signed(*shape):
    return np.clip(np.round(random.normal(0, 60, shape)), -127, 127).astype(np.int8)


def perceptron():
    w1, w2 = random.normal(0, 1, (8, 6)).astype("f4"), random.normal(0, 1, (4, 6)).astype("f4")
    w1[np.abs(w1) < 0.5] = 0
    save(
        "perceptron",
        [
            helper.make_node("MatMul", ["x", "w1"], ["h"], "first"),
            helper.make_node("Add", ["h", "b1"], ["a"], "bias"),
            helper.make_node("Relu", ["a"], ["r"], "relu"),
            helper.make_node("Gemm", ["r", "w2", "b2"], ["y"], "second", transB=1),
        ],
        [tensor("w1", w1), tensor("b1", np.zeros(6, "f4")), tensor("w2", w2), tensor("b2", np.ones(4, "f4"))],
        [info("x", shape=("batch", 8))], [info("y", shape=("batch", 4))])


def dequantized(name, source, scale, zero, axis=None):
    return helper.make_node("DequantizeLinear", [source, scale, zero], [f"{source}_f"], name, **({} if axis is None else {"axis": axis}))


def quantized_perceptron(name="qdq", kind=np.uint8, axis=1):
    w1, w2 = signed(8, 7), signed(4, 7)
    w1[:, 2] = 0
    nodes = [
        helper.make_node("QuantizeLinear", ["x", "sx", "zx"], ["xq"], "q_x"),
        dequantized("dq_x", "xq", "sx", "zx"), dequantized("dq_w1", "w1", "s1", "z1", axis),
        helper.make_node("MatMul", ["xq_f", "w1_f"], ["h"], "first"),
        helper.make_node("QuantizeLinear", ["h", "sh", "zx"], ["hq"], "q_h"),
        dequantized("dq_h", "hq", "sh", "zx"), dequantized("dq_w2", "w2", "s2", "z2"),
        helper.make_node("Gemm", ["hq_f", "w2_f"], ["y"], "second", transB=1),
    ]
    scales = w1.shape[axis]
    initializers = [
        tensor("sx", np.float32(0.02)), tensor("zx", kind(0 if kind is np.int8 else 128)), tensor("w1", w1),
        tensor("s1", np.full(scales, 0.01, "f4")), tensor("z1", np.zeros(scales, np.int8)), tensor("sh", np.float32(0.1)),
        tensor("w2", w2), tensor("s2", np.float32(0.01)), tensor("z2", np.int8(0)),
    ]
    save(name, nodes, initializers, [info("x", shape=("batch", 8))], [info("y", shape=("batch", 4))])
    pairs(name, w1=(w1, COLUMNS), w2=(w2, ROWS))


def convolution():
    w, depthwise = signed(5, 4, 3, 3), signed(5, 1, 3, 3)
    scalar = lambda name, value, dtype: tensor(name, dtype(value))
    save(
        "convolution",
        [
            helper.make_node("QLinearConv", ["x", "sx", "zx", "w", "sw", "zw", "sy", "zy"], ["c"], "conv", pads=[1] * 4),
            helper.make_node(
                "QLinearConv", ["c", "sy", "zy", "d", "sd", "zd", "sy", "zy"], ["y"], "depthwise", pads=[1] * 4, group=5),
        ],
        [
            scalar("sx", 0.02, np.float32), scalar("zx", 0, np.uint8), tensor("w", w), tensor("sw", np.full(5, 0.01, "f4")),
            tensor("zw", np.zeros(5, np.int8)), scalar("sy", 0.1, np.float32), scalar("zy", 0, np.uint8), tensor("d", depthwise),
            scalar("sd", 0.01, np.float32), scalar("zd", 0, np.int8),
        ],
        [info("x", TensorProto.UINT8, (1, 4, 6, 6))], [info("y", TensorProto.UINT8, (1, 5, 6, 6))])
    pairs("convolution", w=(w, BY_PLACE))


def dynamic():
    w, c = signed(8, 6), signed(3, 2, 2, 2)
    save(
        "dynamic",
        [
            helper.make_node("DynamicQuantizeLinear", ["x"], ["xq", "xs", "xz"], "quantize"),
            helper.make_node("MatMulInteger", ["xq", "w", "xz", "wz"], ["i"], "integer"),
            helper.make_node("Cast", ["i"], ["f"], "cast", to=TensorProto.FLOAT),
            helper.make_node("Mul", ["xs", "ws"], ["s"], "scales"),
            helper.make_node("Mul", ["f", "s"], ["y"], "scale"),
            helper.make_node("DynamicQuantizeLinear", ["image"], ["iq", "is", "iz"], "quantize_image"),
            helper.make_node("ConvInteger", ["iq", "c", "iz", "cz"], ["z"], "convolve"),
        ],
        [
            tensor("w", w), tensor("wz", np.int8(0)), tensor("ws", np.float32(0.01)), tensor("c", c), tensor("cz", np.int8(0)),
        ],
        [info("x", shape=(1, 8)), info("image", shape=(1, 2, 4, 4))],
        [info("y", shape=(1, 6)), info("z", TensorProto.INT32, (1, 3, 3, 3))])
    # The kernel of ConvInteger does not add in pairs.
    pairs("dynamic", w=(w, COLUMNS))


def blocks():
    save(
        "blocks",
        [helper.make_node("MatMulNBits", ["x", "b", "s"], ["y"], "four-bits", domain="com.microsoft", K=32, N=6, bits=4, block_size=16)],
        [tensor("b", random.integers(0, 256, (6, 2, 8), np.uint8)), tensor("s", random.normal(0, 0.01, 12).astype("f4"))],
        [info("x", shape=(1, 32))], [info("y", shape=(1, 6))], sets=(("", 17), ("com.microsoft", 1)))


TYPES = [
    "FLOAT", "UINT8", "INT8", "UINT16", "INT16", "INT32", "INT64", "BOOL", "FLOAT16", "DOUBLE", "UINT32", "UINT64",
    "BFLOAT16", "UINT4", "INT4",
]


def types():
    """Each type twice: in lists of numbers and as bytes."""
    numbers = {"B": [1, 0, 1, 1, 0, 1, 0], "U": [0, 1, 2, 7, 9, 12, 15], "I": [-7, -3, 0, 1, 2, 5, 7]}
    stored = []
    for kind in TYPES:
        values = numbers["B" if kind == "BOOL" else "U" if kind.startswith("U") else "I"]
        for raw in (False, True):
            number = getattr(TensorProto, kind)
            plain = helper.make_tensor(f"{kind.lower()}-{'bytes' if raw else 'list'}", number, [7], values)
            if raw:
                array = numpy_helper.to_array(plain)
                if kind in ("UINT4", "INT4"):
                    halves = [int(v) & 15 for v in array] + [0]
                    data = bytes(a | b << 4 for a, b in zip(halves[::2], halves[1::2]))
                else:
                    data = array.tobytes()
                plain = helper.make_tensor(plain.name, number, [7], data, raw=True)
            stored.append(plain)
    stored.append(helper.make_tensor("string-list", TensorProto.STRING, [2], [b"eins", b"zwei"]))
    stored.append(helper.make_tensor("complex64-list", TensorProto.COMPLEX64, [2], [1 + 2j, 3 - 1j]))
    stored.append(tensor("scalar", np.float32(1.5)))
    stored.append(tensor("empty", np.zeros((0, 3), "f4")))
    save("types", [helper.make_node("Identity", ["x"], ["y"], "same")], stored, sets=(("", 21),), ir=10)


def external():
    values = np.arange(24, dtype="f4").reshape(4, 6)
    (FOLDER / "external.weights").write_bytes(bytes(64) + values.tobytes())
    weights = TensorProto(name="w", data_type=TensorProto.FLOAT, dims=[4, 6], data_location=TensorProto.EXTERNAL)
    for key, value in {"location": "external.weights", "offset": "64", "length": "96"}.items():
        weights.external_data.add(key=key, value=value)
    save(
        "external", [helper.make_node("MatMul", ["x", "w"], ["y"], "only")], [weights], [info("x", shape=(1, 4))],
        [info("y", shape=(1, 6))])


def branches():
    """Weights of the outer graph that only a branch uses, such of the branch itself, and one in a loop in a branch."""
    outer, own = random.normal(0, 1, (3, 3)).astype("f4"), random.normal(0, 1, (3, 3)).astype("f4")
    body = helper.make_graph(
        [
            helper.make_node("MatMul", ["state", "inner"], ["next"], "looped"),
            helper.make_node("Identity", ["go"], ["again"], "go-on"),
        ],
        "body", [info("i", TensorProto.INT64, ()), info("go", TensorProto.BOOL, ()), info("state", shape=(1, 3))],
        [info("again", TensorProto.BOOL, ()), info("next", shape=(1, 3))], initializer=[tensor("inner", own)])
    then = helper.make_graph(
        [
            helper.make_node("MatMul", ["x", "outer"], ["t"], "outer-weights"),
            helper.make_node("Loop", ["trips", "", "t"], ["then-out"], "loop", body=body),
        ],
        "then", [], [info("then-out", shape=(1, 3))])
    other = helper.make_graph(
        [
            helper.make_node("Constant", [], ["const"], "constant", value=tensor("constant", own)),
            helper.make_node("MatMul", ["x", "const"], ["else-out"], "constant-weights"),
        ],
        "else", [], [info("else-out", shape=(1, 3))], initializer=[tensor("nobody's", own)])
    save(
        "branches",
        [helper.make_node("If", ["condition"], ["y"], "if", then_branch=then, else_branch=other)],
        [tensor("outer", outer), tensor("trips", np.int64(2))],
        [info("x", shape=(1, 3)), info("condition", TensorProto.BOOL, ())], [info("y", shape=(1, 3))])


def faults():
    """One file each of what a check looks for."""
    scales = np.array([0.01, 0, np.inf, np.nan, -0.01, 0.01, 0], "f4")
    w = signed(8, 7)
    multiply = lambda *inputs: helper.make_node("MatMul", list(inputs), ["y"], "product")
    save(
        "bad-scales",
        [
            helper.make_node("QuantizeLinear", ["x", "sx", "zx"], ["xq"], "q_x"), dequantized("dq_x", "xq", "sx", "zx"),
            dequantized("dq_w", "w", "sw", "zw", 1), multiply("xq_f", "w_f"),
        ],
        [
            tensor("sx", np.float32(0)), tensor("zx", np.uint8(0)), tensor("w", w), tensor("sw", scales),
            tensor("zw", np.zeros(7, np.int8)),
        ])
    quantized_perceptron("wrong-axis", axis=0)
    several = np.arange(5, dtype=np.uint8)
    w = random.integers(0, 255, (5, 4, 3, 3), np.uint8)
    w[1] = 1
    save(
        "several-zero-points",
        [
            helper.make_node("QuantizeLinear", ["x", "sx", "zx"], ["xq"], "q_x", axis=1),
            dequantized("dq_x", "xq", "sx", "zx", 1), dequantized("dq_w", "w", "sw", "zw", 0),
            helper.make_node("Conv", ["xq_f", "w_f"], ["y"], "conv"),
        ],
        [
            tensor("sx", np.full(4, 0.1, "f4")), tensor("zx", np.zeros(4, np.uint8)), tensor("w", w),
            tensor("sw", np.full(5, 0.1, "f4")), tensor("zw", several),
        ],
        [info("x", shape=(1, 4, 6, 6))], [info("y", shape=(1, 5, 4, 4))])
    oracle["several-zero-points"]["atZeroPoint"] = int((w == several[:, None, None, None]).sum())
    broken = random.normal(0, 1, (8, 6)).astype("f2")
    broken[2, 3], broken[4, 4] = np.inf, np.nan
    save(
        "not-finite", [multiply("x", "w")], [tensor("w", broken)], [info("x", TensorProto.FLOAT16, (1, 8))],
        [info("y", TensorProto.FLOAT16, (1, 6))])
    floats = random.normal(0, 1, (8, 6)).astype("f4")
    save("unused", [multiply("x", "w")], [tensor("w", floats), tensor("w_before", floats), tensor("tiny", np.zeros(2, "f4"))])
    save("unused-constant", [multiply("x", "w")], [tensor("w", np.tile(floats, (2, 4))), tensor("tiny", np.float32(0))])
    save("replaceable", [multiply("x", "w")], [tensor("w", floats)], [info("x"), info("w", shape=(8, 6))])
    save("replaceable-ir-3", [multiply("x", "w")], [tensor("w", floats)], [info("x"), info("w", shape=(8, 6))], ir=3, sets=(("", 8),))
    save("new-versions", [multiply("x", "w")], [tensor("w", floats)], sets=(("", 99), ("ai.onnx.ml", 77)), ir=55)
    save(
        "foreign", [helper.make_node("Whiten", ["x"], ["h"], "white", domain="org.example"), multiply("h", "w")],
        [tensor("w", floats)], sets=(("", 17), ("org.example", 1)))
    local = helper.make_function(
        "org.example", "Whiten", ["a"], ["b"],
        [
            helper.make_node("Constant", [], ["c"], "constant", value=tensor("c", floats.T.copy())),
            helper.make_node("MatMul", ["a", "c"], ["b"], "inside"),
        ],
        [helper.make_opsetid("", 17)])
    save(
        "function", [helper.make_node("Whiten", ["x"], ["y"], "white", domain="org.example")], [],
        sets=(("", 17), ("org.example", 1)), functions=[local])
    # A zero point that no integer is.
    save(
        "float-zero-point", [dequantized("dq_w", "integers", "scale", "zero"), multiply("x", "integers_f")],
        [tensor("integers", np.ones((8, 6), np.int8)), tensor("scale", np.float32(0.1)), tensor("zero", np.float32(1e30))])
    save("no-operator-set", [multiply("x", "w")], [tensor("w", floats)], sets=(("ai.onnx.ml", 3),))


FOLDER.mkdir(parents=True, exist_ok=True)
perceptron()
quantized_perceptron()
quantized_perceptron("qdq-s8s8", np.int8)
convolution()
dynamic()
blocks()
types()
external()
branches()
faults()
lines = (f"{json.dumps(name)}: {json.dumps(entry, sort_keys=True)}" for name, entry in sorted(oracle.items()))
(FOLDER / "oracle.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")
