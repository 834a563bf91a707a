/// Judges "peak memory while loading and while running is at most so much".
public struct PeakMemoryJudgment: Sendable {
  /// The largest peak that is allowed.
  public enum Limit: Sendable, Hashable {
    /// So many bytes.
    case bytes(ByteCount)
    /// The given part of the reference's peak.
    case ratio(Double, PeakMemory)
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

  /// The verdict on what was measured in processes of their own.
  /// - Parameter artefactBytes: the size of the variant's files, with which what it keeps is compared.
  public func verdict(on memory: PeakMemory, artefactBytes: Int) -> Verdict {
    let peak = Double(memory.peakRequestedBytes)
    let allowed: Double
    var reference: Estimate?
    var difference: Estimate?
    switch limit {
    case .bytes(let count): allowed = count.bytes
    case .ratio(let ratio, let other):
      let otherPeak = Double(other.peakRequestedBytes)
      allowed = ratio * otherPeak
      reference = Self.estimate(claim.reference ?? "", otherPeak)
      difference = Estimate("memory ratio", "peak memory", value: peak / otherPeak, n: 1, unit: .ratio)
    }
    guard allowed.isFinite, allowed > 0, peak > 0 else {
      return .inconclusive(
        claim, .invalidClaim,
        "a limit of \(Format.bytes(allowed)) on a peak of \(Format.bytes(peak)) says nothing",
        next: ["give a limit over 0 and a variant that allocates what it measures"])
    }
    let isHeld = peak <= allowed
    let over = isHeld ? "" : ", \(Format.bytes(peak - allowed)) too many"
    return Verdict(
      claim: claim, ruling: isHeld ? .held : .broken,
      summary: "'\(claim.variant)' needs \(Format.bytes(peak)) at its peak, "
        + "promised at most \(Format.bytes(allowed))\(over)",
      baseline: reference, variant: Self.estimate(claim.variant, peak), difference: difference,
      notes: [
        .init("loading", Self.describe(memory.loading)), .init("running", Self.describe(memory.running)),
        .init("counted by", "\(memory.backend), in a process of its own"),
      ],
      next: isHeld ? [] : Self.nextSteps(memory, artefactBytes: artefactBytes))
  }

  private static func estimate(_ name: String, _ bytes: Double) -> Estimate {
    Estimate(name, "peak memory", value: bytes, n: 3, unit: .bytes)
  }

  private static func describe(_ phase: PeakMemory.Phase) -> String {
    "peak \(Format.bytes(Double(phase.peakRequestedBytes))), kept \(Format.bytes(Double(phase.retainedBytes))), "
      + "\(phase.allocations) allocations"
  }

  private static func nextSteps(_ memory: PeakMemory, artefactBytes: Int) -> [String] {
    let kept = memory.loading.retainedBytes
    if Double(kept) > 1.5 * Double(artefactBytes) {
      return [
        "it keeps \(Format.bytes(Double(kept))) of a file of \(Format.bytes(Double(artefactBytes))): "
          + "look for a second copy of the weights, for example the ones before quantization"
      ]
    }
    if Double(memory.loading.peakRequestedBytes) > 1.5 * Double(kept) {
      return ["loading needs far more than it keeps: read the weights straight into their place"]
    }
    return ["the weights and buffers that it needs are over the promise: compress further, or promise less"]
  }
}
