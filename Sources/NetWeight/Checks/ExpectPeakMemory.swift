public import NetWeightCore
public import Testing

/// The largest peak of memory that a claim allows.
public enum MemoryLimit: Sendable {
  /// So many bytes.
  case bytes(ByteCount)
  /// The given part, over 0, of what the other variant needs.
  case ratio(Double, of: any Variant)

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
    }
  }
}

/// Promises a peak of requested memory while loading and running, read in processes of their own under jemalloc. The
/// function behind `#expectPeakMemory`.
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
    guard !check.settings.host.refusesCosts || MeasuringChild.isChild else { throw Undecidable.debugBuild }
    let inputs = try RunInputs(of: variant, set: set).tensors
    let place = "\(sourceLocation.fileID):\(sourceLocation.line):\(sourceLocation.column)"
    func measure(_ measured: any Variant, _ role: String) async throws -> PeakMemory? {
      // A child could only say that something failed, and not that the runtime is missing.
      if !MeasuringChild.isChild { try await measured.prepare() }
      return try await MeasuringChild.peakMemory(
        of: (measured as? any MemoryConfigurable)?.configuredForMemory ?? measured, inputs: inputs,
        key: "\(place) \(measured.name) \(role)", library: library)
    }
    // nil only in a child whose task is another measurement.
    var other: PeakMemory?
    if let reference = limit.reference { other = try await measure(reference, "reference") }
    guard let memory = try await measure(variant, "candidate"), !MeasuringChild.isChild else {
      return check.unmeasuredInChild
    }
    try findings.addCosts(variant) { $0.peakMemory = memory }
    let judgedLimit: PeakMemoryJudgment.Limit
    switch limit {
    case .bytes(let count): judgedLimit = .bytes(count)
    case .ratio(let ratio, let reference):
      guard let other else { return check.unmeasuredInChild }
      try findings.addCosts(reference) { $0.peakMemory = other }
      judgedLimit = .ratio(ratio, other)
    }
    let artefactBytes = try variant.artefactBytes() ?? 0
    var verdict = PeakMemoryJudgment(claim: check.claim, limit: judgedLimit)
      .verdict(on: memory, artefactBytes: artefactBytes)
    for measured in [variant, limit.reference].compactMap({ $0 as? any MemoryConfigurable }) {
      verdict.notes.append(.init("run with", "'\(measured.name)': \(measured.memoryConfiguration)"))
    }
    return verdict
  }
}
