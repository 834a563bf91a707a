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
  let compared = reference ?? Settings.current.reference
  let check = Check(
    .quality, sourceText,
    "\(metric) of '\(candidate.name)' on \(set.name) at most \(margin) below '\(compared?.name ?? "its reference")', "
      + "as a whole, and in no slice surely more than twice that or 2 points", variant: candidate,
    reference: compared, at: sourceLocation)
  return try await check.run { findings in
    let evaluation = try await Evaluation(of: candidate, on: set)
    // Answers that are not finite are no truth to compare with later.
    if evaluation.notFinite.isEmpty {
      try findings.add(candidate) { $0.quality[set.kind.rawValue] = Baseline.Quality(evaluation) }
    }
    let answers: ReferenceAnswers
    if let reference {
      answers = try await ReferenceAnswers(running: reference, on: set)
    } else {
      answers = try await keptAnswers(of: compared, for: candidate, on: set, check, &findings)
    }
    let evidenceFound = QualityEvidence(
      set: set, reference: answers.reference, referenceCorrect: answers.correct,
      candidate: evaluation.outcomes,
      baselineFile: answers.baselineFile)
    return QualityJudgment(claim: check.claim, margin: margin, strength: evidence).verdict(on: evidenceFound)
  }
}

/// The answers of the suite's reference, as its baseline keeps them.
private func keptAnswers(
  of reference: (any Variant)?, for candidate: any Variant, on set: SampleSet, _ check: Check,
  _ findings: inout Findings
) async throws -> ReferenceAnswers {
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
  return try await ReferenceAnswers(keptOf: reference, on: set, in: store, findings: &findings)
}
