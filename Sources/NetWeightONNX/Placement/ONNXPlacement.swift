package import NetWeightCore

/// What two profiled sessions of one model tell, put together: one ran each input without prepacking, so that
/// weights are among the inputs that it tells, the other often as it would be used, for the times.
package struct ONNXPlacement {
  /// Runs without prepacking.
  package var inspected: SessionProfile
  /// Many runs with it.
  package var timed: SessionProfile
  /// Empty of versions that do not tell.
  package var assignments: [ONNXSession.AssignedNode]
  /// The model as it is in the file; nil where it cannot be read.
  package var model: GraphFacts?
  /// The model as the runtime optimized it; nil where it did not write that.
  package var optimized: GraphFacts?
  package var session: SessionFacts

  package init(
    inspected: SessionProfile, timed: SessionProfile, assignments: [ONNXSession.AssignedNode] = [],
    model: GraphFacts? = nil,
    optimized: GraphFacts? = nil, session: SessionFacts = SessionFacts()
  ) {
    self.inspected = inspected
    self.timed = timed
    self.assignments = assignments
    self.model = model
    self.optimized = optimized
    self.session = session
  }

  /// What ran.
  package func placement() -> Placement {
    let times = NodeTimes(timed)
    let graphNodes = nodesInGraph()
    let names = model.map(LayerNames.init)
    let keys = NodeTimes.Key.all(inspected.nodes)
    var nodes: [PlacedNode] = []
    var untimed: [String] = []
    for (index, key) in keys.enumerated() {
      let time = times[key]
      if time == nil { untimed.append(key.name) }
      nodes.append(
        placed(
          inspected.nodes[index], graphNodes[index], names, time: time?.nanoseconds ?? 0,
          calls: time?.calls ?? 1))
    }
    nameUsers(of: &nodes, graphNodes)
    let counted = Set(keys)
    let extra = NodeTimes.Key.all(timed.nodes).filter { !counted.contains($0) }
    var placement = Placement(
      nodes: nodes, timingFloor: times.floor,
      remarks: remarks(untimed: untimed, extra: extra.map(\.name)))
    placement.shareTimes()
    return placement
  }

  /// The node of the optimized graph that each profiled node is; nil where there is none.
  private func nodesInGraph() -> [GraphFacts.Node?] {
    guard let optimized else { return inspected.nodes.map { _ in nil } }
    var left: [String: [GraphFacts.Node]] = [:]
    for node in optimized.nodes.reversed() {
      left["\(node.operatorType) \(node.name)", default: []].append(node)
    }
    return inspected.nodes.map { node in
      if let found = left["\(node.operatorType) \(node.name)"]?.popLast() { return found }
      // A node without a name is called by its operator and a number; both lists are in the order of the run.
      guard node.name.hasPrefix("\(node.operatorType)_") else { return nil }
      return left["\(node.operatorType) "]?.popLast()
    }
  }

  private func placed(
    _ node: SessionProfile.Node, _ inGraph: GraphFacts.Node?, _ names: LayerNames?, time: Double,
    calls: Double
  ) -> PlacedNode {
    let operatorClass = OperatorClass(onnx: node.operatorType)
    let source = names?.source(of: node.name, inGraph, operatorClass)
    let precision = NodePrecision(node, inGraph)
    var placed = PlacedNode(
      name: source?.name ?? node.name, layer: LayerNames.layer(source?.name ?? node.name),
      operatorType: node.operatorType, operatorClass: operatorClass, kernel: precision.kernel,
      precision: operatorClass.isHeavy ? precision.format : nil, provider: node.provider,
      hasWeights: operatorClass.isHeavy && hasWeights(node, inGraph),
      nanoseconds: OperatorClass.containers.contains(node.operatorType) ? 0 : time,
      multiplyAccumulates: MultiplyAccumulates.count(
        node.operatorType, inputs: node.inputs, outputs: node.outputs
      ).map { $0 * calls })
    placed.conversion = conversion(node, inGraph)
    if placed.hasWeights { placed.reason = reason(node, inGraph, source, placed.precision) }
    return placed
  }

  /// Whether a heavy node takes a matrix that comes with the model.
  private func hasWeights(_ node: SessionProfile.Node, _ inGraph: GraphFacts.Node?) -> Bool {
    // Stored as one long row.
    if node.operatorType == "MatMulBnb4" { return true }
    if let optimized, let inGraph { return !optimized.weights(of: inGraph).isEmpty }
    if OperatorClass(onnx: node.operatorType) == .attention,
      !GraphFacts.attentionWithWeights.contains(node.operatorType)
    {
      return false
    }
    // Without the graph: a matrix that is a constant of the session is in the bytes of its constants.
    let matrices = node.inputs.filter { $0.shape.count >= 2 }
    let least = matrices.compactMap(\.bytes).min() ?? .infinity
    return node.constantBytes >= least
  }

  private func reason(
    _ node: SessionProfile.Node, _ inGraph: GraphFacts.Node?, _ source: GraphFacts.Node?,
    _ precision: NumericFormat?
  ) -> PlacementReason? {
    if let slow = slowness(node, precision) { return slow }
    guard [.fp64, .fp32, .fp16, .bf16, nil].contains(precision), let optimized, let inGraph else {
      return nil
    }
    let stored = source.flatMap { source in model?.weights(of: source).map(\.constant.type) } ?? []
    return FallbackReason(graph: optimized, session: session).reason(of: inGraph, stored: stored)
  }

  /// Why a node may be slow although, or because, it is what it seems to be.
  private func slowness(_ node: SessionProfile.Node, _ precision: NumericFormat?) -> PlacementReason? {
    if node.operatorType.hasSuffix("NBits"), precision == .fp32 || precision == .fp16 || precision == .bf16 {
      return PlacementReason(
        cause: "its accuracy_level is below 4, so weights are made floats before they are multiplied",
        cure: "export it with accuracy_level 4, which multiplies integers")
    }
    if node.operatorType == "ConvInteger" {
      return PlacementReason(
        cause: "dynamic quantization of a convolution is run by ConvInteger, which is INT8 by type and slow",
        cure: "quantize convolutions statically (QDQ, activations uint8), or leave them in FP32")
    }
    let types = node.inputs.filter { $0.shape.count >= 2 }.prefix(2).map(\.type)
    if session.isX86, types == ["int8", "int8"] {
      return PlacementReason(
        cause: "int8 activations by int8 weights (s8s8) have no fast kernel on x86-64",
        cure: "quantize activations to uint8")
    }
    return nil
  }

  private func conversion(_ node: SessionProfile.Node, _ inGraph: GraphFacts.Node?) -> Conversion? {
    guard let optimized, let inGraph, let input = inGraph.inputs.first, let output = inGraph.outputs.first
    else {
      return nil
    }
    switch node.operatorType {
    case "DequantizeLinear":
      guard case .constant = optimized.origin(of: input), !optimized.heavyConsumers(of: output).isEmpty else {
        return nil
      }
      return .weights(for: optimized.heavyConsumers(of: output).map(\.name))
    case "Cast":
      let formats = [node.inputs.first?.format, node.outputs.first?.format].compactMap(\.self)
      let floats: Set<NumericFormat> = [.fp64, .fp32, .fp16, .bf16]
      guard formats.count == 2, formats[0] != formats[1], floats.isSuperset(of: formats),
        !optimized.inputs.contains(input), !optimized.outputs.contains(output)
      else { return nil }
      return .floats
    default: return nil
    }
  }

  /// Gives conversions of weights the names by which their users are told everywhere else.
  private func nameUsers(of nodes: inout [PlacedNode], _ graphNodes: [GraphFacts.Node?]) {
    var told: [String: String] = [:]
    for (node, inGraph) in zip(nodes, graphNodes) { if let inGraph { told[inGraph.name] = node.name } }
    for index in nodes.indices {
      guard case .weights(let users) = nodes[index].conversion else { continue }
      nodes[index].conversion = .weights(for: users.map { told[$0] ?? $0 })
    }
  }

  private func remarks(untimed: [String], extra: [String]) -> [String] {
    var remarks: [String] = []
    if optimized == nil {
      remarks.append(
        "the graph that ran is not known, so it is not told why nodes ran as they did, and weights are told by their bytes"
      )
    }
    if !untimed.isEmpty {
      remarks.append("no time of \(SampleList(untimed)): not called in the timed runs, so it counts as 0")
    }
    if !extra.isEmpty {
      remarks.append("\(SampleList(extra)) ran with prepacking only, and is not in the list")
    }
    let called = Set(inspected.nodes.map(\.provider))
    let elsewhere = Dictionary(
      grouping: assignments.filter { $0.provider != session.provider }, by: \.provider)
    for (provider, nodes) in elsewhere.sorted(by: { $0.key < $1.key }) {
      let operators = Dictionary(grouping: nodes, by: \.operatorType).map { "\($0.value.count) \($0.key)" }
        .sorted()
      remarks.append(
        "\(nodes.count) nodes were assigned to \(provider) (\(SampleList(operators)))"
          + (called.contains(provider) ? "" : ", which called none"))
    }
    return remarks
  }
}
