"""Trained parameters as FP32 ONNX files, with the operators that exporters write.

The MLP and the transformer have MatMul + Add, as Keras and JAX export a dense layer, and PyTorch one of rank 3; the
CNN's last layer is PyTorch's Gemm. Opset 20 with IR 9: read by every ONNX Runtime since 1.17.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 20
IR = 9


class Graph:
    """Nodes in the order in which they are added; each is named for its layer and writes one tensor."""

    def __init__(self, name):
        self.name, self.nodes, self.parameters = name, [], {}

    def add(self, operator, name, *inputs, **attributes):
        self.nodes.append(helper.make_node(operator, list(inputs), [f"{name}_output"], name=name, **attributes))
        return f"{name}_output"

    def parameter(self, name, values):
        self.parameters[name] = numpy_helper.from_array(np.ascontiguousarray(values), name)
        return name

    def dense(self, layer, x, parameters, name=None):
        weight = self.parameter(f"{layer}.weight", parameters[f"{layer}.weight"])
        bias = self.parameter(f"{layer}.bias", parameters[f"{layer}.bias"])
        product = self.add("MatMul", f"/{name or layer}/MatMul", x, weight)
        return self.add("Add", f"/{name or layer}/Add", product, bias)

    def gemm(self, layer, x, parameters):
        weight = self.parameter(f"{layer}.weight", parameters[f"{layer}.weight"].T)
        bias = self.parameter(f"{layer}.bias", parameters[f"{layer}.bias"])
        return self.add("Gemm", f"/{layer}/Gemm", x, weight, bias, transB=1)

    def convolution(self, layer, x, parameters):
        weight = self.parameter(f"{layer}.weight", parameters[f"{layer}.weight"])
        bias = self.parameter(f"{layer}.bias", parameters[f"{layer}.bias"])
        return self.add("Conv", f"/{layer}/Conv", x, weight, bias, kernel_shape=[3, 3], pads=[1, 1, 1, 1])

    def normalized_convolution(self, layer, x, parameters):
        values = parameters[f"{layer}.weight"]
        scale = np.abs(values).max((1, 2, 3))
        weight = self.parameter(f"{layer}.weight", values / scale[:, None, None, None])
        x = self.add("Conv", f"/{layer}/Conv", x, weight, kernel_shape=[3, 3], pads=[1, 1, 1, 1])
        none, one = np.zeros_like(scale), np.ones_like(scale)
        statistics = {"scale": scale, "bias": parameters[f"{layer}.bias"], "mean": none, "variance": one}
        names = [self.parameter(f"{layer}.norm.{name}", values) for name, values in statistics.items()]
        return self.add("BatchNormalization", f"/{layer}/BatchNormalization", x, *names, epsilon=0.0)

    def normalization(self, layer, x, parameters):
        scale = self.parameter(f"{layer}.weight", parameters[f"{layer}.weight"])
        bias = self.parameter(f"{layer}.bias", parameters[f"{layer}.bias"])
        return self.add("LayerNormalization", f"/{layer}/LayerNormalization", x, scale, bias, axis=-1, epsilon=1e-5)

    def reshape(self, name, x, shape):
        target = self.parameter(f"{name}_shape", np.array(shape, np.int64))
        return self.add("Reshape", name, x, target)

    def model(self, logits):
        """The model from `input` [batch, 64] to `logits` [batch, 10]."""
        self.nodes[[node.output[0] for node in self.nodes].index(logits)].output[0] = "logits"
        x = helper.make_tensor_value_info("input", TensorProto.FLOAT, ["batch", 64])
        y = helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", 10])
        graph = helper.make_graph(self.nodes, self.name, [x], [y], list(self.parameters.values()))
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="netweight")
        model.ir_version = IR
        onnx.checker.check_model(model, full_check=True)
        return model


def mlp(parameters, layers=("fc1", "fc2", "fc3"), activation="Relu", einsum=None, name="mlp"):
    """Dense layers with an activation between; a layer that is listed twice is applied twice, with the same weights.
    The one named by `einsum` is written as an Einsum of the same values."""
    graph, x = Graph(name), "input"
    for number, layer in enumerate(layers):
        node = f"{layer}_{number}" if layer in layers[:number] else layer
        if layer == einsum:
            weight = graph.parameter(f"{layer}.weight", parameters[f"{layer}.weight"])
            bias = graph.parameter(f"{layer}.bias", parameters[f"{layer}.bias"])
            x = graph.add("Einsum", f"/{node}/Einsum", x, weight, equation="bi,io->bo")
            x = graph.add("Add", f"/{node}/Add", x, bias)
        else:
            x = graph.dense(layer, x, parameters, node)
        if number < len(layers) - 1:
            x = graph.add(activation, f"/{node}/{activation}", x)
    return graph.model(x)


def cnn(parameters, normalized=False, name="cnn"):
    """Three convolutions of 3×3 with ReLU, pooling after the second and the third, and a dense layer. `normalized`
    writes the same function with each convolution's scale and bias in a BatchNormalization of its own, as exports for
    further training do that don't fold it."""
    graph = Graph(name)
    x = graph.reshape("/Reshape", "input", [-1, 1, 8, 8])
    for layer, pooled in [("conv1", False), ("conv2", True), ("conv3", True)]:
        convolution = graph.normalized_convolution if normalized else graph.convolution
        x = convolution(layer, x, parameters)
        x = graph.add("Relu", f"/{layer}/Relu", x)
        if pooled:
            x = graph.add("MaxPool", f"/{layer}/MaxPool", x, kernel_shape=[2, 2], strides=[2, 2])
    x = graph.add("Flatten", "/Flatten", x, axis=1)
    return graph.model(graph.gemm("fc", x, parameters))


