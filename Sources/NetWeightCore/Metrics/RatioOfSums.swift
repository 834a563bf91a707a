/// A quotient of two sums over samples, such as a mean or a signal-to-noise ratio, with its standard error.
///
/// The error is by linearization (W. G. Cochran, Sampling Techniques, 3rd edition, 1977, section 6.4), over groups of
/// samples that belong together. Not by a bootstrap: this takes one pass, needs no seed, and for sums of hundreds of
/// samples says the same.
public struct RatioOfSums: Sendable {
  /// The quotient; infinite or NaN when the sum below is 0.
  public let value: Double
  /// The standard error of `value`; NaN for fewer than two groups.
  public let standardError: Double

  /// Sums up.
  /// - Parameters:
  ///   - terms: above and below the line, one pair a sample.
  ///   - groups: what samples have in common, one entry a sample; nil entries stand alone. None at all: all do.
  public init(_ terms: [(above: Double, below: Double)], groups: [String?] = []) {
    let above = terms.reduce(0) { $0 + $1.above }
    let below = terms.reduce(0) { $0 + $1.below }
    value = above / below
    let quotient = value
    let residuals = terms.map { $0.above - quotient * $0.below }.summed(byGroups: groups)
    let count = Double(residuals.count)
    let variance = residuals.reduce(0) { $0 + $1 * $1 } * count / (count - 1)
    standardError = count > 1 ? variance.squareRoot() / abs(below) : .nan
  }

  /// How many times larger the variance is than that of the same samples taken one by one (Kish, Survey Sampling, 1965),
  /// at least 1.
  public func designEffect(over independent: RatioOfSums) -> Double {
    let quotient = standardError / independent.standardError
    return quotient.isFinite ? max(1, quotient * quotient) : 1
  }

  /// The normal interval of `value`; nil where there is no error to go by.
  /// - Parameter confidence: two-sided, 0…1.
  public func interval(confidence: Double) -> Interval? {
    guard standardError.isFinite else { return nil }
    let spread = NormalDistribution.quantile(0.5 + confidence / 2) * standardError
    return Interval(value - spread, value + spread)
  }
}
