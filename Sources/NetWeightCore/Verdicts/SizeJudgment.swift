/// Judges "the files are at least so many times smaller than the reference's".
public struct SizeJudgment: Sendable {
  /// The promise.
  public var claim: Claim
  /// How many times smaller.
  public var factor: Factor

  /// Describes a judgment.
  public init(claim: Claim, factor: Factor) {
    self.claim = claim
    self.factor = factor
  }

  /// The verdict on two artefacts.
  public func verdict(reference: [ArtefactFile], candidate: [ArtefactFile]) -> Verdict {
    let before = reference.reduce(0) { $0 + $1.bytes }
    let after = candidate.reduce(0) { $0 + $1.bytes }
    guard before > 0, after > 0 else {
      return .inconclusive(
        claim, .unmeasurable,
        "'\(after > 0 ? claim.reference ?? "" : claim.variant)' has no file with anything in it",
        next: ["give the variant the files that a user would ship"])
    }
    let ratio = Double(before) / Double(after)
    let isHeld = ratio >= factor.value
    return Verdict(
      claim: claim, ruling: isHeld ? .held : .broken,
      summary:
        "the files of '\(claim.variant)' have \(Format.bytes(Double(after))), those of "
        + "'\(claim.reference ?? "")' \(Format.bytes(Double(before))): \(words(ratio)), promised at least "
        + "\(factor) smaller",
      baseline: Estimate(
        claim.reference ?? "", "size", value: Double(before), n: reference.count, unit: .bytes),
      variant: Estimate(claim.variant, "size", value: Double(after), n: candidate.count, unit: .bytes),
      difference: Estimate("size ratio", "size", value: ratio, n: 1, unit: .ratio),
      notes: candidate.map { .init("file", "\($0.name), \(Format.bytes(Double($0.bytes)))") },
      next: isHeld
        ? [] : ["look for weights that stayed in their old format, or that are in the files twice"])
  }

  private func words(_ ratio: Double) -> String {
    ratio >= 1
      ? "\(Estimate.Unit.ratio.text(ratio)) smaller" : "\(Estimate.Unit.ratio.text(1 / ratio)) larger"
  }
}
