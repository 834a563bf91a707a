#!/usr/bin/env python3
"""Writes the models that ONNX Runtime is run with in tests of NetWeightONNX, each about a kilobyte at most.

    python3 -m venv .venv && .venv/bin/pip install onnx numpy
    .venv/bin/python Scripts/onnx-runtime-models.py

Models are of opset 17 and IR version 8, which every release of ONNX Runtime from 1.19 on reads. `dense` and its kin
multiply [1, 2, 3, 4] and the like by the weights w[i][j] = i - j, 4 × 3, and add the bias [0.5, 0, -0.5].
"""
import pathlib

import numpy
from onnx import TensorProto, helper, numpy_helper, save_model

FOLDER = pathlib.Path(__file__).parent.parent / "Tests/NetWeightONNXTests/Runtime/Models"
WEIGHTS = numpy.subtract.outer(numpy.arange(4.0), numpy.arange(3.0)).astype("f")
BIAS = numpy.array([0.5, 0, -0.5], "f")
DENSE = [helper.make_node("MatMul", ["x", "w"], ["product"], "multiply"), helper.make_node("Add", ["product", "b"], ["logits"], "add")]

TYPES = {
    "float": TensorProto.FLOAT, "double": TensorProto.DOUBLE, "float16": TensorProto.FLOAT16,
    "bfloat16": TensorProto.BFLOAT16, "int8": TensorProto.INT8, "int16": TensorProto.INT16,
    "int32": TensorProto.INT32, "int64": TensorProto.INT64, "uint8": TensorProto.UINT8,
    "uint16": TensorProto.UINT16, "uint32": TensorProto.UINT32, "uint64": TensorProto.UINT64,
    "bool": TensorProto.BOOL, "string": TensorProto.STRING,
}


def value(name, shape, kind="float"):
    return helper.make_tensor_value_info(name, TYPES[kind], shape)


def write(name, nodes, inputs, outputs, weights=(), opset=17, domains=()):
    initializers = [w if isinstance(w, TensorProto) else numpy_helper.from_array(w[1], w[0]) for w in weights]
    graph = helper.make_graph(nodes, name.split("/")[-1], inputs, outputs, initializers)
    opsets = [helper.make_opsetid("", opset)] + [helper.make_opsetid(domain, 1) for domain in domains]
    path = FOLDER / f"{name}.onnx"
    path.parent.mkdir(parents=True, exist_ok=True)
    save_model(helper.make_model(graph, opset_imports=opsets, ir_version=8, producer_name="onnx-runtime-models"), path)


def dense(name, batch="batch", outputs=None, opset=17, weights=(("w", WEIGHTS), ("b", BIAS))):
    write(name, DENSE, [value("x", [batch, 4])], [value("logits", outputs or [batch, 3])], weights, opset)


def external(location, length=WEIGHTS.nbytes):
    tensor = TensorProto(name="w", data_type=TensorProto.FLOAT, dims=WEIGHTS.shape)
    tensor.data_location = TensorProto.EXTERNAL
    for key, text in {"location": location, "offset": "0", "length": str(length)}.items():
        entry = tensor.external_data.add()
        entry.key, entry.value = key, text
    return [tensor, ("b", BIAS)]


def one(name, operator, kind="float", shape=("batch", "length"), gives=None, **attributes):
    """A model of one node from x to y."""
    node = helper.make_node(operator, ["x"], ["y"], operator.lower(), **attributes)
    write(name, [node], [value("x", list(shape), kind)], [value("y", list(shape), gives or kind)])


def dense_models():
    dense("dense")
    dense("dense-static", 1)
    dense("dense-pairs", 2)
    # The file says another shape than the one that comes out.
    dense("dense-misdeclared", outputs=["batch", 7])
    dense("opset-99", opset=99)
    write("batchless", DENSE, [value("x", [4])], [value("logits", [3])], [("w", WEIGHTS), ("b", BIAS)])
    dense("external/dense", weights=external("dense.weights"))
    (FOLDER / "external/dense.weights").write_bytes(WEIGHTS.tobytes())
    dense("external/missing", weights=external("nowhere.weights"))
    dense("external/outside", weights=external("../dense.onnx"))
    dense("external/absolute", weights=external("/etc/hostname", 4))
    dense("external/short", weights=external("dense.weights", 4 * WEIGHTS.nbytes))


def typed_models():
    write(
        "types", [helper.make_node("Identity", [kind], [f"{kind}-out"], kind) for kind in TYPES],
        [value(kind, ["n"], kind) for kind in TYPES], [value(f"{kind}-out", ["n"], kind) for kind in TYPES])
    one("tokens", "Cast", "int64", gives="float", to=TensorProto.FLOAT)
    one("flags", "Cast", "bool", gives="float", to=TensorProto.FLOAT)
    one("half", "Identity", "float16")
    one("double", "Identity", "double")
    one("text", "Identity", "string")


def other_models():
    # An operator that may work in place: it must not do so on the caller's memory.
    one("relu", "Relu")
    one("scale", "LeakyRelu", shape=(), alpha=0.5)
    write(
        "pair", [helper.make_node("Add", ["a", "b"], ["sum"], "add"), helper.make_node("Sub", ["a", "b"], ["difference"], "subtract")],
        [value("a", ["batch", 2]), value("b", ["batch", 2])], [value("sum", ["batch", 2]), value("difference", ["batch", 2])])
    write(
        "sequence", [helper.make_node("SequenceConstruct", ["x", "x"], ["twice"], "construct"), helper.make_node("Relu", ["x"], ["y"], "relu")],
        [value("x", ["batch", 2])], [helper.make_tensor_sequence_value_info("twice", TensorProto.FLOAT, None), value("y", ["batch", 2])])
    write("transposed", [helper.make_node("Transpose", ["x"], ["y"], "transpose")], [value("x", ["batch", 4])], [value("y", [4, "batch"])])
    write("nonzero", [helper.make_node("NonZero", ["x"], ["y"], "nonzero")], [value("x", ["batch", 4])], [value("y", [2, "n"], "int64")])
    write(
        "lookup", [helper.make_node("Gather", ["table", "x"], ["y"], "gather")],
        [value("x", ["batch"], "int64")], [value("y", ["batch"])], [("table", BIAS)])
    write(
        "unknown-operator", [helper.make_node("Frobnicate", ["x"], ["y"], "frobnicate", domain="example.netweight")],
        [value("x", [4])], [value("y", [4])], domains=["example.netweight"])


dense_models()
typed_models()
other_models()
