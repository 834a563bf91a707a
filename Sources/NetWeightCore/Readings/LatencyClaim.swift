/// A limit on a quantile of the candidate's latency relative to the reference's.
public struct LatencyClaim: Sendable, Hashable {
  /// The quantile, 0…1.
  public var quantile: Double
  /// The largest candidate ÷ reference that keeps the promise, over 0: 1 ÷ 1.5 for "1.5 times faster".
  public var limit: Double
  /// The factor that two identical variants differ by since they lie elsewhere in memory, over 1. A difference
  /// smaller than this is the instrument's, not the variant's.
  public var floor: Double

  /// Describes a limit. The floor is 1.01: separately loaded variants have separate allocations.
  public init(quantile: Double, limit: Double, floor: Double = 1.01) {
    self.quantile = quantile
    self.limit = limit
    self.floor = floor
  }

  /// What the pairs say at one look.
  public enum Decision: Sendable, Hashable {
    /// Surely within the limit.
    case held
    /// Surely beyond the limit.
    case broken
    /// Not sure yet.
    case undecided
  }

  /// Decides at one look, by the critical value of the sequential boundary.
  public func decision(on pairs: some Collection<BlockPair>, criticalValue: Double) -> Decision {
    let score = QuantileScore(quantile: quantile, pairs: pairs)
    if score.statistic(atRatio: limit * floor) > criticalValue { return .broken }
    if score.statistic(atRatio: limit / floor) < -criticalValue { return .held }
    return .undecided
  }
}
