public import NetWeightCore
public import Testing

/// Promises that a variant keeps no more memory however often it is run, read in processes of their own. The function
/// behind `#expectNoLeak`.
/// - Parameters:
///   - variant: the variant that is held to the promise.
///   - runs: how many predictions each process makes, 20 or more; the first fifth is left for caches to fill.
///   - set: the samples to run on in turn, the first 64; nil takes as many generated inputs of the right shape.
///   - sourceText: the user's source line, which the macro fills in.
///   - sourceLocation: where a failure is recorded.
/// - Returns: the verdict, which was recorded already.
/// - Throws: CancellationError, and what skips a test whose runtime may be missing; all other errors are verdicts.
@discardableResult
public func expectNoLeak(
  _ variant: any Variant, over runs: Int = 200, on set: SampleSet? = nil,
  sourceText: String = "expectNoLeak", sourceLocation: SourceLocation = #_sourceLocation
) async throws -> Verdict {
  let check = Check(
    .leak, sourceText, "'\(variant.name)' keeps no more memory over \(runs) runs", variant: variant,
    at: sourceLocation)
  return try await check.run { _ in
    let judgment = LeakJudgment(claim: check.claim)
    if let refusal = judgment.refusal(ofRuns: runs) { return refusal }
    let memory = MemoryCheck(check: check, set: set, task: .repeatedRuns(runs))
    guard let readings = try await memory.readings(of: variant), !MeasuringChild.isChild else {
      return check.unmeasuredInChild
    }
    let processes = readings.each.map { reading in
      LeakJudgment.Run(
        retainedBytes: reading.retainedBytes,
        residentGrowth: reading.residentBytes.flatMap { $0.count == 2 ? $0[1] - $0[0] : nil })
    }
    var verdict = judgment.verdict(on: processes, readings: readings.memory)
    verdict.notes += MemoryCheck.notes(on: [variant])
    return verdict
  }
}
