/// Times two variants against each other: pairs of blocks in coin-flip order, until the claim is decided.
///
/// A-then-B was not taken: it mistook drift of the machine for a difference in 5–8 % of comparisons of a variant with
/// itself. The first timing of each block is not kept, since it pays for the other variant's footprint in the caches;
/// timings that the kernel interrupted are dropped.
public struct LatencyMeasurement: Sendable {
  /// What is to be decided.
  public var claim: LatencyClaim
  /// How long it may take, in seconds, warm-up included. Asked after each pair, so the first is always whole.
  public var budget: Double
  /// When to look.
  public var boundary = SequentialBoundary.standard
  /// Pairs to measure even when the claim is decided earlier, as long as that takes no more than 50 ms,
  /// so that the quantiles in reports rest on enough calls. The verdict does not use the extra ones.
  public var leastPairs = 128
  /// Told about once a second how far it is, between blocks and never within one.
  public var progress: (@Sendable (LatencyProgress) -> Void)?
  /// Told the name of a variant before each block of its calls, so that it is known whose call does not return.
  package var begins: (@Sendable (String) -> Void)?
  /// Bytes that the process may grow by; half of what is free when nil.
  package var growthAllowed: Int?

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
    let host = HostReading.now
    let start = MonotonicClock.nanoseconds()
    let deadline = start + UInt64(min(budget, 1e9) * 1e9)
    var timer = BlockTimer(inputs: inputs, variants: [reference.variant, candidate.variant])
    timer.begins = begins
    let before = try await timer.warmUp(reference.variant, named: reference.name, deadline: deadline)
    let after = try await timer.warmUp(candidate.variant, named: candidate.name, deadline: deadline)
    let warm = MonotonicClock.nanoseconds()
    timer.plan = BlockPlan(
      quantile: claim.quantile, reference: before.typical, candidate: after.typical,
      remaining: Double(deadline) - Double(warm))
    try requireRoom(
      quantity, kept: timer.plan.kept,
      perPair: (before.typical + after.typical) * Double(timer.plan.timings * timer.plan.repetitions),
      remaining: Double(deadline) - Double(warm))

    var memory = MemoryGrowth(allowed: growthAllowed ?? MemoryGrowth.halfOfWhatIsFree)
    var course = Course(deadline: deadline, lastProgress: start)
    repeat {
      try Task.checkCancellation()
      course.pairs.append(
        try await timer.pair(reference, candidate, referenceFirst: Bool.random()))
      look(at: &course)
      try memory.check(afterPair: course.pairs.count)
      report(&course, since: start)
    } while goesOn(&course, since: warm)

    guard course.pairs.contains(where: { !$0.reference.isEmpty }),
      course.pairs.contains(where: { !$0.candidate.isEmpty })
    else { throw LatencyFailure.allPreempted }
    var latency = PairedLatency(
      claim: claim, names: (reference.name, candidate.name), quantity: quantity, decision: course.decision,
      pairs: course.pairs, criticalValue: boundary.criticalValue, preemptedShare: timer.preemptedShare,
      detection: timer.detection, budgetWasSpent: course.budgetWasSpent)
    latency.callsPerTiming = timer.plan.repetitions
    latency.tickedShare = timer.tickedShare
    latency.dropsPreempted = timer.plan.dropsPreempted
    latency.droppedAfterPreemption = timer.plan.recovery
    latency.repeatsItself = before.repeatsItself && after.repeatsItself
    latency.warnings =
      HostReading.now.warnings(since: host, isOneThread: timer.isAllSynchronous) + timer.warnings
    latency.sufficientBudget = sufficientBudget(course, since: warm, spentBefore: warm - start)
    return latency
  }

  /// What has happened so far.
  private struct Course {
    var pairs: [BlockPair] = []
    var decision = LatencyClaim.Decision.undecided
    var decidedAt: Int?
    var budgetWasSpent = false
    let deadline: UInt64
    var lastProgress: UInt64
  }

  private func look(at course: inout Course) {
    guard course.decidedAt == nil, boundary.looks.contains(course.pairs.count) else { return }
    course.decision = claim.decision(on: course.pairs, criticalValue: boundary.criticalValue)
    if course.decision != .undecided || boundary.nextLook(after: course.pairs.count) == nil {
      course.decidedAt = course.pairs.count
    }
  }

  private func goesOn(_ course: inout Course, since warm: UInt64) -> Bool {
    let now = MonotonicClock.nanoseconds()
    if course.decidedAt != nil {
      return course.pairs.count < leastPairs && now < min(course.deadline, warm + 50_000_000)
    }
    // A pair that would not end in time is not begun: calls may take seconds.
    let perPair = (now - warm) / UInt64(course.pairs.count)
    course.budgetWasSpent = now + perPair > course.deadline
    return !course.budgetWasSpent
  }

  private func report(_ course: inout Course, since start: UInt64) {
    let now = MonotonicClock.nanoseconds()
    guard let progress, now - course.lastProgress >= 1_000_000_000 else { return }
    course.lastProgress = now
    progress(LatencyProgress(pairs: course.pairs.count, seconds: Double(now - start) / 1e9, budget: budget))
  }

  /// A quantile beyond the 95th percentile is refused where fewer than 20 calls would lie above it: of so few, the
  /// statistic is no longer normal at its boundary.
  private func requireRoom(_ quantity: String, kept: Int, perPair: Double, remaining: Double) throws {
    guard claim.quantile > 0.95 else { return }
    let calls = (20 / (1 - claim.quantile)).rounded(.up)
    let needed = calls / Double(2 * kept) * perPair
    guard needed > remaining else { return }
    throw LatencyFailure.budgetTooSmall(
      quantity: quantity, calls: Int(calls / 2), seconds: budget + (needed - remaining) / 1e9)
  }

  /// A budget, in seconds, with which a decision is likely: four times the pairs, and at least 32.
  private func sufficientBudget(_ course: Course, since warm: UInt64, spentBefore: UInt64) -> Double {
    let perPair = Double(MonotonicClock.nanoseconds() - warm) / Double(max(1, course.pairs.count))
    return (Double(spentBefore) + perPair * Double(max(32, 4 * course.pairs.count))) / 1e9
  }
}
