import NetWeightCore

/// Why a node with weights did not multiply in the format of its variant, as far as OpenVINO shows it.
struct FallbackReason {
  let node: ExecutedNode
  /// Whether layers with weights were fused into it.
  let isFused: Bool
  /// What it multiplied in; nil where that is not known.
  let precision: NumericFormat?
  let facts: OpenVINOPlacement.Facts

  /// Nil where there is nothing to tell.
  var reason: PlacementReason? {
    if precision == nil { return unknown }
    if [.bf16, .fp16].contains(precision), facts.meant == .fp32 || facts.meant == .fp64 { return shortened }
    if node.type == "FullyConnectedCompressed" {
      return PlacementReason(
        cause: "its weights are compressed in memory only, and made floats before they are multiplied",
        cure:
          "quantize what goes into it too: static INT8 with QuantizeLinear and DequantizeLinear before each layer"
      )
    }
    if precision == .fp32, [.fp16, .bf16].contains(facts.meant) {
      return PlacementReason(
        cause: "this processor has no kernels for \(facts.meant), or its inference precision is f32",
        cure:
          "run it on a processor that has them, with OpenVINOOptions(inferencePrecision: .\(facts.meant.rawValue))"
      )
    }
    guard facts.meant == .int8 || facts.meant == .int4 else { return nil }
    return PlacementReason(
      cause:
        "its operands are floats: they were not quantized, or are MatMulInteger's, which OpenVINO runs in floats",
      cure:
        "quantize it statically, with QuantizeLinear and DequantizeLinear before it, or say which may stay: allowing:"
    )
  }

  /// Floats of fewer bits than the file has.
  private var shortened: PlacementReason {
    let format = precision.map { "\($0)" } ?? ""
    guard !facts.saysInferencePrecision else {
      return PlacementReason(
        cause: "its options ask for it (INFERENCE_PRECISION_HINT is \(facts.inferencePrecision))",
        cure: "ask for .fp32, or say that \(format) is meant: format: .\(precision?.rawValue ?? "")")
    }
    return PlacementReason(
      cause: "OpenVINO's default inference precision on this processor is \(format), also for FP32 models",
      cure: "say what is meant: OpenVINOOptions(inferencePrecision: .fp32)")
  }

  private var unknown: PlacementReason? {
    if isFused {
      return PlacementReason(
        cause: "OpenVINO fused layers with weights into a Subgraph, and does not say what that multiplies",
        cure: "keep them apart: OpenVINOOptions(properties: [\"SNIPPETS_MODE\": \"DISABLE\"])")
    }
    if OperatorClass.bodies.contains(node.type) {
      return PlacementReason(
        cause: "OpenVINO does not say what runs inside \(node.type)",
        cure: "export the model without it, or say that it may run as it does: allowing: [\"\(node.name)\"]")
    }
    if node.type == "MatMul" {
      return PlacementReason(
        cause: "the file does not tell whether it multiplies weights or two activations",
        cure:
          "ask of the ONNX file that it was made of, or say that it may run as it does: allowing: [\"\(node.name)\"]"
      )
    }
    guard node.type == "FullyConnectedCompressed" else { return nil }
    return PlacementReason(
      cause: "OpenVINO may quantize what goes into compressed weights, and does not say whether it did",
      cure:
        "switch it off: OpenVINOOptions(properties: [\"DYNAMIC_QUANTIZATION_GROUP_SIZE\": \"0\"]); or quantize statically"
    )
  }
}
