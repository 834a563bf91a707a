/// Looks for scales that no stored number can be worth: zero, negative, infinite or NaN.
struct ScaleCheck {
  /// - Throws: ``ONNXModelFileError``.
  func findings(in scope: GraphScope) throws(ONNXModelFileError) -> [StaticFinding] {
    var findings: [StaticFinding] = []
    var seen: Set<String> = []
    for scope in scope.all {
      for node in scope.graph.nodes {
        for input in Self.scales(of: node, in: scope) {
          guard let name = node.input(input), let scale = scope.constant(name), seen.insert(name).inserted
          else { continue }
          if let finding = try finding(scale, of: node) { findings.append(finding) }
        }
      }
    }
    return findings
  }

  private func finding(_ scale: ONNXTensor, of node: ONNXNode) throws(ONNXModelFileError) -> StaticFinding? {
    guard let values = try scale.floats() else { return nil }
    var counts: [(word: String, count: Int)] = [
      ("NaN", values.count(where: \.isNaN)), ("infinite", values.count(where: \.isInfinite)),
    ]
    // Quantizers of blocks give a block of zeros the scale 0, and may divide by its largest number with its sign.
    if scale.shape.count < 2, node.operatorType != "MatMulNBits" {
      counts += [
        ("zero", values.count { $0 == 0 }), ("negative", values.count { $0 < 0 && $0.isFinite }),
      ]
    }
    counts = counts.filter { $0.count > 0 }
    guard !counts.isEmpty else { return nil }
    let figures =
      values.count == 1
      ? "is \(counts[0].word)"
      : "is " + counts.map { "\($0.word) in \($0.count)" }.joined(separator: ", ")
        + " of \(values.count) channels"
    return StaticFinding(
      .scale, of: "scale '\(scale.name)' of \(node.title)", figures,
      consequence: "what is quantized with it has no value of its own any more",
      next:
        "calibrate again, with samples that reach \(node.title), and look at the range that was found there")
  }

  private static func scales(of node: ONNXNode, in scope: GraphScope) -> [Int] {
    if node.operatorType == "QLinearConcat" {
      return [0] + Array(stride(from: 3, to: node.inputs.count, by: 3))
    }
    // Dynamic quantization multiplies the scale of the weights with that of the activations before anything else.
    if node.operatorType == "Mul" {
      return (0..<min(2, node.inputs.count)).filter { input in
        guard let other = node.input(1 - input), let producer = scope.producer(of: other) else {
          return false
        }
        return producer.operatorType == "DynamicQuantizeLinear" && producer.outputs.dropFirst().first == other
      }
    }
    return table[node.operatorType] ?? []
  }

  // Inputs as in github.com/onnx/onnx, docs/Operators.md, and github.com/microsoft/onnxruntime, docs/ContribOperators.md.
  private static let table: [String: [Int]] = [
    "QuantizeLinear": [1], "DequantizeLinear": [1],
    "QLinearMatMul": [1, 4, 6], "QLinearConv": [1, 4, 6], "QGemm": [1, 4, 7],
    "QLinearAdd": [1, 4, 6], "QLinearMul": [1, 4, 6],
    "QLinearLeakyRelu": [1, 3], "QLinearSigmoid": [1, 3], "QLinearSoftmax": [1, 3],
    "QLinearAveragePool": [1, 3], "QLinearGlobalAveragePool": [1, 3], "QLinearReduceMean": [1, 3],
    "MatMulIntegerToFloat": [2, 3], "DynamicQuantizeMatMul": [2], "QAttention": [3, 4],
    "DynamicQuantizeLSTM": [8, 10], "MatMulNBits": [2], "GatherBlockQuantized": [2],
  ]
}
