import Foundation

/// Judges "quality is not lower than the reference's by more than the margin, as a whole and in each slice".
public struct QualityJudgment: Sendable {
  /// The promise.
  public var claim: Claim
  /// How far the metric may fall.
  public var margin: Drop
  /// How far it may fall in slices, where that is not twice the margin and at least 2 points.
  public var slices: [SliceMargin]
  /// How many samples may be wrong that were right; nil for any number.
  public var newFailures: Int?
  /// How sure the verdict has to be.
  public var strength: QualityEvidence.Strength
  /// Of intervals and of all slices together, 0…1.
  public var confidence: Double

  /// Describes a judgment.
  public init(
    claim: Claim, margin: Drop, slices: [SliceMargin] = [], newFailures: Int? = nil,
    strength: QualityEvidence.Strength = .observed, confidence: Double = 0.95
  ) {
    self.claim = claim
    self.margin = margin
    self.slices = slices
    self.newFailures = newFailures
    self.strength = strength
    self.confidence = confidence
  }

  /// The verdict on this evidence.
  public func verdict(on evidence: QualityEvidence) -> Verdict {
    if let verdict = refusal(of: evidence.whole.metric) ?? verdictOnUnusable(evidence) { return verdict }
    let comparison = QualityComparison(evidence, margin: margin, slices: slices, confidence: confidence)
    let whole = evidence.whole
    var verdict = Verdict(
      claim: claim, ruling: .held, summary: comparison.summary(candidate: claim.variant, margin: margin),
      baseline: comparison.estimate(
        of: evidence.reference, value: whole.referenceValue, right: whole.right?.reference),
      variant: comparison.estimate(
        of: claim.variant, value: whole.candidateValue, right: whole.right?.candidate),
      difference: comparison.difference, notes: comparison.notes, baselineFile: evidence.baselineFile)
    verdict.limit = .atMost(comparison.margin)
    verdict.newFailures = evidence.changes?.worst ?? []
    verdict.newFailureCount = evidence.changes?.newFailures
    rule(&verdict, comparison)
    return verdict
  }

  private func rule(_ verdict: inout Verdict, _ comparison: QualityComparison) {
    let broken = comparison.slices.broken
    let isWhole = !comparison.whole.isWithin(margin)
    let failures = comparison.evidence.changes?.newFailures ?? 0
    let areTooMany = newFailures.map { failures > $0 } ?? false
    if isWhole || !broken.isEmpty || areTooMany {
      verdict.ruling = .broken
      verdict.next = nextStepsAfterBreaking(brokenSlice: broken.first?.name)
      let failed = newFailures.flatMap { areTooMany ? Self.text(failures, limit: $0) : nil }
      let whole = "as a whole \(verdict.summary)"
      if !isWhole, let worst = broken.first {
        verdict.summary =
          "slice '\(worst.name)' \(comparison.said(of: worst)), "
          + "its margin is \(comparison.text(ofMargin: worst.margin)); \(failed.map { "\($0); " } ?? "")\(whole)"
      } else if let failed {
        verdict.summary = isWhole ? "\(verdict.summary); \(failed)" : "\(failed); \(whole)"
      }
      return
    }
    let bound = comparison.whole.upperBound(confidence: certifiedConfidence)
    guard bound > comparison.margin else { return }
    let unbounded = comparison.whole.unboundedNote
    let needs =
      comparison.samplesToCertify(confidence: certifiedConfidence).map { "about \($0) samples would do" }
      ?? (unbounded == nil
        ? "no number of samples does at this \(comparison.loss)" : "samples on which they differ would do")
    let found =
      unbounded ?? "upper bound of the \(comparison.loss) \(comparison.text(ofMargin: bound))"
    verdict.notes.append(
      .init("certified", "not at \(Format.short(certifiedConfidence * 100)) %: \(found), \(needs)"))
    if case .certified = strength {
      verdict.ruling = .inconclusive(.tooFewSamples)
      verdict.next = ["add samples to \(comparison.evidence.set) (\(needs)), or promise a wider margin"]
    }
  }

