extension Baseline {
  /// Latency of one variant, and its ratios to the references that it was timed beside.
  public struct Latency: Sendable, Hashable, Codable {
    /// Median, in nanoseconds.
    public var p50: Double
    /// 95th percentile, in nanoseconds.
    public var p95: Double
    /// How many calls it rests on.
    public var calls: Int
    /// One for each quantile and reference that was promised something, sorted by reference and quantile; none of a
    /// variant that only was a reference itself.
    public var ratios: [LatencyRatio]

    /// Condenses a measurement. Times keep three significant digits: the rest is noise and would be a diff.
    public init(_ summary: LatencySummary, ratio: LatencyRatio? = nil) {
      p50 = Baseline.stable(summary.p50, digits: 3)
      p95 = Baseline.stable(summary.p95, digits: 3)
      calls = summary.calls
      ratios = ratio.map { [$0] } ?? []
    }

    /// The ratio of a quantile (`p95`) to a reference; nil when none is kept.
    public func ratio(of quantity: String, to reference: String) -> LatencyRatio? {
      ratios.first { $0.quantity == quantity && $0.reference == reference }
    }
  }

  /// A quantile of a variant's latency ÷ that of a reference, timed interleaved in one process.
  public struct LatencyRatio: Sendable, Hashable, Codable {
    /// The variant it was timed against.
    public var reference: String
    /// Which quantile: `p95`.
    public var quantity: String
    /// This variant ÷ the reference.
    public var value: Double
    /// The interval of `value`; nil when so few calls bound nothing.
    public var interval: Interval?
    /// How the ratio varied between processes, once `netweight record` has measured it.
    public var betweenRuns: BetweenRuns?

    /// Condenses an estimate, to four significant digits.
    /// - Returns: nil for one that is not finite: a measurement without calls.
    public init?(_ estimate: Estimate, to reference: String) {
      guard estimate.value.isFinite else { return nil }
      self.reference = reference
      quantity = estimate.quantity
      value = Baseline.stable(estimate.value, digits: 4)
      interval = estimate.interval.flatMap {
        guard $0.lower.isFinite, $0.upper.isFinite else { return nil }
        return Interval(Baseline.stable($0.lower, digits: 4), Baseline.stable($0.upper, digits: 4))
      }
    }
  }
}
