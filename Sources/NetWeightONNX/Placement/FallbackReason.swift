import NetWeightCore

/// Why a node with weights multiplied floats, as the graph that ran shows it.
///
/// ONNX Runtime makes an integer kernel of a node whose inputs all come from DequantizeLinear and whose output goes into
/// QuantizeLinear, if it has one for these types. What is missing of that is the reason.
struct FallbackReason {
  /// The graph that ran.
  let graph: GraphFacts
  /// What the session was told.
  let session: SessionFacts

  /// Integer kernels of the processor by the operator that they replace.
  private static let quantizable: Set<String> = [
    "MatMul", "FusedMatMul", "Gemm", "FusedGemm", "Conv", "FusedConv", "NhwcFusedConv", "Attention", "LSTM",
  ]

  /// - Parameters:
  ///   - node: the node in the graph that ran.
  ///   - stored: the types of its weights in the file; empty where they are not known.
  /// - Returns: nil where the graph does not show it.
  func reason(of node: GraphFacts.Node, stored: [String]) -> PlacementReason? {
    let weights = graph.weights(of: node)
    guard !weights.isEmpty else { return nil }
    let dequantized = weights.first { through(DequantizeLinear: $0.through) }
    guard let dequantized else { return unquantized(node, weights.map(\.constant.type) + stored) }
    if !session.fusesQuantization {
      return PlacementReason(
        cause: "graph optimization is off or basic, so nothing was fused",
        cure: "let the session optimize as it does unless it is told otherwise (all)")
    }
    if !Self.quantizable.contains(node.operatorType) {
      return PlacementReason(
        cause: "\(session.provider) has no integer kernel of \(node.operatorType)",
        cure: "leave \(node.operatorType) as it was, and say so: allowing:, or use an operator that has one")
    }
    if dequantized.constant.format == .int4 { return fourBits(node, dequantized.name) }
    return activations(node, weight: dequantized.constant.type) ?? result(node) ?? leftOver(node)
  }

  /// MatMulNBits is made of a MatMul whose 4-bit weights come through a DequantizeLinear that nobody else takes.
  private func fourBits(_ node: GraphFacts.Node, _ weights: String) -> PlacementReason {
    let cure = "export 4-bit weights as MatMulNBits with accuracy_level 4"
    let sharers =
      graph.consumers[weights]?.filter { graph.nodes[$0].operatorType == "DequantizeLinear" } ?? []
    if sharers.count > 1 || graph.heavyConsumers(of: weights).count > 1 {
      return PlacementReason(
        cause:
          "its 4-bit weights are shared by several nodes, and stay in 4 bits only where one node takes them",
        cure: "give each node weights and DequantizeLinear of its own, or \(cure)")
    }
    if node.operatorType.hasPrefix("Fused"), node.operatorType != "FusedMatMul" {
      return PlacementReason(
        cause:
          "its activation function was fused into it (\(node.operatorType)), which takes no 4-bit weights",
        cure: cure)
    }
    return PlacementReason(
      cause: "its 4-bit weights come through DequantizeLinear, which no kernel of \(node.operatorType) takes",
      cure: cure)
  }

  /// Groups in which nothing is missing by the rule.
  private func leftOver(_ node: GraphFacts.Node) -> PlacementReason? {
    if node.operatorType.hasPrefix("Fused"), node.operatorType != "FusedMatMul" {
      return PlacementReason(
        cause: "its activation function has no integer kernel, and was fused into it (\(node.operatorType))",
        cure: "use Relu, or put QuantizeLinear and DequantizeLinear before the activation function")
    }
    let feeders = node.inputs.compactMap { graph.producers[$0].map { graph.nodes[$0] } }
    if feeders.contains(where: {
      $0.operatorType == "DequantizeLinear" && $0.inputs.count { !$0.isEmpty } < 3
    }) {
      return PlacementReason(
        cause: "its DequantizeLinear have no zero points, which kernels of \(node.operatorType) ask for",
        cure: "give QuantizeLinear and DequantizeLinear zero points, be they 0")
    }
    return nil
  }

  /// The weights were never quantized.
  private func unquantized(_ node: GraphFacts.Node, _ types: [String]) -> PlacementReason {
    if types.contains(where: ["float16", "bfloat16"].contains) {
      return PlacementReason(
        cause: "\(session.provider) has no FP16 kernel for this, so weights and inputs are made FP32",
        cure: "run FP16 on a provider that has such kernels, or use INT8 here")
    }
    return PlacementReason(
      cause: "its weights are floats in the file",
      cure:
        "compress them too (the tool may know MatMul and no Gemm, or its list of nodes left them out), or say which "
        + "may stay: allowing:")
  }

