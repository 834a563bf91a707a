package import NetWeightCore
package import NetWeightONNX

/// What the runs of a profiled model tell, put together.
package struct OpenVINOPlacement {
  /// What decides how nodes run, besides the model.
  package struct Facts: Sendable, Hashable {
    /// What the variant's weights are meant to be multiplied in.
    package var meant: NumericFormat
    /// The device, by the name that it is asked for.
    package var device: String
    /// Whether options say what floats are computed in.
    package var saysInferencePrecision: Bool
    /// What floats are computed in, as the compiled model has it: `f32`.
    package var inferencePrecision: String
    /// Whether kernels may quantize what goes into compressed weights, which their names do not show.
    package var mayQuantizeDynamically: Bool

    package init(
      meant: NumericFormat, device: String = "CPU", saysInferencePrecision: Bool = false,
      inferencePrecision: String = "f32", mayQuantizeDynamically: Bool = false
    ) {
      self.meant = meant
      self.device = device
      self.saysInferencePrecision = saysInferencePrecision
      self.inferencePrecision = inferencePrecision
      self.mayQuantizeDynamically = mayQuantizeDynamically
    }
  }

  /// All nodes that were listed, after the runs that bring code and weights into the caches, and after all.
  package var warm: (nodes: [ExecutedNode], runs: Int)
  package var timed: (nodes: [ExecutedNode], runs: Int)
  /// The nodes of the same model with nothing put into a `Subgraph`; nil where there is none anyway.
  package var apart: [ExecutedNode]?
  /// The model as it is in the file; nil of one that is not ONNX.
  package var graph: GraphFacts?
  package var facts: Facts

  package init(
    warm: (nodes: [ExecutedNode], runs: Int), timed: (nodes: [ExecutedNode], runs: Int),
    apart: [ExecutedNode]? = nil, graph: GraphFacts? = nil, facts: Facts
  ) {
    self.warm = warm
    self.timed = timed
    self.apart = apart
    self.graph = graph
    self.facts = facts
  }

  /// OpenVINO counts whole microseconds, and says nothing of what counting costs.
  private static let resolution = 1000.0

  /// What ran.
  package func placement() -> Placement {
    let named = Dictionary(graph?.nodes.map { ($0.name, $0) } ?? [], uniquingKeysWith: { first, _ in first })
    let hidden = hiddenNodes(named)
    var nodes: [PlacedNode] = []
    for (index, node) in timed.nodes.enumerated() where node.isExecuted {
      nodes.append(placed(node, named, time: time(index), hidden: hidden))
    }
    var placement = Placement(nodes: nodes, timingFloor: Self.resolution)
    if !hidden.isEmpty {
      placement.remarks.append(
        "OpenVINO fused layers with weights into Subgraph nodes: "
          + SampleList(hidden.map(\.layer)).description)
    }
    placement.shareTimes()
    return placement
  }

  /// The time of one run, in nanoseconds, without the first runs. Averages are since the model was compiled.
  private func time(_ index: Int) -> Double {
    let all = Double(timed.nodes[index].microseconds * timed.runs)
    guard warm.nodes.indices.contains(index), timed.runs > warm.runs else {
      return all / Double(max(1, timed.runs)) * 1000
    }
    let first = Double(warm.nodes[index].microseconds * warm.runs)
    return max(0, (all - first) / Double(timed.runs - warm.runs)) * 1000
  }

  /// Layers with weights that OpenVINO fused into a `Subgraph`, which it lists as one node of no telling type.
  private func hiddenNodes(_ named: [String: GraphFacts.Node]) -> [ExecutedNode] {
    guard let apart else { return [] }
    let weighted = { (nodes: [ExecutedNode]) in
      nodes.filter { $0.isExecuted && hasWeights($0, named) ?? true }
    }
    let (told, all) = (weighted(timed.nodes), weighted(apart))
    // Names alone may differ for what is fused behind a layer.
    guard told.count < all.count else { return [] }
    let names = Set(told.map(\.name))
    return all.filter { !names.contains($0.name) }
  }

  private func placed(
    _ node: ExecutedNode, _ named: [String: GraphFacts.Node], time: Double, hidden: [ExecutedNode]
  ) -> PlacedNode {
    // Which of several has the layers in it is not told.
    let isFused = node.type == "Subgraph" && !hidden.isEmpty
    let operatorClass = isFused ? .matrixProduct : node.operatorClass
    let isUntold = hasWeights(node, named) == nil
    var precision = isFused ? fusedFormat(hidden) : multipliedFormat(node)
    // It may be a product of two activations, which nobody promised anything of.
    if isUntold, precision != facts.meant { precision = nil }
    var placed = PlacedNode(
      name: node.name, layer: node.layer, operatorType: node.type, operatorClass: operatorClass,
      kernel: node.kernel, precision: operatorClass.isHeavy ? precision : nil, provider: facts.device,
      isVectorized: node.isVectorized, hasWeights: isFused || hasWeights(node, named) ?? true,
      nanoseconds: time)
    if placed.hasWeights, precision != facts.meant {
      placed.reason = FallbackReason(node: node, isFused: isFused, precision: precision, facts: facts).reason
    }
    return placed
  }

  /// OpenVINO has types of their own for products with weights, but for a `MatMul` whose first operand they are.
  /// - Returns: nil where the file does not tell.
  private func hasWeights(_ node: ExecutedNode, _ named: [String: GraphFacts.Node]) -> Bool? {
    guard node.operatorClass.isHeavy, node.operatorClass != .attention else { return false }
    guard node.type == "MatMul" else { return true }
    guard let graph, let last = named[node.name] ?? named[node.nameInFile] else { return nil }
    // It has the name of the last node that was fused into it, which may be the addition of a bias.
    let feeders = last.inputs.compactMap { graph.producer(of: $0) }
    return ([last] + feeders).first { OperatorClass(onnx: $0.operatorType).isHeavy }
      .map { !graph.weights(of: $0).isEmpty }
  }

  /// The format of the first input is that of the product: OpenVINO brings operands to one format before.
  private func multipliedFormat(_ node: ExecutedNode) -> NumericFormat? {
    if OperatorClass.bodies.contains(node.type) { return nil }
    // Floats go in, and may be quantized before they are multiplied.
    if node.type == "FullyConnectedCompressed", facts.mayQuantizeDynamically { return nil }
    return node.inputFormat
  }

  /// A `Subgraph` is called by what goes into it, and may quantize or shorten that inside; so its format is known only
  /// where there is but one.
  private func fusedFormat(_ hidden: [ExecutedNode]) -> NumericFormat? {
    facts.inferencePrecision == "f32" && hidden.allSatisfy { multipliedFormat($0) == .fp32 } ? .fp32 : nil
  }
}
