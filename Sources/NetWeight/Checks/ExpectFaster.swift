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
/// - Throws: CancellationError only; all other errors are verdicts.
@discardableResult
public func expectFaster(
  _ candidate: any Variant, than reference: any Variant, p95: Factor, on set: SampleSet? = nil,
  sourceText: String = "expectFaster", sourceLocation: SourceLocation = #_sourceLocation
) async throws -> Verdict {
  try await LatencyCheck(candidate: candidate, reference: reference, quantile: 0.95, factor: p95, set: set)
    .verdict(sourceText, at: sourceLocation)
}

/// Promises that the median of latency is at least so many times lower than the reference's. As
/// ``expectFaster(_:than:p95:on:sourceText:sourceLocation:)``, for the 50th percentile.
@discardableResult
public func expectFaster(
  _ candidate: any Variant, than reference: any Variant, p50: Factor, on set: SampleSet? = nil,
  sourceText: String = "expectFaster", sourceLocation: SourceLocation = #_sourceLocation
) async throws -> Verdict {
  try await LatencyCheck(candidate: candidate, reference: reference, quantile: 0.5, factor: p50, set: set)
    .verdict(sourceText, at: sourceLocation)
}

private struct LatencyCheck {
  let candidate: any Variant
  let reference: any Variant
  let quantile: Double
  let factor: Factor
  let set: SampleSet?

  var quantity: String { quantile == 0.5 ? "p50" : "p95" }

  func verdict(_ sourceText: String, at location: SourceLocation) async throws -> Verdict {
    let check = Check(
      .latency, sourceText, "\(quantity) of '\(candidate.name)' at least \(factor) lower than of '\(reference.name)'",
      variant: candidate, reference: reference, at: location)
    return try await check.run { findings in
      try requireValid(check.settings)
      let inputs = try await RunInputs(of: candidate, set: set)
      let latency = try await measure(inputs.tensors, budget: check.settings.budget)
      try findings.addCosts(reference) { $0.latency = Baseline.Latency(latency.reference) }
      try findings.addCosts(candidate) {
        $0.latency = Baseline.Latency(latency.candidate, reference: reference.name, ratio: latency.ratio)
      }
      // Placement explains a broken promise, and is not asked for otherwise: it costs a profiled run.
      let reporting = latency.decision == .broken ? candidate as? any PlacementReporting : nil
      let placement = try await reporting?.placement(on: inputs.tensors)
      var verdict = LatencyJudgment(claim: check.claim, factor: factor).verdict(on: latency, placement: placement)
      verdict.notes.append(.init("inputs", inputs.description))
      return verdict
    }
  }

  private func requireValid(_ settings: Settings) throws {
    guard factor.isValid else {
      throw Undecidable(
        reason: .invalidClaim, summary: "\(factor) asks for a slow-down or for nothing",
        next: ["give a factor of at least 1: .times(1.5) is \"at least 1.5 times faster\""])
    }
    guard !settings.host.isDebugBuild else { throw Undecidable.debugBuild }
  }

  private func measure(_ inputs: [Tensor], budget: Double) async throws -> PairedLatency {
    try await candidate.prepare()
    try await reference.prepare()
    let before = try await reference.load()
    let after = try await candidate.load()
    let measurement = LatencyMeasurement(
      claim: LatencyClaim(quantile: quantile, limit: 1 / factor.value), budget: budget)
    return try await measurement.run(
      reference: (reference.name, before), candidate: (candidate.name, after), inputs: inputs, quantity: quantity)
  }
}

extension Undecidable {
  /// Costs of unoptimized code say nothing of what is shipped.
  static let debugBuild = Undecidable(
    reason: .debugBuild, summary: "this is a debug build, whose time and memory are not those of what is shipped",
    next: ["swift test -c release --disable-testable-imports (NETWEIGHT_DEBUG_TIMING=1 measures all the same)"])
}
