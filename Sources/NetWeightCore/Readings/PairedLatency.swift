/// What a paired latency measurement found.
public struct PairedLatency: Sendable, Hashable {
  /// What the sequential test said when it stopped; undecided at the end of budget or looks.
  public var decision: LatencyClaim.Decision
  /// All pairs, also those that were measured after the decision for the sake of the figures.
  public var pairs: [BlockPair]
  /// Candidate ÷ reference of the claimed quantile, with an interval that holds at every look and is as much wider as
  /// the instrument's floor, so that it says the same as the decision.
  public var ratio: Estimate
  /// The reference's latency.
  public var reference: LatencySummary
  /// The candidate's latency.
  public var candidate: LatencySummary
  /// The share of calls that the kernel preempted, 0…1.
  public var preemptedShare: Double
  /// Whether preempted calls are left out; not where a call is longer than a time slice.
  public var dropsPreempted = true
  /// How many calls after each preempted one are left out with it, since they refill the caches.
  public var droppedAfterPreemption = 0
  /// The share of calls that met a tick of the system's timer and are left out, 0…1; 0 where that is not told.
  public var tickedShare = 0.0
  /// What told of preemption.
  public var detection: PreemptionDetection
  /// Whether the time budget ended before the last look.
  public var budgetWasSpent: Bool
  /// How many calls were timed together: more than one where a call is too near to the cost of reading the clock.
  public var callsPerTiming = 1
  /// Whether both variants gave the same answer twice on the same input.
  public var repeatsItself = true
  /// What made it noisier than it could be.
  public var warnings: [MeasurementWarning] = []
  /// A time budget, in seconds, with which a decision would have been likely; nil where it is not known.
  public var sufficientBudget: Double?

  package init(
    claim: LatencyClaim, names: (reference: String, candidate: String), quantity: String,
    decision: LatencyClaim.Decision, pairs: [BlockPair], criticalValue: Double, preemptedShare: Double,
    detection: PreemptionDetection, budgetWasSpent: Bool
  ) {
    self.decision = decision
    self.pairs = pairs
    self.preemptedShare = preemptedShare
    self.detection = detection
    self.budgetWasSpent = budgetWasSpent
    let score = QuantileScore(quantile: claim.quantile, pairs: pairs)
    ratio = Estimate(
      "\(names.candidate) ÷ \(names.reference)", quantity, value: score.ratio(whereStatisticIs: 0),
      interval: Interval(
        score.ratio(whereStatisticIs: criticalValue) / claim.floor,
        score.ratio(whereStatisticIs: -criticalValue) * claim.floor),
      n: pairs.count, unit: .ratio)
    reference = LatencySummary(pairs.flatMap(\.reference))
    candidate = LatencySummary(pairs.flatMap(\.candidate))
  }
}

/// Quantiles of the latency of one variant.
public struct LatencySummary: Sendable, Hashable, Codable {
  /// Median, in nanoseconds.
  public var p50: Double
  /// The 95 % interval of the median; nil with too few calls.
  public var p50Interval: Interval?
  /// 95th percentile, in nanoseconds.
  public var p95: Double
  /// The 95 % interval of the 95th percentile; nil with too few calls.
  public var p95Interval: Interval?
  /// 99th percentile, in nanoseconds.
  public var p99: Double
  /// The 95 % interval of the 99th percentile; nil with too few calls.
  public var p99Interval: Interval?
  /// How many calls were kept.
  public var calls: Int

  /// Summarizes durations in nanoseconds.
  public init(_ durations: [Double]) {
    var sorted = durations.sorted()
    p50 = Quantile.of(&sorted, 0.5)
    p50Interval = Quantile.interval(ofSorted: sorted, 0.5, confidence: 0.95)
    p95 = Quantile.of(&sorted, 0.95)
    p95Interval = Quantile.interval(ofSorted: sorted, 0.95, confidence: 0.95)
    p99 = Quantile.of(&sorted, 0.99)
    p99Interval = Quantile.interval(ofSorted: sorted, 0.99, confidence: 0.95)
    calls = sorted.count
  }
}
