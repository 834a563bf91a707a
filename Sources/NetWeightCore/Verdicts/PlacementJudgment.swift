/// Judges "every node with weights ran in the format and by the kernels it was meant for".
public struct PlacementJudgment: Sendable {
  /// Something about a node that was not meant so.
  public struct Finding: Sendable, Hashable {
    /// What is wrong.
    public enum Kind: String, Sendable, Hashable {
      /// Multiplied in another format than the variant's.
      case precision
      /// A portable loop where the machine has vector instructions for it, or none at all.
      case portableKernel = "portable kernel"
      /// Another execution provider than the variant asks for.
      case provider
    }

    /// What is wrong.
    public var kind: Kind
    /// Where.
    public var node: PlacedNode
  }

  /// The promise.
  public var claim: Claim
  /// The format that nodes with weights are meant to multiply in.
  public var expected: NumericFormat
  /// The execution provider that all nodes are meant for.
  public var provider: String
  /// Names of nodes that may fall back.
  public var allowing: Set<String>

  /// Describes a judgment.
  public init(
    claim: Claim, expected: NumericFormat, provider: String = "cpu", allowing: Set<String> = []
  ) {
    self.claim = claim
    self.expected = expected
    self.provider = provider
    self.allowing = allowing
  }

  /// The verdict on what ran.
  public func verdict(on placement: Placement) -> Verdict {
    let weighted = placement.nodes.filter(\.hasWeights)
    guard !weighted.isEmpty else {
      return .inconclusive(
        claim, .noPlacement, "'\(claim.variant)' reported no node with weights",
        next: ["check that the artefact is the compressed model and that its runtime reports every node"])
    }
    let all = weighted.compactMap(finding)
    let findings = all.filter { !allowing.contains($0.node.name) }
    let share = findings.reduce(0) { $0 + $1.node.shareOfTime }
    guard !findings.isEmpty else { return held(weighted, except: all.map(\.node)) }
    return Verdict(
      claim: claim, ruling: .broken,
      summary: "\(findings.count) of \(weighted.count) nodes of '\(claim.variant)', "
        + "\(Format.fixed(share * 100, 0)) % of its run time, did not run as meant",
      notes: findings.map {
        .init($0.kind.rawValue, "\(Self.describe($0.node)), meant for \(meant($0.kind))")
      },
      next: Self.nextSteps(findings))
  }

  /// A node that was allowed to fall back and did is not counted among those that ran as meant.
  private func held(_ weighted: [PlacedNode], except fallen: [PlacedNode]) -> Verdict {
    let asMeant = weighted.filter { !fallen.contains($0) }
    let kernels = Set(asMeant.map(\.kernel)).sorted().joined(separator: ", ")
    let count = fallen.isEmpty ? "all \(weighted.count)" : "\(asMeant.count) of \(weighted.count)"
    return Verdict(
      claim: claim, ruling: .held,
      summary: "\(count) nodes with weights of '\(claim.variant)' ran \(expected)"
        + (kernels.isEmpty ? "" : " (\(kernels))")
        + (fallen.isEmpty ? "" : ", \(fallen.map(\.name).joined(separator: ", ")) may fall back and did"),
      notes: weighted.map { .init("ran", Self.describe($0)) })
  }

  private func finding(_ node: PlacedNode) -> Finding? {
    if node.precision != expected { return Finding(kind: .precision, node: node) }
    if node.provider != provider { return Finding(kind: .provider, node: node) }
    if !node.isVectorized { return Finding(kind: .portableKernel, node: node) }
    return nil
  }

  private func meant(_ kind: Finding.Kind) -> String {
    switch kind {
    case .precision: "\(expected)"
    case .portableKernel: "vector instructions"
    case .provider: provider
    }
  }

  private static func describe(_ node: PlacedNode) -> String {
    "\(node.name) (\(node.operatorType)) ran \(node.kernel) in \(node.precision) on \(node.provider), "
      + "\(Format.fixed(node.shareOfTime * 100, 0)) % of the time"
  }

  private static func nextSteps(_ findings: [Finding]) -> [String] {
    let kinds = Set(findings.map(\.kind))
    var steps: [String] = []
    if let first = findings.first(where: { $0.kind == .precision }) {
      steps.append(
        "quantize the layers named above, or say which may stay: allowing: [\"\(first.node.name)\"]")
    }
    if kinds.contains(.portableKernel) {
      steps.append(
        "let the runtime choose its fastest kernels, "
          + "or run on a processor that has vector instructions for them")
    }
    if kinds.contains(.provider) {
      steps.append("make the execution provider available, or name the one that is meant")
    }
    return steps
  }
}
