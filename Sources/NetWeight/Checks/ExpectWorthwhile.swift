public import NetWeightCore
public import Testing

/// Promises that what a variant loses in quality is paid for in speed. The function behind `#expectWorthwhile`.
///
/// The drop on the set is taken as a fact and looked up in the price list; the variant must then be so many times faster
/// at the 95th percentile. A drop beyond the list is broken whatever the speed, and so is a slice that surely fell by
/// more than twice the drop that was paid for, or 2 points.
/// - Parameters:
///   - candidate: the variant that is held to the promise.
///   - reference: the variant it is compared with, run in this run.
///   - prices: `[.points(0.2): .times(1.2), .points(1): .times(3)]`: up to 0.2 points at least 1.2 times faster, up to a
///     point at least 3 times. A larger drop must not ask for less.
///   - metric: what is counted.
///   - set: the samples, gold or hard.
///   - sourceText: the user's source line, which the macro fills in.
///   - sourceLocation: where a failure is recorded.
/// - Returns: the verdict, which was recorded already.
/// - Throws: CancellationError, and what skips a test whose runtime may be missing; all other errors are verdicts.
@discardableResult
public func expectWorthwhile(
  _ candidate: any Variant, over reference: any Variant, paying prices: PriceList,
  in metric: QualityMetric = .accuracy, on set: SampleSet,
  sourceText: String = "expectWorthwhile", sourceLocation: SourceLocation = #_sourceLocation
) async throws -> Verdict {
  let check = Check(
    .tradeOff, sourceText,
    "for what '\(candidate.name)' loses in \(metric) on \(set.name) against '\(reference.name)': \(prices)",
    variant: candidate, reference: reference, at: sourceLocation)
  return try await check.run { findings in
    let evidence = try await QualityCheck(candidate: candidate, metric: metric, samples: set, check: check)
      .paired(with: reference, &findings)
    let value = evidence.whole.referenceValue
    guard prices.isValid(forReference: value) else {
      throw Undecidable(
        reason: .invalidClaim,
        summary: "\(prices.prices.isEmpty ? "an empty list" : "\(prices)") is no price list",
        next: ["give drops of 0 to 100 and factors of 1 or more that rise with them"])
    }
    let price = prices.price(of: evidence.whole)
    let margin = price?.drop ?? prices.largestDrop(forReference: value) ?? .points(0)
    let quality = try QualityJudgment(claim: check.claim, margin: margin).verdict(on: evidence).picturing(set)
    guard quality.ruling == .held, let price else { return quality }
    var verdict = try await LatencyCheck(
      candidate: candidate, reference: reference,
      claim: LatencyClaim(quantile: 0.95, limit: 1 / price.factor.value), set: set
    ).verdict(check, &findings, judgment: LatencyJudgment(claim: check.claim, factor: price.factor))
    verdict.notes.insert(.init("paid for", quality.summary), at: 0)
    return verdict
  }
}
