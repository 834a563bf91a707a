public import NetWeightCore

/// ONNX Runtime and a model, or a model and what it is given, do not go together.
public typealias ONNXError = RuntimeError
