import NetWeightCore

extension OperatorClass {
  /// The class of a node of OpenVINO's processor plugin, by its type.
  ///
  /// Heavy ones are known by a part of their names and not from a list: each release brings new forms of the same
  /// (`FullyConnectedQuantizedLegacy`), and one that a list lacks would be judged by nobody.
  init(openVINO type: String) {
    switch type {
    case "Convert", "FakeQuantize", "Quantize", "Dequantize": self = .boundary
    case let name where Self.layouts.contains(name): self = .layout
    case let name where name.contains("Attention") || name.contains("MHA"): self = .attention
    case let name where ["LSTM", "GRU", "RNN"].contains(where: name.contains): self = .recurrence
    case let name where Self.bodies.contains(name): self = .recurrence
    case let name where name.contains("Convolution"): self = .convolution
    case let name where name.contains("Deconv"): self = .convolution
    case let name
    where ["FullyConnected", "MatMul", "MLP", "QKVProjection"].contains(where: name.contains):
      self = .matrixProduct
    default: self = .other
    }
  }

  /// Nodes with a graph inside, of which OpenVINO tells nothing.
  static let bodies: Set<String> = ["TensorIterator", "Loop", "If"]

  private static let layouts: Set<String> = [
    "Reorder", "Reshape", "Transpose", "Squeeze", "Unsqueeze", "ShapeOf", "Gather", "Concat", "Concatenation",
    "StridedSlice", "Slice", "Split", "VariadicSplit", "Broadcast", "Tile", "Pad", "DepthToSpace",
    "SpaceToDepth",
    "Permute", "Flatten",
  ]
}