def transformer(parameters, heads, name="transformer"):
    """One pre-norm block over the 16 patches of 2×2 pixels, their mean, and a dense layer."""
    graph = Graph(name)
    width = parameters["query.weight"].shape[0]
    x = graph.reshape("/patches/Reshape", "input", [-1, 4, 2, 4, 2])
    x = graph.add("Transpose", "/patches/Transpose", x, perm=[0, 1, 3, 2, 4])
    x = graph.reshape("/patches/Reshape_1", x, [-1, 16, 4])
    x = graph.dense("embed", x, parameters)
    x = graph.add("Add", "/position/Add", x, graph.parameter("position", parameters["position"]))

    normalized = graph.normalization("norm1", x, parameters)

    def split(layer, order):
        y = graph.dense(layer, normalized, parameters)
        y = graph.reshape(f"/{layer}/Reshape", y, [0, 0, heads, width // heads])
        return graph.add("Transpose", f"/{layer}/Transpose", y, perm=order)

    query, key, value = split("query", [0, 2, 1, 3]), split("key", [0, 2, 3, 1]), split("value", [0, 2, 1, 3])
    scores = graph.add("MatMul", "/scores/MatMul", query, key)
    scale = graph.parameter("scale", np.float32((width // heads) ** -0.5))
    scores = graph.add("Mul", "/scores/Mul", scores, scale)
    weights = graph.add("Softmax", "/scores/Softmax", scores, axis=-1)
    context = graph.add("MatMul", "/context/MatMul", weights, value)
    context = graph.add("Transpose", "/context/Transpose", context, perm=[0, 2, 1, 3])
    context = graph.reshape("/context/Reshape", context, [0, 0, width])
    x = graph.add("Add", "/attention/Add", x, graph.dense("output", context, parameters))

    y = graph.dense("up", graph.normalization("norm2", x, parameters), parameters)
    y = graph.add("Gelu", "/up/Gelu", y, approximate="none")
    x = graph.add("Add", "/feedforward/Add", x, graph.dense("down", y, parameters))

    x = graph.normalization("norm3", x, parameters)
    x = graph.add("ReduceMean", "/ReduceMean", x, graph.parameter("axes", np.array([1], np.int64)), keepdims=0)
    return graph.model(graph.dense("head", x, parameters))