  /// What comes in.
  private func activations(_ node: GraphFacts.Node, weight: String) -> PlacementReason? {
    guard let input = graph.activation(of: node) else { return nil }
    guard let feeder = graph.producers[input].map({ graph.nodes[$0] }) else {
      return PlacementReason(
        cause: "its input is not quantized", cure: "put QuantizeLinear and DequantizeLinear before it")
    }
    guard feeder.operatorType == "DequantizeLinear", let source = feeder.inputs.first else {
      return between(feeder)
    }
    let type = type(of: source, dequantizedBy: feeder)
    if let type, ["uint16", "int16"].contains(type) {
      return PlacementReason(
        cause: "its activations are \(type), and integer kernels take 8 bits",
        cure: "quantize activations to uint8")
    }
    let sharers = graph.consumers[source]?.filter { graph.nodes[$0].operatorType == "DequantizeLinear" } ?? []
    if sharers.count > 1 {
      return PlacementReason(
        cause: "its input is shared by several DequantizeLinear",
        cure: type == "int8"
          ? "quantize activations to uint8: int8 ones are turned into that only where one node takes them"
          : "give each node a QuantizeLinear of its own")
    }
    if type == "int8", weight == "uint8" {
      return PlacementReason(
        cause: "its activations are int8 and its weights uint8", cure: "quantize weights to int8")
    }
    return nil
  }

  /// A node that computes floats between DequantizeLinear and the one that is judged.
  private func between(_ feeder: GraphFacts.Node) -> PlacementReason {
    let name = feeder.name.isEmpty ? "" : " '\(feeder.name)'"
    let isComputing = graph.nearest(behind: feeder.inputs.first ?? "", within: 4) {
      $0.operatorType == "DequantizeLinear"
    }
    guard isComputing != nil, !OperatorClass(onnx: feeder.operatorType).isHeavy else {
      return PlacementReason(
        cause:
          "its input comes in floats from \(feeder.operatorType)\(name), without QuantizeLinear between them",
        cure: "quantize the output of \(feeder.operatorType)\(name)")
    }
    return PlacementReason(
      cause: "\(feeder.operatorType)\(name) computes floats between DequantizeLinear and it",
      cure:
        "put QuantizeLinear and DequantizeLinear behind \(feeder.operatorType)\(name), or leave both in floats"
    )
  }

  /// What goes out.
  private func result(_ node: GraphFacts.Node) -> PlacementReason? {
    guard let output = node.outputs.first else { return nil }
    let users = (graph.consumers[output] ?? []).map { graph.nodes[$0] }
    if users.count == 1, users[0].operatorType == "QuantizeLinear", !graph.outputs.contains(output) {
      return nil
    }
    let others = Set(users.map(\.operatorType)).subtracting(["QuantizeLinear"]).sorted()
    let takers = graph.outputs.contains(output) ? others + ["the caller"] : others
    return PlacementReason(
      cause: "its output is not quantized"
        + (takers.isEmpty
          ? "" : ": \(takers.joined(separator: " and ")) \(takers.count == 1 ? "takes" : "take") floats"),
      cure: "put QuantizeLinear and DequantizeLinear behind it")
  }

  private func through(DequantizeLinear passed: [Int]) -> Bool {
    passed.contains { graph.nodes[$0].operatorType == "DequantizeLinear" }
  }

  /// The type of quantized activations is that of the zero point.
  private func type(of value: String, dequantizedBy node: GraphFacts.Node) -> String? {
    let quantizer = graph.producers[value].map { graph.nodes[$0] }
    let points = [node, quantizer].compactMap(\.self).filter { $0.inputs.count > 2 }.map { $0.inputs[2] }
    return points.lazy.compactMap { graph.constants[$0]?.type }.first
  }
}

/// What a session was told, as far as it decides which kernels run.
package struct SessionFacts: Sendable, Hashable {
  /// Whether the optimizer may make integer kernels of QDQ groups: levels extended, layout and all.
  package var fusesQuantization: Bool
  /// The execution provider that nodes are meant for.
  package var provider: String
  /// Whether kernels are those of x86-64, where products of two signed operands are the slow ones.
  package var isX86: Bool

  package init(
    fusesQuantization: Bool = true, provider: String = "CPUExecutionProvider",
    isX86: Bool = Self.isRunningOnX86
  ) {
    self.fusesQuantization = fusesQuantization
    self.provider = provider
    self.isX86 = isX86
  }

  #if arch(x86_64)
    package static let isRunningOnX86 = true
  #else
    package static let isRunningOnX86 = false
  #endif
}
