public import NetWeightCore
public import Testing

/// Promises that the outputs of a variant are as alike to the reference's as the limits say, on the samples of a set.
/// The function behind `#expectAgreement`.
///
/// For transforms without retraining (quantization, pruning in one shot, another runtime): it sees what accuracy does
/// not, such as a lost normalization. Retrained and distilled variants may differ by more and be as right; promise
/// accuracy of those, and new failures.
/// - Parameters:
///   - candidate: the variant that is held to the promise.
///   - reference: the variant it is compared with, run in this run.
///   - set: the samples, gold or hard.
///   - limits: at least one, for example `[.sqnr(atLeast: 20), .newFailures(atMost: 3)]`.
///   - sourceText: the user's source line, which the macro fills in.
///   - sourceLocation: where a failure is recorded.
/// - Returns: the verdict, which was recorded already.
/// - Throws: CancellationError only; all other errors are verdicts.
@discardableResult
public func expectAgreement(
  _ candidate: any Variant, with reference: any Variant, on set: SampleSet, within limits: [AgreementLimit],
  sourceText: String = "expectAgreement", sourceLocation: SourceLocation = #_sourceLocation
) async throws -> Verdict {
  let check = Check(
    .agreement, sourceText,
    "outputs of '\(candidate.name)' as alike to those of '\(reference.name)' on \(set.name) as: "
      + limits.map(\.description).joined(separator: ", "), variant: candidate, reference: reference,
    at: sourceLocation)
  return try await check.run { _ in
    let judgment = AgreementJudgment(claim: check.claim, limits: limits, set: set.name)
    if let refusal = judgment.refusal { return refusal }
    var agreement = OutputAgreement()
    let progress = ProgressLine(subject: "\(candidate.name) and \(reference.name) on \(set.name)")
    try await SetWalk([reference, candidate], on: set, progress: progress.show).run { sample, outputs in
      guard outputs[0].isFinite else {
        throw Undecidable(
          reason: .referenceNotFinite,
          summary: "the reference '\(reference.name)' itself gave NaN or infinite scores on \(sample.id)",
          next: ["mend the reference before comparing anything with it"])
      }
      return OutputAgreement.Pair(sample, reference: outputs[0], candidate: outputs[1])
    } _: { _, pair in
      agreement.add(pair)
    }
    return judgment.verdict(on: agreement)
  }
}
