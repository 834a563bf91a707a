public import NetWeightCore
public import Testing

/// Promises that a quality metric is not lower than the reference's by more than a margin, as a whole and in each
/// slice. The function behind `#expectWithinDrop`.
/// - Parameters:
///   - candidate: the variant that is held to the promise.
///   - margin: how far the metric may fall on the set as a whole; each slice has twice that, at least 2 points.
///   - metric: what is counted.
///   - set: the samples, gold or hard.
///   - reference: what it is compared with, run in this run; nil takes the answers that the baseline of the suite's
///     reference keeps (trait `.baseline(_:reference:)`).
///   - evidence: how sure the verdict has to be; `.observed` takes the drop on this set as a fact.
///   - sourceText: the user's source line, which the macro fills in.
///   - sourceLocation: where a failure is recorded.
/// - Returns: the verdict, which was recorded already.
/// - Throws: CancellationError only; all other errors are verdicts.
@discardableResult
public func expectWithinDrop(
  _ candidate: any Variant, of margin: Drop, in metric: QualityMetric, on set: SampleSet,
  from reference: (any Variant)? = nil, evidence: QualityEvidence.Strength = .observed,
  sourceText: String = "expectWithinDrop", sourceLocation: SourceLocation = #_sourceLocation
) async throws -> Verdict {
  let reference = reference ?? Settings.current.reference
  let check = Check(
    .quality, sourceText,
    "\(metric) of '\(candidate.name)' on \(set.name) at most \(margin) below '\(reference?.name ?? "its reference")', "
      + "as a whole, and in no slice surely more than twice that or 2 points", variant: candidate,
    reference: reference,
    at: sourceLocation)
  let isLive = reference != nil && Settings.current.reference?.name != reference?.name
  return try await check.run { findings in
    let evaluation = try await Evaluation(of: candidate, on: set)
    try findings.add(candidate) { $0.quality[set.kind.rawValue] = Baseline.Quality(evaluation) }
    let answers = try await ReferenceAnswers(
      of: reference, candidate: candidate.name, on: set, isLive: isLive, store: check.store,
      findings: &findings)
    let evidenceFound = QualityEvidence(
      set: set, reference: answers.reference, referenceCorrect: answers.correct,
      candidate: evaluation.outcomes,
      baselineFile: answers.baselineFile)
    return QualityJudgment(claim: check.claim, margin: margin, strength: evidence).verdict(on: evidenceFound)
  }
}
