/// Where an operator finds weights that it multiplies with what runs through the model.
struct MultipliedOperand: Sendable {
  /// In which order the weights of one sum lie.
  enum Layout: Sendable {
    /// `[…, K, N]`: a sum goes down a column.
    case columns
    /// `[N, K]`: a sum goes along a row.
    case rows
    /// `[M, C, …]` of a convolution: a sum takes all channels of one place before those of the next place.
    case filter
    /// Several numbers to an element, or an order that nothing here asks for.
    case other
  }

  /// Inputs of the operator, counted from 0. Scales and zero points are inputs of their own only where the operator
  /// takes integers; elsewhere a DequantizeLinear before it has them.
  var activation = 0
  var weights = 1
  var activationZeroPoint: Int?
  var scale: Int?
  var zeroPoint: Int?
  var layout = Layout.other
  /// Whether it makes 8-bit integers of what it multiplies with, by itself.
  var quantizesActivations = false

  /// The operands of a node; empty of operators that multiply no weights.
  static func all(of node: ONNXNode) -> [MultipliedOperand] {
    let flipped = node.integer("transB", default: 0) != 0
    return (table[node.operatorType] ?? []).map { operand in
      var operand = operand
      if flipped, operand.layout == .columns { operand.layout = .rows }
      return operand
    }
  }

  // Inputs as in github.com/onnx/onnx, docs/Operators.md, and github.com/microsoft/onnxruntime, docs/ContribOperators.md.
  private static let table: [String: [MultipliedOperand]] = {
    let matrix = MultipliedOperand(layout: .columns)
    let filter = MultipliedOperand(layout: .filter)
    let linear = MultipliedOperand(
      weights: 3, activationZeroPoint: 2, scale: 4, zeroPoint: 5, layout: .columns)
    let recurrent = [MultipliedOperand(weights: 1), MultipliedOperand(weights: 2)]
    return [
      "MatMul": [matrix], "FusedMatMul": [matrix], "Gemm": [matrix], "FusedGemm": [matrix],
      "Conv": [filter], "FusedConv": [filter], "NhwcFusedConv": [filter],
      "ConvTranspose": [MultipliedOperand()],
      "Attention": [matrix], "LSTM": recurrent, "GRU": recurrent, "RNN": recurrent,
      "MatMulInteger": [.init(activationZeroPoint: 2, zeroPoint: 3, layout: .columns)],
      // Its kernel has the weights on the other side, where no sum of two products saturates.
      "ConvInteger": [.init(activationZeroPoint: 2, zeroPoint: 3)],
      "QLinearMatMul": [linear], "QGemm": [linear],
      "QLinearConv": [
        .init(weights: 3, activationZeroPoint: 2, scale: 4, zeroPoint: 5, layout: .filter)
      ],
      "MatMulIntegerToFloat": [
        .init(activationZeroPoint: 4, scale: 3, zeroPoint: 5, layout: .columns)
      ],
      "DynamicQuantizeMatMul": [
        .init(scale: 2, zeroPoint: 3, layout: .columns, quantizesActivations: true)
      ],
      "QAttention": [.init(activationZeroPoint: 6, scale: 4, zeroPoint: 7, layout: .columns)],
      "DynamicQuantizeLSTM": [
        .init(weights: 1, scale: 8, zeroPoint: 9, layout: .columns, quantizesActivations: true),
        .init(weights: 2, scale: 10, zeroPoint: 11, layout: .columns, quantizesActivations: true),
      ],
      "MatMulNBits": [.init(scale: 2, zeroPoint: 3)],
    ]
  }()
}
