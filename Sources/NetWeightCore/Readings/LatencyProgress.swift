/// How far a latency measurement is.
public struct LatencyProgress: Sendable, Hashable {
  /// Pairs of blocks measured so far.
  public let pairs: Int
  /// Seconds since it began.
  public let seconds: Double
  /// Seconds that it may take.
  public let budget: Double

  package init(pairs: Int, seconds: Double, budget: Double) {
    self.pairs = pairs
    self.seconds = seconds
    self.budget = budget
  }
}
