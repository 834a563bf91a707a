/// Times two variants against each other: pairs of blocks in coin-flip order, until the claim is decided.
///
/// Each block has six calls. The first is not timed, since it pays for the other variant's footprint in the
/// caches; calls that the kernel preempted are dropped. A-then-B was not taken: it mistook drift of the machine for
/// a difference in 5–8 % of comparisons of a variant with itself.
public struct LatencyMeasurement: Sendable {
  /// What is to be decided.
  public var claim: LatencyClaim
  /// How long it may take, in seconds, warm-up included. Asked after each pair, so the first is always whole.
  public var budget: Double
  /// When to look.
  public var boundary = SequentialBoundary.standard
  /// Calls in a block, the first of which is not timed.
  public var blockLength = 6
  /// Pairs to measure even when the claim is decided earlier, so that the quantiles in reports rest on enough
  /// calls. The verdict does not use the extra ones.
  public var leastPairs = 64

  /// Describes a measurement.
  public init(claim: LatencyClaim, budget: Double) {
    self.claim = claim
    self.budget = budget
  }

  /// Measures.
  /// - Parameters:
  ///   - inputs: at least one; both variants get the same ones in the same order.
  ///   - quantity: what the ratio is called: `p95`.
  /// - Throws: ``LatencyFailure``, and what a variant throws.
  public func run(
    reference: (name: String, variant: any LoadedVariant),
    candidate: (name: String, variant: any LoadedVariant),
    inputs: [Tensor], quantity: String
  ) async throws -> PairedLatency {
    guard budget > 0 else { throw LatencyFailure.invalidBudget(seconds: budget) }
    guard !inputs.isEmpty else { throw LatencyFailure.noInputs }
    let deadline = MonotonicClock.nanoseconds() + UInt64(min(budget, 1e9) * 1e9)
    var timer = BlockTimer(inputs: inputs, calls: blockLength)
    try await timer.warmUp(reference.variant)
    try await timer.warmUp(candidate.variant)
    var pairs: [BlockPair] = []
    var decision = LatencyClaim.Decision.undecided
    var decidedAt: Int?
    var budgetWasSpent = false
    var generator = SystemRandomNumberGenerator()
    while true {
      try Task.checkCancellation()
      pairs.append(
        try await timer.pair(
          reference.variant, candidate.variant, referenceFirst: Bool.random(using: &generator)))
      if decidedAt == nil, boundary.looks.contains(pairs.count) {
        decision = claim.decision(on: pairs, criticalValue: boundary.criticalValue)
        if decision != .undecided || boundary.nextLook(after: pairs.count) == nil { decidedAt = pairs.count }
      }
      if decidedAt != nil, pairs.count >= leastPairs { break }
      if MonotonicClock.nanoseconds() >= deadline {
        budgetWasSpent = decidedAt == nil
        break
      }
    }
    guard pairs.contains(where: { !$0.reference.isEmpty }), pairs.contains(where: { !$0.candidate.isEmpty })
    else { throw LatencyFailure.allPreempted }
    if timer.typicalDuration < Self.shortestDuration {
      throw LatencyFailure.belowClockResolution(nanoseconds: timer.typicalDuration)
    }
    return PairedLatency(
      claim: claim, names: (reference.name, candidate.name), quantity: quantity, decision: decision,
      pairs: pairs, criticalValue: boundary.criticalValue, preemptedShare: timer.preemptedShare,
      detection: timer.detection, budgetWasSpent: budgetWasSpent)
  }

  /// A call shorter than this, in nanoseconds, is too near to the cost of reading the clock twice (about 50).
  static let shortestDuration = 500.0
}

/// A latency could not be measured.
public enum LatencyFailure: Error, Equatable, CustomStringConvertible {
  /// The budget is zero, negative or not a number.
  case invalidBudget(seconds: Double)
  /// There was nothing to run the variants on.
  case noInputs
  /// Calls end within the cost of timing them.
  case belowClockResolution(nanoseconds: Double)
  /// The system interrupted every call of a variant.
  case allPreempted

  /// The message for people.
  public var description: String {
    switch self {
    case .invalidBudget(let seconds): "a time budget of \(Format.short(seconds)) s allows no measurement"
    case .noInputs: "there are no inputs to time the variants on"
    case .belowClockResolution(let nanoseconds):
      "a call takes about \(Format.duration(nanoseconds: nanoseconds)), too near to the cost of reading the clock"
    case .allPreempted: "the system interrupted every call of a variant: measure on a quieter machine"
    }
  }
}
