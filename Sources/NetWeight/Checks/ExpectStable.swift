public import NetWeightCore
public import Testing

/// Promises that a variant gives the same finite outputs on the samples of a set when it is asked again, in another
/// order, loaded anew, two and four at once, and in batches where it takes them. The function behind `#expectStable`.
///
/// What is not stable cannot be compared sample by sample, so this comes before all promises of quality.
/// - Parameters:
///   - variant: the variant that is held to the promise.
///   - set: the samples; the first 2,000 are asked.
///   - tolerance: how far two scores may be apart and still be the same, 0 or more.
///   - sourceText: the user's source line, which the macro fills in.
///   - sourceLocation: where a failure is recorded.
/// - Returns: the verdict, which was recorded already.
/// - Throws: CancellationError, and what skips a test whose runtime may be missing; all other errors are verdicts.
@discardableResult
public func expectStable(
  _ variant: any Variant, on set: SampleSet, within tolerance: Double = 0,
  sourceText: String = "expectStable", sourceLocation: SourceLocation = #_sourceLocation
) async throws -> Verdict {
  let check = Check(
    .stability, sourceText,
    "the same finite scores of '\(variant.name)' on \(set.name) each time"
      + (tolerance == 0 ? "" : ", within \(Format.short(tolerance))"), variant: variant, at: sourceLocation)
  return try await check.run { _ in
    guard tolerance >= 0, tolerance.isFinite else {
      throw Undecidable(
        reason: .invalidClaim, summary: "a tolerance of \(Format.short(tolerance)) is none",
        next: ["give 0 or more: within: 0.001"])
    }
    return StabilityJudgment(claim: check.claim, set: set.name)
      .verdict(on: try await OutputStability(of: variant, on: set, tolerance: tolerance))
  }
}
