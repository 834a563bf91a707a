public import NetWeightCore
public import Testing

/// Promises that a quality metric is not lower than the reference's by more than a margin, as a whole and in each
/// slice. The function behind `#expectWithinDrop`.
/// - Parameters:
///   - candidate: the variant that is held to the promise.
///   - margin: how far the metric may fall on the set as a whole; of an error rate or a loss, how far it may rise.
///   - metric: what is counted.
///   - set: the samples, gold or hard.
///   - reference: what it is compared with, run in this run; nil takes the answers that the baseline of the suite's
///     reference keeps (trait `.baseline(_:reference:)`).
///   - slices: margins of slices: `[.slice("safety", of: .points(0)), .each(of: .points(3))]`. Others have twice the
///     whole's, at least 2 points.
///   - newFailures: how many samples may be wrong that were right; nil for any number.
///   - evidence: how sure the verdict has to be; `.observed` takes the drop on this set as a fact.
///   - sourceText: the user's source line, which the macro fills in.
///   - sourceLocation: where a failure is recorded.
/// - Returns: the verdict, which was recorded already.
/// - Throws: CancellationError, and what skips a test whose runtime may be missing; all other errors are verdicts.
@discardableResult
public func expectWithinDrop(
  _ candidate: any Variant, of margin: Drop, in metric: QualityMetric, on set: SampleSet,
  from reference: (any Variant)? = nil, slices: [SliceMargin] = [], newFailures: Int? = nil,
  evidence: QualityEvidence.Strength = .observed,
  sourceText: String = "expectWithinDrop", sourceLocation: SourceLocation = #_sourceLocation
) async throws -> Verdict {
  let compared = reference ?? Settings.current.reference
  let check = Check(
    .quality, sourceText,
    "\(metric) of '\(candidate.name)' on \(set.name) at most \(margin) "
      + "\(metric.isBetterHigher ? "below" : "above") '\(compared?.name ?? "its reference")', as a whole, and "
      + words(for: slices) + (newFailures.map { ", with at most \($0) new failures" } ?? ""),
    variant: candidate, reference: compared, at: sourceLocation)
  return try await check.run { findings in
    let judgment = QualityJudgment(
      claim: check.claim, margin: margin, slices: slices, newFailures: newFailures, strength: evidence)
    if let refusal = judgment.refusal(of: metric) { return refusal }
    let quality = QualityCheck(candidate: candidate, metric: metric, samples: set, check: check)
    let found: QualityEvidence
    if let reference {
      found = try await quality.paired(with: reference, &findings)
    } else {
      let (reference, store) = try keptReference(compared, for: candidate, check)
      found = try await quality.pairedWithKept(reference, in: store, &findings)
    }
    return try judgment.verdict(on: found).picturing(set)
  }
}

private func words(for slices: [SliceMargin]) -> String {
  guard !slices.isEmpty else { return "in no slice surely more than twice that or 2 points" }
  return "at most " + slices.map(\.description).joined(separator: ", ")
}

/// The suite's reference, and the baselines that keep its answers.
private func keptReference(
  _ reference: (any Variant)?, for candidate: any Variant, _ check: Check
) throws -> (any Variant, BaselineStore) {
  guard let reference else {
    throw Undecidable(
      reason: .noReference, summary: "nothing says what '\(candidate.name)' is compared with",
      next: ["name it in the suite: .baseline(\"…\", reference: fp32), or in the claim: from: fp32"])
  }
  guard let store = check.store else {
    throw Undecidable(
      reason: .noBaseline,
      summary: "no trait says in which suite's baselines the answers of '\(reference.name)' are",
      next: ["give the suite .baseline(\"…\", reference: …), or the claim from: \(reference.name)"])
  }
  return (reference, store)
}
