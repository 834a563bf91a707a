/// Judges "a quantile of latency is so much lower than the reference's, or at most so much higher".
public struct LatencyJudgment: Sendable {
  /// The promise.
  public var claim: Claim
  /// What it was measured against: `promised at least 1.5×` and the like.
  public var promised: String
  /// The least speed-up that keeps the promise; nil where how processes differ comes into it.
  private let limit: Limit?

  /// How many times faster the candidate is to be; nil where how processes differ comes into it.
  public var promisedSpeedup: Double? { limit?.value }

  /// Judges how many times faster a variant is.
  public init(claim: Claim, factor: Factor) {
    self.claim = claim
    promised = "promised at least \(factor)"
    limit = .atLeast(factor.value)
  }

  /// Judges how much slower a variant may have become.
  public init(claim: Claim, slowdown: Slowdown) {
    self.claim = claim
    promised = "promised at most \(slowdown) slower, which is \(Format.significant(1 / slowdown.ratio, 4))×"
    limit = .atLeast(1 / slowdown.ratio)
  }

  /// Judges how much slower a variant may have become relative to a reference, since several processes recorded it.
  public init(claim: Claim, slowdown: Slowdown, since recorded: BetweenRuns) {
    self.claim = claim
    promised =
      "recorded \(Format.significant(1 / recorded.ratio, 4))× over \(recorded.processes) processes, "
      + "promised at most \(slowdown) slower"
    limit = nil
  }

  /// The verdict on what a paired measurement found.
  /// - Parameter explanation: why it is so, from the kernels that ran; only a broken promise tells it.
  public func verdict(on latency: PairedLatency, explanation: SpeedExplanation? = nil) -> Verdict {
    let quantity = latency.ratio.quantity
    let speedup = Self.inverted(latency.ratio)
    var verdict = Verdict(
      claim: claim, ruling: .held,
      summary: "'\(claim.variant)' is \(Estimate.Unit.ratio.text(speedup.value)) as fast as "
        + "'\(claim.reference ?? "")' at \(quantity), \(promised)",
      baseline: Self.estimate(claim.reference ?? "", quantity, latency.reference),
      variant: Self.estimate(claim.variant, quantity, latency.candidate), difference: speedup,
      notes: [.init("measured", Self.conditions(latency))])
    if latency.callsPerTiming > 1 {
      let batch =
        "each timing is of \(latency.callsPerTiming) calls, since one is too near to the cost of the clock"
      verdict.notes.append(.init("batched", batch))
    }
    if !latency.repeatsItself {
      verdict.notes.append(.init("answers", "differ between two calls on the same input"))
    }
    verdict.limit = limit
    verdict.warnings = latency.warnings
    switch latency.decision {
    case .held: break
    case .broken:
      verdict.ruling = .broken
      if let explanation { verdict.notes.append(.init("kernels", explanation.text)) }
      verdict.next =
        explanation?.next ?? [
          "check with #expectNoFallback which kernels '\(claim.variant)' ran, and that both have the same threads"
        ]
    case .undecided:
      verdict.ruling = .inconclusive(latency.budgetWasSpent ? .budgetSpent : .tooClose)
      verdict.next = [
        latency.budgetWasSpent
          ? "raise .budget(seconds:\(latency.sufficientBudget.map { " \(Format.significant($0, 2))" } ?? "")), "
            + "or measure on a quieter machine"
          : "the true ratio is too near to the limit for this machine: "
            + "promise a little less, or make the variant faster"
      ]
    }
    return verdict
  }

  private static func estimate(_ name: String, _ quantity: String, _ latency: LatencySummary) -> Estimate {
    let (value, interval) =
      switch quantity {
      case "p95": (latency.p95, latency.p95Interval)
      case "p99": (latency.p99, latency.p99Interval)
      default: (latency.p50, latency.p50Interval)
      }
    return Estimate(name, quantity, value: value, interval: interval, n: latency.calls, unit: .nanoseconds)
  }

  /// Reference ÷ candidate, which is how people speak of speed, from candidate ÷ reference, which is tested.
  private static func inverted(_ ratio: Estimate) -> Estimate {
    Estimate(
      "speed-up", ratio.quantity, value: 1 / ratio.value,
      interval: ratio.interval.map { Interval(1 / $0.upper, 1 / $0.lower) }, n: ratio.n, unit: .ratio)
  }

  private static func conditions(_ latency: PairedLatency) -> String {
    var parts = ["\(latency.pairs.count) interleaved pairs of blocks in this run", preemption(latency)]
    if latency.tickedShare > 0 {
      parts.append("\(Format.fixed(latency.tickedShare * 100, 1)) % met the system's timer and were dropped")
    }
    return parts.joined(separator: "; ")
  }

  private static func preemption(_ latency: PairedLatency) -> String {
    guard latency.detection != .none else { return "preempted calls could not be told and are in it" }
    let share = Format.fixed(latency.preemptedShare * 100, 1)
    let after =
      latency.droppedAfterPreemption > 0 ? " with the \(latency.droppedAfterPreemption) after each" : ""
    let fate = latency.dropsPreempted ? "dropped\(after)" : "kept"
    return "\(share) % of calls were preempted and \(fate) (told by \(latency.detection))"
  }
}
