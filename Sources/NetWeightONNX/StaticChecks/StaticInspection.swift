package import NetWeightCore

/// What a model file tells of itself, without running it.
package struct StaticInspection: Sendable {
  /// What tensors take, by type, the largest first.
  package let sizes: [TensorTypeSize]
  /// The weights that are multiplied, each tensor once, in the order of the nodes.
  package let weights: [WeightSparsity]
  /// How many weights are stored in each format.
  package let formats: [NumericFormat: Int]
  /// What nobody will have meant, and remarks.
  package let findings: [StaticFinding]

  /// Whether something was found that is more than a remark.
  package var isBroken: Bool { findings.contains { !$0.isRemark } }

  /// Reads every tensor once.
  /// - Throws: ``ONNXModelFileError`` when a tensor is not all there, or its file is outside the model's folder.
  package init(of model: ONNXModelFile, for target: StaticTarget = StaticTarget()) throws(ONNXModelFileError)
  {
    sizes = try TensorTypeSize.all(of: model.tensors)
    let scope = GraphScope(model.graph)
    let scopes = [scope] + model.functions.map { GraphScope($0) }
    let uses = scopes.flatMap(WeightUse.all)
    var seen: Set<String> = []
    weights = try uses.filter { seen.insert($0.weights.name).inserted }.map {
      use throws(ONNXModelFileError) in
      try WeightSparsity(use)
    }
    let format = FormatCheck(uses)
    formats = format.weights

    var findings = VersionCheck(runtimeMinorVersion: target.runtimeMinorVersion).findings(in: model)
    for scope in scopes { findings += try ScaleCheck().findings(in: scope) }
    findings += weights.filter { $0.notFinite > 0 }.map(Self.notFinite)
    let saturation = SaturationCheck(
      hasExactDotProduct: target.hasExactDotProduct, mayLackIt: target.mayLackVNNI)
    findings += try saturation.findings(in: uses)
    findings += try PerChannelCheck(provider: target.provider).findings(in: uses, of: scope)
    if let expected = target.expected { findings += format.findings(expecting: expected) }
    let names = uses.flatMap { [$0.weights, $0.scale, $0.zeroPoint] }.compactMap { $0?.name }
    findings += UnusedTensorCheck().findings(
      in: model.graph, irVersion: model.irVersion, weights: Set(names))
    // Remarks last; what is in one order within each stays so.
    self.findings = findings.filter { !$0.isRemark } + findings.filter(\.isRemark)
  }

  private static func notFinite(_ weights: WeightSparsity) -> StaticFinding {
    StaticFinding(
      .notFinite, of: "weights '\(weights.name)'",
      "are infinite or NaN in \(weights.notFinite) of \(weights.count) places",
      consequence: "what they are multiplied with becomes NaN or infinite",
      next: weights.elementType == .float16
        ? "convert again, and keep layers in float whose weights are over 65,504"
        : "look at the checkpoint that the model was exported from")
  }
}
