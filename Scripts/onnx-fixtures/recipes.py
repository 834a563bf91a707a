"""Every fixture: how it is compressed, what it was meant to be, and what must be found in it."""

import copy
from dataclasses import dataclass, field

from onnxruntime.quantization import QuantFormat, QuantType

from tools import call, dynamic, four_bits, half, opset_21, preprocess, share_dequantizers, static

U8S8 = dict(activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8)
S8S8 = dict(activation_type=QuantType.QInt8, weight_type=QuantType.QInt8)
OPERATORS = dict(quant_format=QuantFormat.QOperator)
NO_OUTPUT = dict(extra_options={"OpTypesToExcludeOutputQuantization": ["Conv"]})
INT4 = dict(block_size=32, is_symmetric=True)
INT4_QDQ = INT4 | dict(quant_format=QuantFormat.QDQ)


@dataclass
class Recipe:
    """One file. `source` is the FP32 graph that `steps` start from, `reference` the fixture that it is compared with.
    `findings` are the kinds of finding that a check must report, with the layers that each of them names."""

    name: str
    source: str
    reference: str
    meant: str
    words: str
    steps: list = field(default_factory=list)
    findings: dict = field(default_factory=dict)
    note: str = ""

    def made(self):
        calls = [call(tool, options) for tool, options in self.steps]
        return ", then ".join(calls) if calls else "networks.py, graphs.py"

    def model(self, sources):
        model = copy.deepcopy(sources[self.source])  # Some tools change the model that they are given.
        for tool, options in self.steps:
            model = tool(model, **options)
        return model


@dataclass
class Session:
    """A fault of the session, not of the file."""

    name: str
    file: str
    reference: str
    meant: str
    words: str
    options: dict
    findings: dict


PRE = (preprocess, {})
MLP = ["fc1", "fc2", "fc3"]
CNN = ["conv1", "conv2", "conv3"]

