"""ONNX Runtime's own tools for compressing models, each as a function from model to model."""

import pathlib
import tempfile

import onnx
import onnx.version_converter
from onnxruntime.quantization import CalibrationDataReader, quantize_dynamic, quantize_static
from onnxruntime.quantization.matmul_nbits_quantizer import DefaultWeightOnlyQuantConfig, MatMulNBitsQuantizer
from onnxruntime.quantization.shape_inference import quant_pre_process
from onnxruntime.transformers.float16 import convert_float_to_float16

import digits


class Calibration(CalibrationDataReader):
    """The 100 calibration digits, one by one."""

    def __init__(self):
        self.inputs = iter(digits.read("calibration")[0])

    def get_next(self):
        return next(({"input": sample[None]} for sample in self.inputs), None)


def _by_files(run, model):
    with tempfile.TemporaryDirectory() as folder:
        source, result = pathlib.Path(folder, "source.onnx"), pathlib.Path(folder, "result.onnx")
        onnx.save(model, source)
        run(str(source), str(result))
        return onnx.load(result)


def preprocess(model):
    return _by_files(quant_pre_process, model)


def static(model, **options):
    return _by_files(lambda source, result: quantize_static(source, result, Calibration(), **options), model)


def dynamic(model, **options):
    return _by_files(lambda source, result: quantize_dynamic(source, result, **options), model)


def four_bits(model, **options):
    quantizer = MatMulNBitsQuantizer(model, algo_config=DefaultWeightOnlyQuantConfig(**options))
    quantizer.process()
    return quantizer.model.model


def half(model, **options):
    return convert_float_to_float16(model, **options)


def opset_21(model):
    """The first opset with 4-bit tensors."""
    converted = onnx.version_converter.convert_version(model, 21)
    converted.ir_version = 10
    return converted


def share_dequantizers(model):
    """Leaves one DequantizeLinear for each weight. MatMulNBitsQuantizer writes one for each MatMul that reads it, all
    with the same output name, which makes the file invalid."""
    outputs, nodes, initializers = set(), [], {}
    for node in model.graph.node:
        if node.output[0] not in outputs:
            nodes.append(node)
            outputs.add(node.output[0])
    for tensor in model.graph.initializer:
        initializers.setdefault(tensor.name, tensor)
    shared = onnx.ModelProto()
    shared.CopyFrom(model)
    del shared.graph.node[:], shared.graph.initializer[:]
    shared.graph.node.extend(nodes)
    shared.graph.initializer.extend(initializers.values())
    return shared


#: What is called, as its documentation names it.
NAMES = {
    preprocess: "onnxruntime.quantization.shape_inference.quant_pre_process",
    static: "onnxruntime.quantization.quantize_static",
    dynamic: "onnxruntime.quantization.quantize_dynamic",
    four_bits: "onnxruntime.quantization.matmul_nbits_quantizer.MatMulNBitsQuantizer",
    opset_21: "onnx.version_converter.convert_version(21)",
    share_dequantizers: "one DequantizeLinear for each shared weight",
    half: "onnxruntime.transformers.float16.convert_float_to_float16",
}


def call(tool, options):
    """The call in words: `onnxruntime.quantization.quantize_dynamic(weight_type=QUInt8)`."""
    if not options:
        return NAMES[tool]
    values = [f"{name}={getattr(value, 'name', None) or repr(value)}" for name, value in options.items()]
    return f"{NAMES[tool]}({', '.join(values)})"
