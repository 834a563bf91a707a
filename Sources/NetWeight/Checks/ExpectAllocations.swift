public import NetWeightCore
public import Testing

/// How much memory a claim allows to be asked for, all told.
public enum AllocationLimit: Sendable {
  /// So many blocks; 0 or more. A block that grows is one.
  case count(Int)
  /// So many bytes in all, freed again or not.
  case bytes(ByteCount)
  /// No more blocks than the variant's own accepted baseline keeps for this machine, and at most the given part more
  /// bytes: those hang on the length of paths.
  case baseline(bytesWithin: Share)

  /// No more blocks than in its baseline, and at most 1 % more bytes.
  public static var baseline: AllocationLimit { .baseline(bytesWithin: .percent(1)) }
  /// So many million bytes in all.
  public static func megabytes(_ value: Double) -> AllocationLimit { .bytes(.megabytes(value)) }
  /// So many thousand bytes in all.
  public static func kilobytes(_ value: Double) -> AllocationLimit { .bytes(.kilobytes(value)) }

  var words: String {
    switch self {
    case .count(let count): "at most \(count) times"
    case .bytes(let count): "for at most \(count)"
    case .baseline(let share): "no more often than in its baseline, and for at most \(share) more bytes"
    }
  }
}

/// Promises how often, or for how many bytes, a variant asks for memory: exactly, since the same work asks for the same.
/// What buffers made anew in each call cost shows here before it shows in time. The function behind
/// `#expectAllocations`.
/// - Parameters:
///   - variant: the variant that is held to the promise.
///   - limit: what is allowed.
///   - phase: while loading, while running (all predictions together), or nil for each of both.
///   - set: the samples to run on, the first 64; nil takes as many generated inputs of the right shape.
///   - sourceText: the user's source line, which the macro fills in.
///   - sourceLocation: where a failure is recorded.
/// - Returns: the verdict, which was recorded already.
/// - Throws: CancellationError, and what skips a test whose runtime may be missing; all other errors are verdicts.
@discardableResult
public func expectAllocations(
  _ variant: any Variant, atMost limit: AllocationLimit, while phase: AllocationJudgment.Phase? = nil,
  on set: SampleSet? = nil, sourceText: String = "expectAllocations",
  sourceLocation: SourceLocation = #_sourceLocation
) async throws -> Verdict {
  let when = phase.map { "while \($0.rawValue)" } ?? "while loading and while running"
  let check = Check(
    .allocations, sourceText, "'\(variant.name)' asks for memory \(limit.words) \(when)", variant: variant,
    at: sourceLocation)
  return try await check.run { findings in
    let memory = MemoryCheck(check: check, set: set)
    guard let readings = try await memory.readings(of: variant)?.memory, !MeasuringChild.isChild else {
      return check.unmeasuredInChild
    }
    try findings.addCosts(variant) { $0.peakMemory = readings.record }
    let judged: AllocationJudgment.Limit
    var file: String?
    switch limit {
    case .count(let count): judged = .count(count)
    case .bytes(let count): judged = .bytes(count)
    case .baseline(let share):
      let known = try memory.accepted(variant, for: readings.median)
      file = known.file
      judged = .baseline(known.memory, bytesWithin: share)
    }
    var verdict = AllocationJudgment(
      claim: check.claim, limit: judged, phases: phase.map { [$0] } ?? AllocationJudgment.Phase.allCases
    ).verdict(on: readings)
    verdict.baselineFile = file
    verdict.notes += MemoryCheck.notes(on: [variant])
    return verdict
  }
}
