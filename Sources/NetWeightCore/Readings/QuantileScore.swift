/// The paired score statistic for the ratio of two latency quantiles.
///
/// The calls of each pair are divided by the pair's own level, pooled, and their quantile taken. What counts is
/// by how much more often than the quantile says the candidate lies above it, pair by pair. If the candidate is
/// exactly `ratio` times the reference, the sign of each pair's count is a fair coin however the noise of the
/// machine drifts: that is why this was taken instead of comparing two quantiles of two separate runs.
public struct QuantileScore: Sendable {
  /// The quantile in question, 0…1: 0.95 for p95.
  public let quantile: Double
  private let pairs: [BlockPair]

  /// Prepares the statistic of a list of pairs.
  public init(quantile: Double, pairs: some Collection<BlockPair>) {
    self.quantile = quantile
    self.pairs = Array(pairs)
  }

  /// How surely candidate ÷ reference is above `ratio`: positive above, negative below, standard normal at it.
  public func statistic(atRatio ratio: Double) -> Double {
    var pooled: [Double] = []
    var levels: [Double] = []
    pooled.reserveCapacity(pairs.reduce(0) { $0 + $1.reference.count + $1.candidate.count })
    levels.reserveCapacity(pairs.count)
    for pair in pairs {
      // A pair that lost a whole block to preemption compares nothing.
      let isWhole = !pair.reference.isEmpty && !pair.candidate.isEmpty
      let level = isWhole ? Quantile.median(of: pair.reference.map { $0 * ratio } + pair.candidate) : 0
      levels.append(level)
      guard level > 0 else { continue }
      for duration in pair.reference { pooled.append(duration * ratio / level) }
      for duration in pair.candidate { pooled.append(duration / level) }
    }
    guard pooled.count >= 8 else { return 0 }
    let threshold = Quantile.of(&pooled, quantile)
    var sum = 0.0
    var sumOfSquares = 0.0
    for (pair, level) in zip(pairs, levels) where level > 0 {
      var score = 0.0
      for duration in pair.candidate { score += (duration / level > threshold ? 1 : 0) - (1 - quantile) }
      for duration in pair.reference {
        score -= (duration * ratio / level > threshold ? 1 : 0) - (1 - quantile)
      }
      sum += score
      sumOfSquares += score * score
    }
    return sumOfSquares == 0 ? 0 : sum / sumOfSquares.squareRoot()
  }

  /// The ratio at which the statistic takes the given value: 0 gives the estimate, ± the critical value the ends
  /// of an interval that holds at every look.
  /// - Returns: for a positive target 0, and for a negative one infinity, when no ratio is that far out: so few
  ///   pairs bound nothing. Without any calls the estimate is NaN.
  public func ratio(whereStatisticIs target: Double) -> Double {
    guard target == 0 else {
      let ratio = crossing { statistic(atRatio: $0) > target }
      return ratio ?? (target > 0 ? 0 : .infinity)
    }
    // The statistic moves in steps, and the step at 0 may be wide: the estimate is its middle.
    guard let low = crossing({ statistic(atRatio: $0) > 0 }),
      let high = crossing({ statistic(atRatio: $0) >= 0 })
    else { return .nan }
    return (low * high).squareRoot()
  }

  /// The largest ratio at which a condition still holds; nil when it holds everywhere or nowhere.
  private func crossing(_ condition: (Double) -> Bool) -> Double? {
    var low = 1e-4
    var high = 1e4
    guard condition(low), !condition(high) else { return nil }
    // To a hundred-thousandth of the ratio or better.
    for _ in 0..<24 {
      let middle = (low * high).squareRoot()
      if condition(middle) { low = middle } else { high = middle }
    }
    return (low * high).squareRoot()
  }
}
