import NetWeightCore

/// In which format a heavy node multiplied, and how its kernel is called.
struct NodePrecision {
  /// nil where it cannot be told.
  let format: NumericFormat?
  /// What it multiplied: `uint8 × int8`.
  let kernel: String

  /// - Parameter graph: the node in the graph that ran, for the attributes; nil where that is not known.
  init(_ node: SessionProfile.Node, _ graph: GraphFacts.Node?) {
    // Scales and biases have fewer dimensions than what is multiplied.
    let matrices = node.inputs.filter { $0.shape.count >= 2 }
    let operands = matrices.isEmpty ? node.inputs : matrices
    let types = operands.prefix(2).map(\.type).joined(separator: " × ")
    if node.operatorType.hasSuffix("NBits") {
      self = Self.blocks(graph)
    } else if node.operatorType.hasPrefix("DynamicQuantize") || node.operatorType == "QAttention" {
      // Floats go in, and are quantized before they are multiplied.
      self.init(format: .int8, kernel: types)
    } else {
      self.init(format: Self.widest(operands.compactMap(\.format)), kernel: types)
    }
  }

  private init(format: NumericFormat?, kernel: String) {
    self.format = format
    self.kernel = kernel
  }

  /// Weights in blocks of few bits. Below accuracy level 4 they are turned into floats before they are multiplied.
  private static func blocks(_ node: GraphFacts.Node?) -> NodePrecision {
    guard let node else { return NodePrecision(format: nil, kernel: "accuracy_level is not known") }
    let bits = node.integers["bits"] ?? 4
    let level = node.integers["accuracy_level"] ?? 0
    let format: NumericFormat? =
      switch (level, bits) {
      case (2, _): .fp16
      case (3, _): .bf16
      case (..<4, _): .fp32
      case (_, 4): .int4
      case (_, 8): .int8
      default: nil
      }
    return NodePrecision(format: format, kernel: "\(bits) bits, accuracy_level \(level)")
  }

  /// One float among the operands makes floats of all.
  private static func widest(_ formats: [NumericFormat]) -> NumericFormat? {
    [.fp64, .fp32, .bf16, .fp16, .int16, .int8, .int4].first(where: formats.contains)
  }
}
