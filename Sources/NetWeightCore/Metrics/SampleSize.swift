import Foundation

/// How many samples a margin needs, and what a given number of samples can see.
public enum SampleSize {
  /// The number of samples with which a variant would be certified to be within the margin with 80 % power.
  ///
  /// The normal approximation with Tango's variance at the margin, and where there are few flips the number at which
  /// the exact bound of the net failures reaches the margin: 299 of none for 1 point. By exact enumeration a margin of
  /// 1 point needs 773 samples at 1 % churn and 3,140 at 5 %; this says 856 and 3,162, which is on the safe side.
  /// - Parameters:
  ///   - margin: the largest drop that is allowed, as a difference of shares, over 0.
  ///   - drop: the drop that is expected, as a difference of shares.
  ///   - churn: the share of samples that flip either way, 0…1.
  ///   - confidence: one-sided, 0…1.
  /// - Returns: nil when no number does, since the drop is not under the margin.
  public static func toCertify(margin: Double, drop: Double, churn: Double, confidence: Double) -> Int? {
    // A hair, since a drop of exactly the margin may come out a little under it: 9 of 1,000 against 0.9 points.
    guard margin > 0, margin - drop > 1e-9 else { return nil }
    let z = NormalDistribution.quantile(confidence)
    let power = NormalDistribution.quantile(0.8)
    let atMargin = TangoScore.variance(
      newFailures: (churn + drop) / 2, gains: max(0, churn - drop) / 2, difference: margin)
    let atDrop = max(0, churn - drop * drop)
    let root = (z * atMargin.squareRoot() + power * atDrop.squareRoot()) / (margin - drop)
    guard let samples = Int(exactly: (root * root).rounded(.up)) else { return nil }
    return exactlyBounded(from: samples, margin: margin, confidence: confidence) { samples in
      max(0, (samples * drop + power * (samples * atDrop).squareRoot()).rounded())
    }
  }

  /// The number from which on the exact bound of the net failures, too, is within the margin.
  /// - Parameter net: the net failures that 80 % of sets of a size stay under.
  private static func exactlyBounded(
    from samples: Int, margin: Double, confidence: Double, _ net: (Double) -> Double
  ) -> Int? {
    func isBounded(_ samples: Int) -> Bool {
      let count = Double(samples)
      return BinomialBound.chance(ofAtMost: net(count), samples: count, share: margin) <= 1 - confidence
    }
    var (low, high) = (samples - 1, samples)
    while !isBounded(high) {
      guard high < 1 << 40 else { return nil }
      (low, high) = (high, high * 2)
    }
    while high - low > 1 {
      let middle = (low + high) / 2
      if isBounded(middle) { high = middle } else { low = middle }
    }
    return high
  }

  /// The smallest drop that a slice shows as more than its margin in 80 % of cases.
  /// - Parameters:
  ///   - samples: how many the slice has.
  ///   - margin: the slice's margin, as a difference of shares.
  ///   - slices: how many slices are judged together; the level is divided among them.
  ///   - confidence: of the whole family, 0…1.
  /// - Returns: as a difference of shares, at most 1.
  public static func visibleDrop(samples: Int, margin: Double, slices: Int, confidence: Double) -> Double {
    guard samples > 0 else { return 1 }
    let n = Double(samples)
    let critical = NormalDistribution.quantile(1 - (1 - confidence) / Double(max(1, slices)))
    let power = NormalDistribution.quantile(0.8)
    var low = margin
    var high = 1.0
    for _ in 0..<40 {
      let drop = (low + high) / 2
      // All flips are new failures: the slice that collapses.
      let atMargin = TangoScore.variance(newFailures: drop, gains: 0, difference: margin).squareRoot()
      let atDrop = (drop * (1 - drop)).squareRoot()
      if (drop - margin) * n.squareRoot() >= critical * atMargin + power * atDrop {
        high = drop
      } else {
        low = drop
      }
    }
    return high
  }
}
