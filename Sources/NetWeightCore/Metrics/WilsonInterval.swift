/// Wilson's score interval for one proportion.
///
/// E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927), 209–212.
public enum WilsonInterval {
  /// The interval of `successes` out of `samples`.
  /// - Parameters:
  ///   - designEffect: how many times more uncertain it is than if all samples were independent, at least 1.
  ///   - confidence: two-sided, 0…1.
  public static func of(
    successes: Int, samples: Int, designEffect: Double = 1, confidence: Double
  ) -> Interval {
    guard samples > 0 else { return Interval(0, 1) }
    let share = Double(successes) / Double(samples)
    let n = Double(samples) / designEffect
    let z = NormalDistribution.quantile(0.5 + confidence / 2)
    let centre = share + z * z / (2 * n)
    let spread = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
    return Interval(
      max(0, (centre - spread) / (1 + z * z / n)), min(1, (centre + spread) / (1 + z * z / n)))
  }
}
