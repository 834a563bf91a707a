public import NetWeightCore
public import Testing

/// Promises that the 95th percentile of latency is at least so many times lower than the reference's, both
/// measured in this run, paired and interleaved. The function behind `#expectFaster`.
/// - Parameters:
///   - candidate: the variant that is held to the promise.
///   - reference: the variant it is timed against.
///   - p95: how many times lower, at least 1.
///   - set: the samples to run on; nil takes generated inputs of the right shape.
///   - sourceText: the user's source line, which the macro fills in.
///   - sourceLocation: where a failure is recorded.
/// - Returns: the verdict, which was recorded already.
/// - Throws: CancellationError, and what skips a test whose runtime may be missing; all other errors are verdicts.
@discardableResult
public func expectFaster(
  _ candidate: any Variant, than reference: any Variant, p95: Factor, on set: SampleSet? = nil,
  sourceText: String = "expectFaster", sourceLocation: SourceLocation = #_sourceLocation
) async throws -> Verdict {
  try await expectFaster(
    candidate, than: reference, quantile: 0.95, factor: p95, on: set, sourceText, sourceLocation)
}

/// Promises that the median of latency is at least so many times lower than the reference's. As
/// ``expectFaster(_:than:p95:on:sourceText:sourceLocation:)``, for the 50th percentile.
@discardableResult
public func expectFaster(
  _ candidate: any Variant, than reference: any Variant, p50: Factor, on set: SampleSet? = nil,
  sourceText: String = "expectFaster", sourceLocation: SourceLocation = #_sourceLocation
) async throws -> Verdict {
  try await expectFaster(
    candidate, than: reference, quantile: 0.5, factor: p50, on: set, sourceText, sourceLocation)
}

/// Promises that the 99th percentile of latency is at least so many times lower than the reference's. As
/// ``expectFaster(_:than:p95:on:sourceText:sourceLocation:)``, for the 99th percentile; inconclusive where
/// `.budget(seconds:)` has no room for the thousand calls and more that it takes.
@discardableResult
public func expectFaster(
  _ candidate: any Variant, than reference: any Variant, p99: Factor, on set: SampleSet? = nil,
  sourceText: String = "expectFaster", sourceLocation: SourceLocation = #_sourceLocation
) async throws -> Verdict {
  try await expectFaster(
    candidate, than: reference, quantile: 0.99, factor: p99, on: set, sourceText, sourceLocation)
}

/// Promises that the throughput at steady state is at least so many times that of the reference: the median time of a
/// batch, paired and interleaved. A variant that conforms to ``BatchPredicting`` answers the batch at once, another
/// one input after the other.
/// - Parameters:
///   - throughput: how many times higher, at least 1.
///   - batch: inputs in a batch, at least 1.
@discardableResult
public func expectFaster(
  _ candidate: any Variant, than reference: any Variant, throughput: Factor, batch: Int,
  on set: SampleSet? = nil, sourceText: String = "expectFaster",
  sourceLocation: SourceLocation = #_sourceLocation
) async throws -> Verdict {
  try await expectFaster(
    candidate, than: reference, quantile: 0.5, factor: throughput, batch: batch, on: set, sourceText,
    sourceLocation)
}

private func expectFaster(
  _ candidate: any Variant, than reference: any Variant, quantile: Double, factor: Factor, batch: Int? = nil,
  on set: SampleSet?, _ sourceText: String, _ location: SourceLocation
) async throws -> Verdict {
  let quantity = batch.map { "time of a batch of \($0)" } ?? LatencyCheck.name(of: quantile)
  let check = Check(
    .latency, sourceText,
    "\(quantity) of '\(candidate.name)' at least \(factor) lower than of '\(reference.name)'",
    variant: candidate, reference: reference, at: location)
  return try await check.run { findings in
    guard factor.isValid else {
      throw Undecidable(
        reason: .invalidClaim, summary: "\(factor) asks for a slow-down or for nothing",
        next: ["give a factor of at least 1: .times(1.5) is \"at least 1.5 times faster\""])
    }
    guard batch ?? 1 > 0 else {
      throw Undecidable(
        reason: .invalidClaim, summary: "a batch of \(batch ?? 0) holds nothing",
        next: ["give a batch of 1 or more"])
    }
    return try await LatencyCheck(
      candidate: candidate, reference: reference,
      claim: LatencyClaim(quantile: quantile, limit: 1 / factor.value), set: set, batch: batch
    ).verdict(check, &findings, judgment: LatencyJudgment(claim: check.claim, factor: factor))
  }
}
