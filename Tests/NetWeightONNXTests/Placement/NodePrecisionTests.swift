import NetWeightCore
import NetWeightONNX
import Testing

@Suite struct NodePrecisionTests {
  private func node(
    _ operatorType: String, _ inputs: [(String, [Int])], attributes: [String: Int] = [:]
  ) throws -> PlacedNode {
    let profiled = ProfileText.Node(
      name: "node", operatorType: operatorType, inputs: inputs.map { TypedShape($0.0, $0.1) },
      outputs: [TypedShape("float", [1, 32])])
    let graph = GraphFacts(
      nodes: [.init(operatorType, "node", ["x", "w"], ["y"], integers: attributes)],
      constants: ["w": TypedShape("uint8", [32, 64])], inputs: ["x"], outputs: ["y"])
    let profile = try ProfileText(nodes: [profiled]).profile
    return ONNXPlacement(
      inspected: profile, timed: profile, model: graph, optimized: graph, session: SessionFacts(isX86: true)
    ).placement().nodes[0]
  }

  @Test(arguments: [
    ("MatMul", [("float", [1, 64]), ("float", [64, 32])], NumericFormat.fp32, "float × float"),
    ("Gemm", [("double", [1, 64]), ("double", [64, 32])], .fp64, "double × double"),
    ("Conv", [("float16", [1, 3, 8, 8]), ("float16", [8, 3, 3, 3])], .fp16, "float16 × float16"),
    ("MatMul", [("bfloat16", [1, 64]), ("bfloat16", [64, 32])], .bf16, "bfloat16 × bfloat16"),
    // Scales are floats of no or one dimension, and are not multiplied with.
    (
      "QLinearMatMul",
      [
        ("uint8", [1, 64]), ("float", []), ("uint8", []), ("int8", [64, 32]), ("float", [32]), ("int8", [32]),
      ],
      .int8, "uint8 × int8"
    ),
    ("MatMulInteger16", [("int16", [1, 64]), ("int16", [64, 32])], .int16, "int16 × int16"),
    ("MatMul", [("int8", [1, 64]), ("float", [64, 32])], .fp32, "int8 × float"),
    ("DynamicQuantizeMatMul", [("float", [1, 64]), ("int8", [64, 32])], .int8, "float × int8"),
    ("QAttention", [("float", [1, 4, 64]), ("uint8", [64, 192])], .int8, "float × uint8"),
  ])
  func `precision is that of the operands`(
    operatorType: String, inputs: [(String, [Int])], format: NumericFormat, kernel: String
  ) throws {
    let node = try node(operatorType, inputs)
    #expect(node.precision == format)
    #expect(node.kernel == kernel)
  }

  @Test(arguments: [
    (4, 4, NumericFormat?.some(.int4)), (8, 4, .some(.int8)), (2, 4, nil), (4, 0, .some(.fp32)),
    (8, 1, .some(.fp32)),
    (4, 2, .some(.fp16)), (4, 3, .some(.bf16)),
  ])
  func `blocks of few bits are multiplied as their accuracy level says`(
    bits: Int, level: Int, format: NumericFormat?
  )
    throws
  {
    let node = try node(
      "MatMulNBits", [("float", [1, 64]), ("uint8", [32, 2, 16]), ("float", [32, 2])],
      attributes: ["bits": bits, "accuracy_level": level])
    #expect(node.precision == format)
    #expect(node.kernel == "\(bits) bits, accuracy_level \(level)")
    #expect(
      (node.reason?.cure == "export it with accuracy_level 4, which multiplies integers") == (level < 4))
  }

  @Test func `what multiplies nothing has no precision`() throws {
    #expect(try node("Softmax", [("float", [1, 64])]).precision == nil)
    #expect(try node("MatMul", [("int64", [1, 64]), ("int64", [64, 32])]).precision == nil)
  }

  @Test(arguments: [
    ("Conv", OperatorClass.convolution), ("NhwcFusedConv", .convolution), ("ConvInteger", .convolution),
    ("QLinearConv", .convolution), ("ConvTranspose", .convolution), ("MatMulNBits", .matrixProduct),
    ("QGemm", .matrixProduct), ("MatMulBnb4", .matrixProduct), ("Einsum", .matrixProduct),
    ("QMoE", .matrixProduct),
    ("GroupQueryAttention", .attention), ("DynamicQuantizeLSTM", .recurrence), ("GRU", .recurrence),
    ("DynamicQuantizeLinear", .boundary), ("MemcpyToHost", .boundary), ("Reshape", .layout),
    ("QLinearAdd", .other), ("QLinearSoftmax", .other), ("ConvertToSequence", .other), ("Softmax", .other),
  ])
  func `operators are known by a part of their name`(operatorType: String, expected: OperatorClass) throws {
    #expect(try node(operatorType, [("float", [1, 64])]).operatorClass == expected)
  }
}
