/// Judges what is compared with a baseline as it stands: sizes and kernels, which never vary by chance.
public struct RegressionJudgment: Sendable {
  /// The promise.
  public var claim: Claim
  /// The file of the baseline, as messages name it.
  public var baselineFile: String

  /// Describes a judgment.
  public init(claim: Claim, baselineFile: String) {
    self.claim = claim
    self.baselineFile = baselineFile
  }

  static let afterChange = "after an intended change: review and accept what this run proposed"

  /// The verdict on the sizes of artefacts.
  public func verdict(size now: [ArtefactFile], before: [ArtefactFile], tolerance: Share) -> Verdict {
    let (was, found) = (before.reduce(0) { $0 + $1.bytes }, now.reduce(0) { $0 + $1.bytes })
    guard tolerance.fraction.isFinite, tolerance.fraction >= 0 else {
      return .inconclusive(
        claim, .invalidClaim, "\(tolerance) more is no limit of size", next: ["give 0 or more: .percent(1)"])
    }
    // A hair, since 0.5 % of 200 comes out a little under 1.
    let limit = Double(was) * (1 + tolerance.fraction) * (1 + 1e-12)
    let isHeld = Double(found) <= limit
    return Verdict(
      claim: claim, ruling: isHeld ? .held : .broken,
      summary: "the files of '\(claim.variant)' have \(Format.bytes(Double(found))), "
        + "in its baseline \(Format.bytes(Double(was))), promised at most \(tolerance) more",
      baseline: Estimate(
        claim.variant, "size in its baseline", value: Double(was), n: before.count, unit: .bytes),
      variant: Estimate(claim.variant, "size", value: Double(found), n: now.count, unit: .bytes),
      baselineFile: baselineFile,
      next: isHeld
        ? []
        : [
          "look for weights that stayed in their old format, or that are in the files twice",
          Self.afterChange,
        ])
  }

  /// The verdict on the kernels that ran, as ``Placement/kernelCounts`` lists them.
  public func verdict(kernels now: [KernelCount], before: [KernelCount]) -> Verdict {
    guard now != before else {
      return Verdict(
        claim: claim, ruling: .held,
        summary: "'\(claim.variant)' ran \(now.list), as in its baseline",
        baselineFile: baselineFile)
    }
    // Models have dozens of operators; those that are the same say nothing.
    let (found, was) = (now.filter { !before.contains($0) }, before.filter { !now.contains($0) })
    return Verdict(
      claim: claim, ruling: .broken,
      summary: "'\(claim.variant)' ran \(found.isEmpty ? "no more" : found.list); in its baseline "
        + (was.isEmpty ? "these are not" : was.list),
      baselineFile: baselineFile,
      next: [
        "look for a node that fell back to another format, or an option of the runtime that changed",
        Self.afterChange,
      ])
  }
}
