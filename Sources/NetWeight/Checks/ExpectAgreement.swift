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
///   - layerLimits: what the outputs of each layer have to keep besides, `[.sqnr(atLeast: 15)]`, where both variants show
///     them (``LayerOutputReporting``).
///   - sourceText: the user's source line, which the macro fills in.
///   - sourceLocation: where a failure is recorded.
/// - Returns: the verdict, which was recorded already.
/// - Throws: CancellationError, and what skips a test whose runtime may be missing; all other errors are verdicts.
@discardableResult
public func expectAgreement(
  _ candidate: any Variant, with reference: any Variant, on set: SampleSet, within limits: [AgreementLimit],
  layers layerLimits: [AgreementLimit] = [],
  sourceText: String = "expectAgreement", sourceLocation: SourceLocation = #_sourceLocation
) async throws -> Verdict {
  let check = Check(
    .agreement, sourceText,
    "outputs of '\(candidate.name)' as alike to those of '\(reference.name)' on \(set.name) as: "
      + limits.map(\.description).joined(separator: ", "), variant: candidate, reference: reference,
    at: sourceLocation)
  return try await check.run { _ in
    let judgment = AgreementJudgment(
      claim: check.claim, limits: limits, layerLimits: layerLimits, set: set.name)
    if let refusal = judgment.refusal { return refusal }
    let before = try await QuestionedVariant(reference, on: set)
    let after = try await QuestionedVariant(candidate, on: set)
    if !layerLimits.isEmpty, let mute = [before, after].first(where: { !$0.showsLayers }) {
      throw Undecidable(
        reason: .noLayers, summary: "'\(mute.name)' does not show what its layers give",
        next: ["promise nothing of layers, or implement LayerOutputReporting"])
    }
    var agreement = OutputAgreement()
    let progress = ProgressLine(subject: "\(candidate.name) and \(reference.name) on \(set.name)")
    try await SetWalk(set, progress: progress.show).run { sample in
      let expected = try await before.scores(of: sample)
      guard expected.isFinite else {
        throw Undecidable(
          reason: .referenceNotFinite,
          summary: "the reference '\(reference.name)' itself gave NaN or infinite scores on \(sample.id)",
          next: ["mend the reference before comparing anything with it"])
      }
      let pair = OutputAgreement.Pair(
        sample, reference: expected, candidate: try await after.scores(of: sample))
      return (pair, layerLimits.isEmpty ? [] : try layers(before, after, sample))
    } _: { _, found in
      agreement.add(found.0, layers: found.1)
    }
    return judgment.verdict(on: agreement)
  }
}

/// The outputs of layers that both variants have, compared on one sample.
private func layers(
  _ before: QuestionedVariant, _ after: QuestionedVariant, _ sample: Sample
) throws -> [(layer: String, pair: OutputAgreement.Pair)] {
  let expected = try before.layerOutputs(of: sample) ?? []
  let found = try after.layerOutputs(of: sample) ?? []
  let shapes = { (layers: [(layer: String, output: Tensor)]) in
    layers.map { "\($0.layer) \($0.output.shape)" }
  }
  guard shapes(expected) == shapes(found) else {
    throw Undecidable(
      reason: .noLayers,
      summary:
        "the layers of '\(after.name)' are \(shapes(found).joined(separator: ", ")), those of '\(before.name)' "
        + "\(shapes(expected).joined(separator: ", ")): they cannot be compared one by one",
      next: ["promise nothing of layers: after pruning or distillation they are others"])
  }
  return zip(expected, found).map { before, after in
    (before.layer, OutputAgreement.Pair(sample, reference: before.output, candidate: after.output))
  }
}
