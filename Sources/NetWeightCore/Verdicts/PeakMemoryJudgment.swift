/// Judges "peak memory while loading and while running is at most so much".
public struct PeakMemoryJudgment: Sendable {
  /// The largest peak that is allowed.
  public enum Limit: Sendable, Hashable {
    /// So many bytes.
    case bytes(ByteCount)
    /// The given part of the reference's peak.
    case ratio(Double, MemoryReadings)
    /// So much more than in the accepted baseline.
    case baseline(PeakMemory, within: Share)
  }

  /// The promise.
  public var claim: Claim
  /// The largest peak that is allowed.
  public var limit: Limit

  /// Describes a judgment.
  public init(claim: Claim, limit: Limit) {
    self.claim = claim
    self.limit = limit
  }

  /// The verdict on what was measured in processes of their own: that of most of them. Where it was not counted but
  /// sampled, a peak between two bounds: held where the upper one is within the limit, broken where the lower one is
  /// over it.
  /// - Parameters:
  ///   - readings: of the variant.
  ///   - artefactBytes: the size of the variant's files, with which what it keeps is compared.
  public func verdict(on readings: MemoryReadings, artefactBytes: Int) -> Verdict {
    let memory = readings.median
    guard let peak = memory.peak, memory.peakRequestedBytes != 0 else { return unmeasured(readings) }
    if case .ratio(_, let other) = limit, other.median.peakRequestedBytes == nil,
      memory.peakRequestedBytes != nil
    {
      return unknownReference(other)
    }
    guard let allowed, allowed.lowerBound > 0, allowed.upperBound.isFinite else { return meaningless(peak) }
    let ruling = ruling(readings, allowed)
    if ruling == .held, let unseen = memory.uncountedBytes,
      peak.upperBound + Double(unseen) > allowed.lowerBound
    {
      return uncounted(unseen, peak, readings, memory, artefactBytes: artefactBytes)
    }
    var verdict = Verdict(
      claim: claim, ruling: ruling, summary: summary(ruling, readings, peak, allowed),
      baseline: before, variant: Self.estimate(claim.variant, readings), difference: difference(peak),
      notes: notes(readings, memory, artefactBytes: artefactBytes),
      next: ruling == .held ? [] : next(ruling, memory, artefactBytes: artefactBytes))
    verdict.memory = readings.timeline.map { .init(timeline: $0, allowedBytes: allowed.lowerBound) }
    return verdict
  }

  /// In bytes; nil where the limit is no number.
  private var allowed: ClosedRange<Double>? {
    func scaled(_ factor: Double, _ peak: ClosedRange<Double>?) -> ClosedRange<Double>? {
      guard factor.isFinite, factor > 0, let peak else { return nil }
      return factor * peak.lowerBound...factor * peak.upperBound
    }
    switch limit {
    case .bytes(let count): return count.bytes.isNaN ? nil : count.bytes...count.bytes
    case .ratio(let ratio, let other): return scaled(ratio, other.median.peak)
    case .baseline(let known, let more):
      guard more.fraction >= 0 else { return nil }
      return scaled(1 + more.fraction, known.peak)
    }
  }

  private func ruling(_ readings: MemoryReadings, _ allowed: ClosedRange<Double>) -> Ruling {
    let peaks = readings.processes.compactMap(\.peak)
    let most = readings.processes.count / 2
    if peaks.count(where: { $0.upperBound <= allowed.lowerBound }) > most { return .held }
    if peaks.count(where: { $0.lowerBound > allowed.upperBound }) > most { return .broken }
    return .inconclusive(.tooClose)
  }

  private func summary(
    _ ruling: Ruling, _ readings: MemoryReadings, _ peak: ClosedRange<Double>, _ allowed: ClosedRange<Double>
  ) -> String {
    let promised = "promised at most \(Format.bytes(allowed.lowerBound))\(origin)"
    let over = ruling == .broken ? ", \(Format.bytes(peak.lowerBound - allowed.upperBound)) too many" : ""
    guard peak.lowerBound < peak.upperBound else {
      return "'\(claim.variant)' needs \(Format.bytes(peak.lowerBound)) at its peak, \(promised)\(over)"
    }
    let most = peak.upperBound.isFinite ? Format.bytes(peak.upperBound) : "an unknown number"
    return "'\(claim.variant)' needs between \(Format.bytes(peak.lowerBound)) and \(most) at its peak, "
      + "which was not counted; \(promised)\(over)"
  }

  private var origin: String {
    switch limit {
    case .bytes: ""
    case .ratio(let ratio, let other):
      ", \(Format.short(ratio)) of the \(other.median.peakText) of '\(claim.reference ?? "")'"
    case .baseline(let known, let more): ", \(more) over the \(known.peakText) in its baseline"
    }
  }

  private var before: Estimate? {
    switch limit {
    case .bytes: nil
    case .ratio(_, let other): Self.estimate(claim.reference ?? "", other)
    case .baseline(let known, _): Self.estimate("\(claim.variant) in its baseline", MemoryReadings([known]))
    }
  }

  private func difference(_ peak: ClosedRange<Double>) -> Estimate? {
    guard let other = before?.value, other > 0 else { return nil }
    // Two ranges have no one quotient.
    guard peak.lowerBound == peak.upperBound, before?.interval == nil else { return nil }
    return Estimate("memory ratio", "peak memory", value: peak.lowerBound / other, n: 1, unit: .ratio)
  }

