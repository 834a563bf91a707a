import NetWeightCore

/// The judgment that is examined, on evidence as the gates make it.
enum Judging {
  static let claim = Claim(
    kind: .quality, sourceText: "quality-judgment", promise: "at most the margin below", variant: "candidate",
    reference: "reference")

  static func evidence(
    _ whole: PairedOutcomes, slices: [(name: String, outcomes: PairedOutcomes)] = []
  ) -> QualityEvidence {
    QualityEvidence(set: "simulated", reference: "reference", whole: whole, slices: slices)
  }

  static func outcomes(_ counts: PairedCounts) -> PairedOutcomes {
    // How many the reference has right changes no verdict of a margin in points; at least the new failures are.
    PairedOutcomes(counts, referenceRight: max(counts.newFailures, counts.samples - counts.gains))
  }

  /// The verdict of `certified(0.95)`.
  static func verdict(_ outcomes: PairedOutcomes, margin: Drop) -> Verdict {
    QualityJudgment(claim: claim, margin: margin, strength: .certified(0.95)).verdict(on: evidence(outcomes))
  }

  static func isCertified(_ counts: PairedCounts, margin: Double) -> Bool {
    verdict(outcomes(counts), margin: .points(margin * 100)).ruling == .held
  }

  /// The slices that broke a margin.
  static func brokenSlices(_ slices: [PairedCounts], margin: Double) -> [String] {
    let named = slices.enumerated().map { (name: "slice \($0)", outcomes: outcomes($1)) }
    let whole = PairedCounts(
      samples: slices.reduce(0) { $0 + $1.samples }, newFailures: slices.reduce(0) { $0 + $1.newFailures },
      gains: slices.reduce(0) { $0 + $1.gains })
    return SliceJudgment(
      evidence(outcomes(whole), slices: named), margin: { _ in margin }, confidence: 0.95
    ).broken.map(\.name)
  }

  /// The p-value of one slice.
  static func pValue(_ slice: PairedCounts, margin: Double) -> Double {
    let evidence = evidence(outcomes(slice), slices: [("slice", outcomes(slice))])
    return SliceJudgment(evidence, margin: { _ in margin }, confidence: 0.95).findings.first?.pValue ?? 1
  }
}