  private static func text(_ failures: Int, limit: Int) -> String {
    "\(failures) \(failures == 1 ? "sample is" : "samples are") wrong that \(failures == 1 ? "was" : "were") right, "
      + "promised at most \(limit) new \(limit == 1 ? "failure" : "failures")"
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

  /// What is to be said when the limits promise nothing, before any sample is asked.
  public func refusal(of metric: QualityMetric) -> Verdict? {
    let margins = [margin] + slices.map(\.margin)
    if let bad = margins.first(where: { !$0.isValid }) {
      return .inconclusive(
        claim, .invalidClaim, "a margin of \(bad) is no margin", next: ["give a margin of 0 to 100"])
    }
    let isInPoints = margins.contains { if case .points = $0 { true } else { false } }
    if isInPoints, metric.unit != .fraction {
      return .inconclusive(
        claim, .invalidClaim, "\(metric) has no points, its values are numbers in a unit of their own",
        next: ["give a relative margin: .percent(1) is one hundredth of the reference's \(metric)"])
    }
    if let bad = [certifiedConfidence, confidence].first(where: { !($0 > 0 && $0 < 1) }) {
      return .inconclusive(
        claim, .invalidClaim, "a confidence of \(Format.short(bad)) is none",
        next: ["give a confidence between 0 and 1, for example .certified(0.95)"])
    }
    if let newFailures, newFailures < 0 {
      return .inconclusive(
        claim, .invalidClaim, "at most \(newFailures) new failures is no limit", next: ["give 0 or more"])
    }
    return nil
  }

  private func verdictOnUnusable(_ evidence: QualityEvidence) -> Verdict? {
    guard evidence.whole.samples > 0 || !evidence.notFinite.isEmpty else {
      return .inconclusive(claim, emptySet: evidence.set)
    }
    guard evidence.notFinite.isEmpty else {
      return .broken(
        claim, notFinite: evidence.notFinite, of: evidence.whole.samples + evidence.notFinite.count,
        baselineFile: evidence.baselineFile,
        next: "look for an overflow, a zero or NaN scale, or an input that is not finite, "
          + "at the first of these samples")
    }
    guard evidence.whole.isDefined else {
      return .inconclusive(
        claim, .metricUndefined,
        "\(evidence.whole.metric) is undefined on \(evidence.set): its samples are too few or too alike, "
          + "as of one class only", baselineFile: evidence.baselineFile,
        next: ["add samples of what is missing to \(evidence.set), or promise another metric"])
    }
    let known = Set(evidence.slices.map(\.name))
    let unknown = slices.compactMap(\.name).first { !known.contains($0) }
    if let unknown {
      return .inconclusive(
        claim, .invalidClaim, "\(evidence.set) has no slice '\(unknown)'",
        next: [
          known.isEmpty
            ? "give samples of \(evidence.set) their \"slices\""
            : "name one of its slices: \(SampleList(known.sorted()))"
        ])
    }
    let named = Set(slices.compactMap(\.name))
    if let slice = evidence.slices.first(where: { named.contains($0.name) && !$0.outcomes.isDefined }) {
      return .inconclusive(
        claim, .metricUndefined,
        "\(evidence.whole.metric) is undefined in slice '\(slice.name)' of \(evidence.set), for which it is promised: "
          + "its samples are too few or too alike, as of one class only", baselineFile: evidence.baselineFile,
        next: ["add samples of what is missing to slice '\(slice.name)', or promise nothing of it"])
    }
    if newFailures != nil, evidence.changes == nil {
      return .inconclusive(
        claim, .invalidClaim, "answers to \(evidence.set) are not right or wrong, so none fails anew",
        next: ["promise no number of new failures, or a metric of right and wrong"])
    }
    return nil
  }
}
