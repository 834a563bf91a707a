/// Judges "asks for memory at most so often, or for so many bytes": exactly, since code that does the same asks for the
/// same.
public struct AllocationJudgment: Sendable {
  /// What is allowed.
  public enum Limit: Sendable, Hashable {
    /// So many blocks.
    case count(Int)
    /// So many bytes in all, freed again or not.
    case bytes(ByteCount)
    /// As many blocks as in the accepted baseline, and the given part more bytes.
    case baseline(PeakMemory, bytesWithin: Share)
  }

  /// In which phases.
  public enum Phase: String, Sendable, Hashable, Codable, CaseIterable {
    /// From the file to a variant that is ready.
    case loading
    /// All predictions.
    case running

    func of(_ memory: PeakMemory) -> PeakMemory.Phase {
      switch self {
      case .loading: memory.loading
      case .running: memory.running
      }
    }
  }

  /// The promise.
  public var claim: Claim
  /// What is allowed.
  public var limit: Limit
  /// In which phases, each by itself.
  public var phases: [Phase]

  /// Describes a judgment.
  public init(claim: Claim, limit: Limit, phases: [Phase]) {
    self.claim = claim
    self.limit = limit
    self.phases = phases
  }

  /// One figure of one phase with what is allowed of it.
  private struct Part {
    let phase: Phase
    /// In each process, at least one.
    let found: [Int]
    let allowed: Double
    let unit: Estimate.Unit

    var name: String { "\(unit == .bytes ? "requested" : "allocations") while \(phase.rawValue)" }
    var median: Int { MemoryReadings.median(of: found) ?? 0 }
    var overs: Int { found.count { Double($0) > allowed } }
    func text(_ value: Double) -> String {
      unit == .bytes ? Format.bytes(value) : Format.short(value.rounded(.down))
    }
  }

  /// The verdict on what was measured in processes of their own: that of most of them, since one in some hundred has a
  /// table made on first use besides.
  public func verdict(on readings: MemoryReadings) -> Verdict {
    guard let peak = readings.median.peakRequestedBytes, peak > 0 else {
      return readings.uncounted(claim, "allocations of '\(claim.variant)' were", "them")
    }
    if case .baseline(let known, _) = limit, let refusal = refusal(of: known, readings.median) {
      return refusal
    }
    guard let parts = parts(readings), parts.allSatisfy({ $0.allowed.isFinite && $0.allowed >= 0 }) else {
      return .inconclusive(
        claim, .invalidClaim, "\(words) is no number of allocations", next: ["give 0 or more"])
    }
    let processes = readings.processes.count
    let over = parts.filter { $0.overs * 2 > processes }
    let mixed = parts.filter { $0.overs * 2 == processes }
    let ruling: Ruling = over.isEmpty ? (mixed.isEmpty ? .held : .inconclusive(.tooClose)) : .broken
    let worst = over.first ?? mixed.first
    return Verdict(
      claim: claim, ruling: ruling,
      summary: (over.isEmpty ? (mixed.isEmpty ? parts : mixed) : over).map(sentence)
        .joined(separator: "; "),
      variant: (worst ?? parts.first).map {
        Estimate(claim.variant, $0.name, value: Double($0.median), n: processes, unit: $0.unit)
      },
      notes: [
        .init("loading", readings.median.loading.text), .init("running", readings.median.running.text),
        .init("counted by", "\(readings.processes[0].backend), in a process of its own"),
        .init("exact", readings.determinism),
      ] + readings.remarkNotes + fewer(parts), next: next(ruling))
  }

  private func parts(_ readings: MemoryReadings) -> [Part]? {
    var parts: [Part] = []
    for phase in phases {
      let blocks = readings.figures { phase.of($0).allocations }
      let bytes = readings.figures { phase.of($0).totalRequestedBytes }
      guard blocks.count == readings.processes.count, bytes.count == blocks.count else { return nil }
      switch limit {
      case .count(let count):
        parts.append(Part(phase: phase, found: blocks, allowed: Double(count), unit: .plain))
      case .bytes(let allowed):
        parts.append(Part(phase: phase, found: bytes, allowed: allowed.bytes, unit: .bytes))
      case .baseline(let known, let more):
        guard let count = phase.of(known).allocations, let total = phase.of(known).totalRequestedBytes else {
          return nil
        }
        parts.append(Part(phase: phase, found: blocks, allowed: Double(count), unit: .plain))
        parts.append(
          Part(phase: phase, found: bytes, allowed: Double(total) * (1 + more.fraction), unit: .bytes))
      }
    }
    return parts.isEmpty ? nil : parts
  }

  private func sentence(_ part: Part) -> String {
    let (low, high) = (Double(part.found.min() ?? 0), Double(part.found.max() ?? 0))
    let found = low == high ? part.text(low) : "\(part.text(low)) … \(part.text(high)) (it varies)"
    let asks = part.unit == .bytes ? "asked for \(found)" : "asked \(found) times for memory"
    let isOver = part.overs * 2 > part.found.count
    let over = isOver ? ", \(part.text(Double(part.median) - part.allowed)) too many" : ""
    return
      "'\(claim.variant)' \(asks) while \(part.phase.rawValue), promised at most \(part.text(part.allowed))\(over)"
  }

  /// Counts of two allocators are no comparison: Swift's arrays take the room that a block has left, and so ask for more
  /// under one than under another.
  private func refusal(of known: PeakMemory, _ found: PeakMemory) -> Verdict? {
    let problem: String
    if known.backend != found.backend {
      problem = "was counted by \(known.backend), and '\(claim.variant)' now by \(found.backend)"
    } else if phases.contains(where: {
      $0.of(known).allocations == nil || $0.of(known).totalRequestedBytes == nil
    }) {
      problem =
        "keeps no allocations of '\(claim.variant)', which were not counted or differed between processes"
    } else {
      return nil
    }
    return .inconclusive(
      claim, .noBaseline, "its baseline \(problem)",
      next: ["count as the baseline was counted, or promise a number: atMost: .count(…)"])
  }

  /// A baseline that allows more than is needed lets the next regression pass.
  private func fewer(_ parts: [Part]) -> [Verdict.Note] {
    guard case .baseline = limit else { return [] }
    let fewer = parts.filter { $0.unit == .plain && Double($0.found.max() ?? 0) < $0.allowed }
    guard !fewer.isEmpty else { return [] }
    return [
      .init(
        "fewer",
        fewer.map { "\($0.name) \($0.median), in its baseline \($0.text($0.allowed))" }.joined(
          separator: "; ")
          + ": accept what this run proposed to keep it")
    ]
  }

  private var words: String {
    switch limit {
    case .count(let count): "\(count)"
    case .bytes(let count): Format.bytes(count.bytes)
    case .baseline(_, let more): "\(more) over a baseline"
    }
  }

  private func next(_ ruling: Ruling) -> [String] {
    switch ruling {
    case .broken:
      let usual = "look for a buffer that is made anew in each call, or a copy that was not there before"
      guard case .baseline = limit else { return [usual] }
      return [usual, RegressionJudgment.afterChange]
    case .inconclusive:
      return [MemoryReadings.onBothSides]
    default: return []
    }
  }
}