RECIPES = [
    Recipe("mlp-fp32", "mlp", "mlp-fp32", "fp32", "MLP 64-512-512-10, the reference of the MLPs"),
    Recipe("mlp-dynamic", "mlp", "mlp-fp32", "int8", "dynamic INT8", [(dynamic, dict(weight_type=QuantType.QInt8))]),
    Recipe("mlp-qdq", "mlp", "mlp-fp32", "int8", "static INT8, QDQ, u8s8", [PRE, (static, U8S8)]),
    Recipe(
        "mlp-qdq-s8-per-channel", "mlp", "mlp-fp32", "int8", "static INT8, QDQ, s8s8 per channel",
        [PRE, (static, S8S8 | dict(per_channel=True))],
    ),
    Recipe("mlp-qoperator", "mlp", "mlp-fp32", "int8", "static INT8, QOperator", [PRE, (static, U8S8 | OPERATORS)]),
    Recipe(
        "mlp-int4", "mlp", "mlp-fp32", "int4", "4-bit weights in blocks of 32, INT8 compute",
        [(four_bits, INT4 | dict(accuracy_level=4))],
    ),
    Recipe("cnn-fp32", "cnn", "cnn-fp32", "fp32", "CNN of three convolutions, the reference of the CNNs"),
    Recipe("cnn-qdq", "cnn", "cnn-fp32", "int8", "static INT8, QDQ, u8s8", [PRE, (static, U8S8)]),
    Recipe("cnn-qoperator", "cnn", "cnn-fp32", "int8", "static INT8, QOperator", [PRE, (static, U8S8 | OPERATORS)]),
    Recipe(
        "cnn-structured", "cnn-structured", "cnn-fp32", "fp32",
        "structured pruning: half of the channels of each convolution, by L1 norm, fine-tuned",
    ),
    Recipe(
        "cnn-unstructured", "cnn-unstructured", "cnn-fp32", "fp32",
        "unstructured pruning: 80 % of the weights, by magnitude, fine-tuned with the mask",
        note="Zeros are stored and multiplied like other weights: neither smaller nor faster.",
    ),
    Recipe(
        "transformer-fp32", "transformer", "transformer-fp32", "fp32",
        "one pre-norm block, 16 tokens of width 256, the reference of the transformers",
    ),
    Recipe(
        "transformer-dynamic", "transformer", "transformer-fp32", "int8", "dynamic INT8",
        [(dynamic, dict(weight_type=QuantType.QInt8))],
        note="Attention scores and context are products of activations and stay FP32: reported, no finding.",
    ),
    Recipe(
        "transformer-qdq", "transformer", "transformer-fp32", "int8", "static INT8, QDQ, u8s8", [PRE, (static, U8S8)],
    ),
    # Planted faults.
    Recipe(
        "mlp-uint16-activations", "mlp", "mlp-fp32", "int8", "uint16 activations, for which there are no kernels",
        [PRE, (static, dict(activation_type=QuantType.QUInt16, weight_type=QuantType.QInt8))],
        {"precision": MLP, "unfused": MLP},
    ),
    Recipe(
        "mlp-unsupported-operator", "mlp-einsum", "mlp-fp32", "int8",
        "the first layer exported as Einsum, which the quantizer passes by", [PRE, (static, U8S8)],
        {"precision": ["fc1"]},
    ),
    Recipe(
        "mlp-int4-float-compute", "mlp", "mlp-fp32", "int4", "4-bit weights, but accuracy level 0: float compute",
        [(four_bits, INT4 | dict(accuracy_level=0))], {"precision": MLP},
    ),
    Recipe(
        "mlp-int4-qdq", "mlp", "mlp-fp32", "int4",
        "4-bit QDQ: Gemm and ReLU are fused first, so that their weights are dequantized in each call",
        [(opset_21, {}), (four_bits, INT4_QDQ)], {"precision": ["fc1", "fc2"], "unfused": ["fc1", "fc2"]},
    ),
    Recipe(
        "mlp-int4-no-op", "mlp", "mlp-fp32", "int4",
        "4-bit quantization of a pre-processed model: MatMul and Add are Gemm by then, and nothing is quantized",
        [PRE, (four_bits, INT4 | dict(accuracy_level=4))], {"precision": MLP, "nothing compressed": []},
    ),
    Recipe(
        "cnn-fp16", "cnn", "cnn-fp32", "fp16", "FP16, which the CPU casts and runs by its FP32 kernels",
        [(half, dict(keep_io_types=True))], {"precision": CNN + ["fc"], "cast": [], "nothing compressed": []},
    ),
    Recipe(
        "cnn-dynamic", "cnn", "cnn-fp32", "int8", "dynamic INT8 convolutions: INT8 by type, but slow kernels",
        [(dynamic, dict(weight_type=QuantType.QUInt8))], {"slow kernel": ["conv2", "conv3"]},
        note="With signed weights, the tool's default, ONNX Runtime 1.23 cannot load it, and 1.31 takes 5 times as "
        "long as FP32.",
    ),
    Recipe(
        "cnn-qoperator-s8s8", "cnn", "cnn-fp32", "int8", "QOperator with signed activations: slow kernels",
        [PRE, (static, S8S8 | OPERATORS)], {"slow kernel": CNN},
    ),
    Recipe(
        "cnn-missing-output-quantizer", "cnn", "cnn-fp32", "int8",
        "no quantizer after the last convolution, which cannot be fused without one",
        [PRE, (static, U8S8 | NO_OUTPUT)], {"precision": ["conv3"], "unfused": ["conv3"]},
    ),
    Recipe(
        "cnn-float-operator-between", "cnn-normalized", "cnn-fp32", "int8",
        "a BatchNormalization that was not folded stands between each convolution and its quantizer",
        [(static, U8S8 | NO_OUTPUT | dict(op_types_to_quantize=["Conv", "Gemm"]))],
        {"precision": CNN, "unfused": CNN},
    ),
    Recipe(
        "transformer-qdq-s8-per-channel", "transformer", "transformer-fp32", "int8",
        "static INT8, QDQ, s8s8 per channel: some layers have no kernel",
        [PRE, (static, S8S8 | dict(per_channel=True))],
        {"precision": ["query", "key", "value"], "unfused": ["query", "key", "value"]},
    ),
    Recipe(
        "tied-fp32", "tied", "tied-fp32", "fp32",
        "MLP 64-256-256-256-10 with GELU whose two middle layers share their weights",
    ),
    Recipe(
        "tied-int4-shared-dequantizer", "tied", "tied-fp32", "int4",
        "4-bit QDQ whose two middle layers share a dequantizer",
        [(opset_21, {}), (four_bits, INT4_QDQ), (share_dequantizers, {})],
        {"precision": ["fc2", "fc2_2"], "unfused": ["fc2", "fc2_2"]},
    ),
]

SESSIONS = [
    Session(
        "mlp-qdq, optimization disabled", "mlp-qdq", "mlp-fp32", "int8",
        "a session without graph optimizations fuses no QDQ pair", {"optimization": "disabled"},
        {"precision": MLP, "unfused": MLP},
    ),
    Session(
        "mlp-qdq, wrong provider", "mlp-qdq", "mlp-fp32", "int8",
        "a provider that takes no node: all of them run on the CPU",
        {"providers": ["AzureExecutionProvider", "CPUExecutionProvider"], "expectedProvider": "AzureExecutionProvider"},
        {"provider": MLP},
    ),
]
