import NetWeightCore
import NetWeightONNX
import Testing

@Suite struct FallbackReasonTests {
  /// A convolution between quantizers, as the optimizer leaves it when there is no kernel, and what is changed of it.
  private func reason(
    activation: String = "uint8", weight: String = "int8", operatorType: String = "Conv",
    session: SessionFacts = SessionFacts(isX86: true), _ change: (inout [GraphFacts.Node]) -> Void = { _ in }
  ) throws -> PlacementReason? {
    var nodes: [GraphFacts.Node] = [
      .init("QuantizeLinear", "q", ["x", "s", "zp"], ["xq"]),
      .init("DequantizeLinear", "dq", ["xq", "s", "zp"], ["xd"]),
      .init("DequantizeLinear", "wdq", ["w", "s", "wzp"], ["wd"]),
      .init(operatorType, "node", ["xd", "wd"], ["y"]),
      .init("QuantizeLinear", "qy", ["y", "s", "zp"], ["yq"]),
    ]
    change(&nodes)
    let graph = GraphFacts(
      nodes: nodes,
      constants: [
        "s": TypedShape("float", []), "zp": TypedShape(activation, []),
        "w": TypedShape(weight, [8, 3, 3, 3]),
        "wzp": TypedShape(weight, []), "half": TypedShape("float16", [8, 3, 3, 3]),
      ], inputs: ["x"], outputs: ["yq"])
    let profile = try ProfileText(nodes: [
      ProfileText.Node(
        name: "node", operatorType: operatorType,
        inputs: [TypedShape("float", [1, 3, 8, 8]), TypedShape("float", [8, 3, 3, 3])],
        outputs: [TypedShape("float", [1, 8, 8, 8])])
    ]).profile
    return ONNXPlacement(inspected: profile, timed: profile, model: graph, optimized: graph, session: session)
      .placement().nodes[0].reason
  }

  @Test func `a group with nothing missing has no reason`() throws {
    #expect(try reason() == nil)
  }

  @Test(arguments: [
    ("uint16", "int8", "its activations are uint16, and integer kernels take 8 bits"),
    ("int16", "int8", "its activations are int16, and integer kernels take 8 bits"),
    ("int8", "uint8", "its activations are int8 and its weights uint8"),
    ("uint8", "int4", "its 4-bit weights come through DequantizeLinear, which no kernel of Conv takes"),
  ])
  func `types without a kernel`(activation: String, weight: String, cause: String) throws {
    #expect(try reason(activation: activation, weight: weight)?.cause == cause)
  }

  @Test(arguments: [
    ("uint8", "give each node a QuantizeLinear of its own"),
    ("int8", "quantize activations to uint8: int8 ones are turned into that only where one node takes them"),
  ])
  func `an input with several DequantizeLinear`(activation: String, cure: String) throws {
    let reason = try reason(activation: activation) { nodes in
      nodes.append(.init("DequantizeLinear", "other", ["xq", "s", "zp"], ["xd2"]))
    }
    #expect(reason == PlacementReason(cause: "its input is shared by several DequantizeLinear", cure: cure))
  }

  @Test func `4-bit weights that are shared, and such of a node with its activation function in it`() throws {
    let shared = try reason(weight: "int4", operatorType: "MatMul") { nodes in
      nodes.append(.init("DequantizeLinear", "wdq2", ["w", "s", "wzp"], ["wd2"]))
    }
    #expect(
      shared
        == PlacementReason(
          cause:
            "its 4-bit weights are shared by several nodes, and stay in 4 bits only where one node takes them",
          cure:
            "give each node weights and DequantizeLinear of its own, or export 4-bit weights as MatMulNBits with "
            + "accuracy_level 4"))
    #expect(
      try reason(weight: "int4", operatorType: "FusedGemm")?.cause
        == "its activation function was fused into it (FusedGemm), which takes no 4-bit weights")
  }

  @Test func `an input that nobody quantized`() throws {
    #expect(try reason { $0[3].inputs[0] = "x" }?.cause == "its input is not quantized")
    #expect(
      try reason { nodes in
        nodes.append(.init("Relu", "relu", ["x"], ["r"]))
        nodes[3].inputs[0] = "r"
      }
        == PlacementReason(
          cause: "its input comes in floats from Relu 'relu', without QuantizeLinear between them",
          cure: "quantize the output of Relu 'relu'"))
  }

  @Test func `a float operator between, with a name and without`() throws {
    for (name, text) in [("sig", "Sigmoid 'sig'"), ("", "Sigmoid")] {
      let reason = try reason { nodes in
        nodes.append(.init("Sigmoid", name, ["xd"], ["between"]))
        nodes[3].inputs[0] = "between"
      }
      #expect(
        reason
          == PlacementReason(
            cause: "\(text) computes floats between DequantizeLinear and it",
            cure: "put QuantizeLinear and DequantizeLinear behind \(text), or leave both in floats"))
    }
  }

  @Test func `an output that is not quantized, and who takes it`() throws {
    #expect(try reason { $0.removeLast() }?.cause == "its output is not quantized")
    #expect(
      try reason { $0[4] = .init("Add", "add", ["y", "x"], ["yq"]) }?.cause
        == "its output is not quantized: Add takes floats")
    #expect(
      try reason { $0.append(.init("Add", "add", ["y", "x"], ["z"])) }?.cause
        == "its output is not quantized: Add takes floats")
  }

  @Test func `an activation function that was fused into it`() throws {
    #expect(
      try reason(operatorType: "FusedConv")?.cause
        == "its activation function has no integer kernel, and was fused into it (FusedConv)")
  }

  @Test func `quantizers without zero points`() throws {
    #expect(
      try reason { $0[1].inputs.removeLast() }
        == PlacementReason(
          cause: "its DequantizeLinear have no zero points, which kernels of Conv ask for",
          cure: "give QuantizeLinear and DequantizeLinear zero points, be they 0"))
  }

  @Test func `an operator without integer kernel is told before all that is behind it`() throws {
    #expect(
      try reason(activation: "uint16", operatorType: "ConvTranspose")?.cause
        == "CPUExecutionProvider has no integer kernel of ConvTranspose")
  }

  @Test func `a session that may not optimize is told before all else`() throws {
    #expect(
      try reason(
        activation: "uint16", operatorType: "ConvTranspose", session: SessionFacts(fusesQuantization: false)
      )?.cause == "graph optimization is off or basic, so nothing was fused")
  }

  @Test func `weights that were never quantized`() throws {
    #expect(
      try reason(weight: "float") { $0[3].inputs[1] = "w" }?.cause == "its weights are floats in the file")
    #expect(
      try reason { $0[3].inputs[1] = "half" }?.cause
        == "CPUExecutionProvider has no FP16 kernel for this, so weights and inputs are made FP32")
  }
}
