/// Judges "every node with weights ran in the format and by the kernels it was meant for".
public struct PlacementJudgment: Sendable {
  /// The promise.
  public var claim: Claim
  /// What is expected of the nodes.
  public var expectation: PlacementExpectation
  /// The part of the run time that may run otherwise.
  public var tolerance: Share

  /// Describes a judgment.
  /// - Parameter tolerance: at 0 % any finding breaks the promise, however little time it takes.
  public init(claim: Claim, expectation: PlacementExpectation, tolerance: Share = .percent(0)) {
    self.claim = claim
    self.expectation = expectation
    self.tolerance = tolerance
  }

  /// The verdict on what ran.
  public func verdict(on placement: Placement) -> Verdict {
    guard tolerance.isValid else {
      return .inconclusive(
        claim, .invalidClaim, "\(tolerance) of the run time is no limit", next: ["give 0 to 100: .percent(2)"]
      )
    }
    let judged = placement.nodes.filter(expectation.isJudged)
    guard !judged.isEmpty else {
      return .inconclusive(
        claim, .noPlacement, "'\(claim.variant)' reported no node with weights",
        next: ["check that the artefact is the compressed model and that its runtime reports every node"])
    }
    let findings = expectation.findings(in: placement)
    let share = expectation.share(of: findings, in: placement)
    let isBroken = !findings.isEmpty && (tolerance.fraction == 0 || tolerance.isExceeded(by: share))
    if isBroken, findings.allSatisfy(\.isOfUnknownPrecision) { return unknown(findings, placement) }
    return isBroken
      ? broken(findings, share: share, placement)
      : held(judged, placement, tolerating: findings, share: share)
  }

  /// Nodes of whose kernels the runtime says too little did not pass, and are not known to have failed.
  private func unknown(_ findings: [PlacementFinding], _ placement: Placement) -> Verdict {
    var verdict = broken(findings, share: 0, placement)
    verdict.ruling = .inconclusive(.noPlacement)
    verdict.summary = "it is not known how '\(claim.variant)' ran: \(findings[0].sentence)"
    return verdict
  }

  private func broken(_ findings: [PlacementFinding], share: Double, _ placement: Placement) -> Verdict {
    let others = findings.count - 1
    let more = others == 0 ? "" : " (and \(others) more finding\(others == 1 ? "" : "s"))"
    var cures: [String] = []
    for cure in findings.compactMap({ $0.reason?.cure }) where !cures.contains(cure) { cures.append(cure) }
    return Verdict(
      claim: claim, ruling: .broken,
      summary:
        "'\(claim.variant)' did not run as meant for \(PlacementFinding.text(share: share)) of its run time: "
        + findings[0].sentence + more,
      notes: findings.map { .init($0.kind.rawValue, $0.description) } + remarks(placement), next: cures)
  }

  /// A node that was allowed to fall back and did is not counted among those that ran as meant.
  private func held(
    _ judged: [PlacedNode], _ placement: Placement, tolerating findings: [PlacementFinding], share: Double
  ) -> Verdict {
    let asMeant = judged.filter { $0.precision == expectation.format }
    let fallen = judged.filter {
      $0.isNamed(in: expectation.allowing)
        && ($0.precision != expectation.format || $0.provider != expectation.provider
          || $0.isVectorized == false)
    }
    let ran = asMeant.filter { !fallen.contains($0) }
    let kernels = Set(ran.map(\.kernel)).sorted().joined(separator: ", ")
    let count = ran.count == judged.count ? "all \(judged.count)" : "\(ran.count) of \(judged.count)"
    var summary = "\(count) nodes with weights of '\(claim.variant)' ran \(expectation.format)"
    if !kernels.isEmpty { summary += " (\(kernels))" }
    if !fallen.isEmpty { summary += ", \(fallen.map(\.name).joined(separator: ", ")) may fall back and did" }
    if !findings.isEmpty {
      summary +=
        ", \(PlacementFinding.text(share: share)) of the run time was not as meant and may be up to \(tolerance)"
    }
    return Verdict(
      claim: claim, ruling: .held, summary: summary,
      notes: findings.map { .init("tolerated", "\($0.kind.rawValue): \($0.description)") }
        + judged.sorted { $0.shareOfTime > $1.shareOfTime }.prefix(Self.shown)
        .map { .init("ran", Self.describe($0)) } + remarks(placement))
  }

  /// Models have hundreds of nodes; those that took most of the time are told.
  private static let shown = 12

  private func remarks(_ placement: Placement) -> [Verdict.Note] {
    let products = placement.nodes.filter { $0.operatorClass.isHeavy && !expectation.isJudged($0) }
    var notes: [Verdict.Note] = []
    if !products.isEmpty {
      let names = products.map { "\($0.name) (\(PlacementExpectation.text($0.precision)))" }
      notes.append(.init("not judged", "products of two activations: \(PlacementFinding.list(names))"))
    }
    return notes + placement.remarks.map { .init("remark", $0) }
  }

  private static func describe(_ node: PlacedNode) -> String {
    "\(node.name) (\(node.operatorType)) ran \(node.kernel) in \(PlacementExpectation.text(node.precision)) on "
      + "\(node.provider), \(PlacementFinding.text(share: node.shareOfTime)) of the time"
      + (node.speed.map { ", \(Format.rate($0))" } ?? "")
  }
}