  private static func estimate(_ name: String, _ readings: MemoryReadings) -> Estimate {
    let peak = readings.median.peak ?? 0...0
    let ends = peak.lowerBound < peak.upperBound
    return Estimate(
      name, "peak memory", value: peak.lowerBound,
      interval: ends ? Interval(peak.lowerBound, peak.upperBound) : nil,
      n: readings.processes.count, unit: .bytes)
  }

  private func notes(_ readings: MemoryReadings, _ memory: PeakMemory, artefactBytes: Int) -> [Verdict.Note] {
    let isCopied = memory.keptBeyond(artefactBytes: artefactBytes)
    let artefact = Format.bytes(Double(artefactBytes))
    let kept = isCopied.map { "; \(Format.bytes(Double($0))) more than that is kept" } ?? ""
    var notes: [Verdict.Note] = [
      .init("loading", memory.loading.text), .init("running", memory.running.text),
      .init("files", "\(artefact)\(kept)"),
      .init("counted by", "\(memory.backend), in a process of its own"),
      .init("exact", readings.determinism),
    ]
    if memory.peakRequestedBytes == nil {
      notes.append(
        .init("not seen", "what was asked for and never touched, and what came and went between two looks"))
    }
    if case .baseline(let known, _) = limit { notes += known.countedDifferently(from: memory) }
    return notes + readings.remarkNotes
  }

  private func next(_ ruling: Ruling, _ memory: PeakMemory, artefactBytes: Int) -> [String] {
    var steps: [String] = []
    if case .inconclusive = ruling {
      steps = [
        memory.peakRequestedBytes == nil
          ? MemoryReadings.installingJemalloc(counting: "every byte") : MemoryReadings.onBothSides
      ]
    } else if let copied = memory.keptBeyond(artefactBytes: artefactBytes) {
      let kept = Double(memory.loading.retainedBytes ?? 0)
      steps = [
        "it keeps \(Format.bytes(kept)) of a file of \(Format.bytes(Double(artefactBytes))), "
          + "\(Format.bytes(Double(copied))) more\(asMuchAsReference(copied)): look for a second copy of the weights, "
          + "for example the ones before quantization"
      ]
    } else if let peak = memory.loading.peakRequestedBytes, let kept = memory.loading.retainedBytes,
      Double(peak) > 1.5 * Double(kept)
    {
      steps = ["loading needs far more than it keeps: read the weights straight into their place"]
    } else {
      steps = [
        "the weights and buffers that it needs are over the promise: compress further, or promise less"
      ]
    }
    if case .baseline = limit, ruling == .broken {
      steps.append(RegressionJudgment.afterChange)
    }
    return steps
  }

  /// Says so where what is kept beyond the files is, to a twentieth, what the reference keeps.
  private func asMuchAsReference(_ copied: Int) -> String {
    guard case .ratio(_, let other) = limit, let kept = other.median.loading.retainedBytes, kept > 0,
      abs(Double(copied - kept)) <= 0.05 * Double(kept)
    else { return "" }
    return ", as much as '\(claim.reference ?? "")' keeps"
  }

  /// Memory that a runtime maps for itself goes through no allocator, and no count.
  private func uncounted(
    _ bytes: Int, _ peak: ClosedRange<Double>, _ readings: MemoryReadings, _ memory: PeakMemory,
    artefactBytes: Int
  ) -> Verdict {
    var verdict = Verdict.inconclusive(
      claim, .memoryUnreadable,
      "'\(claim.variant)' asked for \(Format.bytes(peak.lowerBound)) at its peak, and \(Format.bytes(Double(bytes))) more "
        + "than it kept are resident, which were not counted",
      next: [
        "look for memory that is mapped (mmap) or given by an allocator of its own, and switch that off if it can be"
      ])
    verdict.notes = notes(readings, memory, artefactBytes: artefactBytes)
    return verdict
  }

  private func unmeasured(_ readings: MemoryReadings) -> Verdict {
    .inconclusive(
      claim, .memoryUnreadable,
      "no memory of '\(claim.variant)' was seen by \(readings.processes[0].backend)",
      next: ["give a variant that allocates what it is measured for"])
  }

  private func unknownReference(_ other: MemoryReadings) -> Verdict {
    .inconclusive(
      claim, .memoryUnreadable,
      "the memory of '\(claim.reference ?? "")' was not counted: \(other.processes[0].backend)",
      next: ["look at why in its own claim: #expectPeakMemory(\(claim.reference ?? ""), atMost: …)"])
  }

  private func meaningless(_ peak: ClosedRange<Double>) -> Verdict {
    let words: String
    switch limit {
    case .bytes(let count): words = Format.bytes(count.bytes)
    case .ratio(let ratio, let other): words = "\(Format.short(ratio)) of \(other.median.peakText)"
    case .baseline(let known, let more): words = "\(more) over \(known.peakText)"
    }
    return .inconclusive(
      claim, .invalidClaim, "a limit of \(words) on a peak of \(Format.bytes(peak.lowerBound)) says nothing",
      next: ["give a limit over 0"])
  }
}
