import Foundation

/// Judges "quality is not lower than the reference's by more than the margin, as a whole and in each slice".
public struct QualityJudgment: Sendable {
  /// The promise.
  public var claim: Claim
  /// How far the metric may fall.
  public var margin: Drop
  /// How sure the verdict has to be.
  public var strength: QualityEvidence.Strength
  /// Of intervals and of all slices together, 0…1.
  public var confidence: Double

  /// Describes a judgment.
  public init(
    claim: Claim, margin: Drop, strength: QualityEvidence.Strength = .observed, confidence: Double = 0.95
  ) {
    self.claim = claim
    self.margin = margin
    self.strength = strength
    self.confidence = confidence
  }

  /// The verdict on this evidence.
  public func verdict(on evidence: QualityEvidence) -> Verdict {
    if let verdict = verdictOnUnusable(evidence) { return verdict }
    let comparison = QualityComparison(evidence, margin: margin, confidence: confidence)
    var verdict = Verdict(
      claim: claim, ruling: .held, summary: comparison.summary(candidate: claim.variant, margin: margin),
      baseline: comparison.estimate(of: evidence.reference, correct: evidence.referenceCorrect),
      variant: comparison.estimate(of: claim.variant, correct: evidence.candidate.map(\.isCorrect)),
      difference: comparison.difference, notes: comparison.notes, baselineFile: evidence.baselineFile)
    rule(&verdict, comparison)
    return verdict
  }

  private func rule(_ verdict: inout Verdict, _ comparison: QualityComparison) {
    let broken = comparison.slices.broken
    if comparison.counts.netFailures > comparison.allowedFailures || !broken.isEmpty {
      verdict.ruling = .broken
      verdict.next = nextStepsAfterBreaking(brokenSlice: broken.first?.name)
      if comparison.counts.netFailures <= comparison.allowedFailures, let worst = broken.first {
        verdict.summary =
          "slice '\(worst.name)' dropped \(Estimate.Unit.difference.text(worst.counts.drop)), "
          + "its margin is \(Estimate.Unit.difference.text(comparison.slices.margin)); as a whole \(verdict.summary)"
      }
      return
    }
    let bound = TangoScore(comparison.counts).upperBound(confidence: certifiedConfidence)
    guard bound > comparison.margin else { return }
    let needs =
      comparison.samplesToCertify(confidence: certifiedConfidence).map { "about \($0) samples would do" }
      ?? "no number of samples does at this drop"
    let note =
      "not at \(Format.short(certifiedConfidence * 100)) %: upper bound of the drop "
      + "\(Estimate.Unit.difference.text(bound)), \(needs)"
    verdict.notes.append(.init("certified", note))
    if case .certified = strength {
      verdict.ruling = .inconclusive(.tooFewSamples)
      verdict.next = ["add samples to \(comparison.set) (\(needs)), or promise a wider margin"]
    }
  }

  private var certifiedConfidence: Double {
    if case .certified(let confidence) = strength { confidence } else { confidence }
  }

  private func nextStepsAfterBreaking(brokenSlice: String?) -> [String] {
    let look = brokenSlice.map { "look at slice '\($0)' first: " } ?? ""
    return [
      "\(look)compare calibration, pruning and preprocessing of '\(claim.variant)' with the last good artefact",
      "if the change is intended, widen the margin in the test; a baseline is never the way to hide a drop",
    ]
  }

  private func verdictOnUnusable(_ evidence: QualityEvidence) -> Verdict? {
    guard margin.isValid else {
      return .inconclusive(
        claim, .invalidClaim, "a margin of \(margin) is no margin", next: ["give a margin of 0 to 100"])
    }
    if let bad = [certifiedConfidence, confidence].first(where: { !($0 > 0 && $0 < 1) }) {
      return .inconclusive(
        claim, .invalidClaim, "a confidence of \(Format.short(bad)) is none",
        next: ["give a confidence between 0 and 1, for example .certified(0.95)"])
    }
    guard !evidence.candidate.isEmpty else {
      return .inconclusive(claim, emptySet: evidence.set)
    }
    guard evidence.candidate.count == evidence.referenceCorrect.count else {
      return .inconclusive(
        claim, .setChanged,
        "'\(evidence.reference)' answered \(evidence.referenceCorrect.count) samples of \(evidence.set), "
          + "'\(claim.variant)' \(evidence.candidate.count): they cannot be paired",
        baselineFile: evidence.baselineFile, next: ["let both answer the same samples"])
    }
    let bad = evidence.candidate.filter { !$0.isFinite }
    guard !bad.isEmpty else { return nil }
    return .broken(
      claim, notFinite: bad.map(\.sampleID), of: evidence.candidate.count,
      baselineFile: evidence.baselineFile,
      next: "look for an overflow, a zero or NaN scale, or an input that is not finite, "
        + "at the first of these samples")
  }
}
