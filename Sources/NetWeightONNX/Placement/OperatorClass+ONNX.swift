package import NetWeightCore

extension OperatorClass {
  /// The class of an operator of ONNX or ONNX Runtime.
  ///
  /// Heavy ones are known by a part of their names and not from a list: each version of the runtime brings new forms of
  /// the same (`MatMulNBits`, `NhwcFusedConv`), and one that a list lacks would be judged by nobody.
  package init(onnx operatorType: String) {
    switch operatorType {
    case let name where Self.boundaries.contains(name): self = .boundary
    case let name where Self.layouts.contains(name): self = .layout
    case let name where name.contains("Attention"): self = .attention
    case let name where name.contains("LSTM") || ["GRU", "RNN"].contains(name): self = .recurrence
    case let name where name.contains("Conv") && !name.contains("Convert"): self = .convolution
    case let name
    where name.contains("MatMul") || name.contains("Gemm") || name == "Einsum" || name.hasSuffix("MoE"):
      self = .matrixProduct
    default: self = .other
    }
  }

  private static let boundaries: Set<String> = [
    "QuantizeLinear", "DequantizeLinear", "DynamicQuantizeLinear", "Cast", "CastLike", "MemcpyToHost",
    "MemcpyFromHost",
  ]

  private static let layouts: Set<String> = [
    "Reshape", "Transpose", "Squeeze", "Unsqueeze", "Flatten", "Identity", "ReorderInput", "ReorderOutput",
    "Shape", "Size", "Gather", "Concat", "Slice", "Split", "Expand", "Tile", "Pad", "DepthToSpace",
    "SpaceToDepth",
    "QLinearConcat",
  ]

  /// Operators whose time is that of the nodes in their bodies, which are timed themselves.
  static let containers: Set<String> = ["If", "Loop", "Scan", "SequenceMap"]
}
