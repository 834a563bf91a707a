public import NetWeightCore
public import Testing

/// Promises that at most a share of each layer's activations is clipped to the range that calibration gave it, on all
/// samples of a set and in each of its slices. The function behind `#expectNoSaturation`.
/// - Parameters:
///   - variant: the variant that is held to the promise; it has to be able to count (``SaturationReporting``).
///   - set: the samples; the hard ones are those that a calibration set leaves out.
///   - limit: the largest share of any layer's activations, `.percent(0.1)`.
///   - sourceText: the user's source line, which the macro fills in.
///   - sourceLocation: where a failure is recorded.
/// - Returns: the verdict, which was recorded already.
/// - Throws: CancellationError, and what skips a test whose runtime may be missing; all other errors are verdicts.
@discardableResult
public func expectNoSaturation(
  _ variant: any Variant, on set: SampleSet, atMost limit: Share = .percent(0.1),
  sourceText: String = "expectNoSaturation", sourceLocation: SourceLocation = #_sourceLocation
) async throws -> Verdict {
  let check = Check(
    .saturation, sourceText,
    "at most \(limit) of the activations of each layer of '\(variant.name)' clipped on \(set.name)",
    variant: variant, at: sourceLocation)
  return try await check.run { _ in
    let judgment = SaturationJudgment(claim: check.claim, limit: limit, set: set.name)
    if let refusal = judgment.refusal { return refusal }
    guard let found = try await saturation(of: variant, on: set) else {
      throw Undecidable(
        reason: .noSaturation, summary: "'\(variant.name)' cannot count clipped activations",
        next: ["use a runtime whose variant can, or implement SaturationReporting"])
    }
    return judgment.verdict(on: found)
  }
}

/// What was clipped on a set; nil when the variant cannot tell.
func saturation(of variant: any Variant, on set: SampleSet) async throws -> SaturationCount? {
  let questioned = try await QuestionedVariant(variant, on: set)
  guard questioned.countsSaturation else { return nil }
  var found = SaturationCount()
  let progress = ProgressLine(subject: "\(variant.name) on \(set.name)")
  try await SetWalk(set, progress: progress.show).run { sample in
    try questioned.saturation(on: sample) ?? []
  } _: { sample, layers in
    found.add(sample, layers)
  }
  return found
}
