public import NetWeightCore
public import Testing

/// The largest peak of memory that a claim allows.
public enum MemoryLimit: Sendable {
  /// So many bytes.
  case bytes(ByteCount)
  /// The given part, over 0, of what the other variant needs.
  case ratio(Double, of: any Variant)
  /// So much more than the variant's own accepted baseline keeps for this machine; 0 or more.
  case baseline(within: Share)

  /// So many million bytes.
  public static func megabytes(_ value: Double) -> MemoryLimit { .bytes(.megabytes(value)) }
  /// So many thousand bytes.
  public static func kilobytes(_ value: Double) -> MemoryLimit { .bytes(.kilobytes(value)) }

  var reference: (any Variant)? {
    if case .ratio(_, let reference) = self { reference } else { nil }
  }

  var words: String {
    switch self {
    case .bytes(let count): "at most \(count)"
    case .ratio(let ratio, let reference): "at most \(Format.short(ratio)) of that of '\(reference.name)'"
    case .baseline(let share): "at most \(share) more than in its baseline"
    }
  }
}

/// Promises a peak of requested memory while loading and running, read in processes of their own under jemalloc, or by
/// the best of the other ways that works. The function behind `#expectPeakMemory`.
/// - Parameters:
///   - variant: the variant that is held to the promise.
///   - limit: the largest peak that is allowed.
///   - set: the samples to run on; nil takes generated inputs of the right shape.
///   - sourceText: the user's source line, which the macro fills in.
///   - sourceLocation: where a failure is recorded.
/// - Returns: the verdict, which was recorded already.
/// - Throws: CancellationError, and what skips a test whose runtime may be missing; all other errors are verdicts.
@discardableResult
public func expectPeakMemory(
  _ variant: any Variant, atMost limit: MemoryLimit, on set: SampleSet? = nil,
  sourceText: String = "expectPeakMemory", sourceLocation: SourceLocation = #_sourceLocation
) async throws -> Verdict {
  try await expectPeakMemory(
    variant, atMost: limit, on: set, library: .standard, sourceText: sourceText,
    sourceLocation: sourceLocation)
}

/// As the public one, with a place to look for jemalloc, so that its absence can be tested.
package func expectPeakMemory(
  _ variant: any Variant, atMost limit: MemoryLimit, on set: SampleSet? = nil, library: JemallocLibrary,
  sourceText: String = "expectPeakMemory", sourceLocation: SourceLocation = #_sourceLocation
) async throws -> Verdict {
  let check = Check(
    .peakMemory, sourceText, "peak memory of '\(variant.name)' \(limit.words)", variant: variant,
    reference: limit.reference, at: sourceLocation)
  return try await check.run { findings in
    let memory = MemoryCheck(check: check, set: set, library: library)
    var reference: MemoryReadings?
    if let other = limit.reference {
      reference = try await memory.readings(of: other, as: "reference")?.memory
    }
    guard let readings = try await memory.readings(of: variant)?.memory, !MeasuringChild.isChild else {
      return check.unmeasuredInChild
    }
    try findings.addCosts(variant) { $0.peakMemory = readings.record }
    let judged: PeakMemoryJudgment.Limit
    var file: String?
    switch limit {
    case .bytes(let count): judged = .bytes(count)
    case .ratio(let ratio, let other):
      guard let reference else { return check.unmeasuredInChild }
      try findings.addCosts(other) { $0.peakMemory = reference.record }
      judged = .ratio(ratio, reference)
    case .baseline(let share):
      let known = try memory.accepted(variant, for: readings.median)
      file = known.file
      judged = .baseline(known.memory, within: share)
    }
    var verdict = PeakMemoryJudgment(claim: check.claim, limit: judged)
      .verdict(on: readings, artefactBytes: try variant.artefactBytes() ?? 0)
    verdict.baselineFile = file
    verdict.notes += MemoryCheck.notes(on: [variant, limit.reference])
    return verdict
  }
}
