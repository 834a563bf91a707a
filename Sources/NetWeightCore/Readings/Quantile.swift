/// Quantiles of a list of numbers.
public enum Quantile {
  /// The quantile by linear interpolation between order statistics (type 7 of Hyndman and Fan, "Sample quantiles
  /// in statistical packages", The American Statistician 50 (1996), 361–365). Sorts the list.
  /// - Parameter probability: 0…1.
  /// - Returns: NaN for an empty list.
  public static func of(_ values: inout [Double], _ probability: Double) -> Double {
    guard !values.isEmpty else { return .nan }
    values.sort()
    let position = probability * Double(values.count - 1)
    let index = Int(position)
    let next = values[min(index + 1, values.count - 1)]
    return values[index] + (position - Double(index)) * (next - values[index])
  }

  /// The median; NaN for an empty list.
  public static func median(of values: [Double]) -> Double {
    var copy = values
    return of(&copy, 0.5)
  }

  /// An interval of a quantile by order statistics, which needs no assumption on the distribution.
  ///
  /// The ranks are those of the normal approximation to the binomial (Conover, Practical Nonparametric
  /// Statistics, 1999, section 3.2).
  /// - Returns: nil when the sample is too small to have such an interval at all.
  public static func interval(
    ofSorted values: [Double], _ probability: Double, confidence: Double
  ) -> Interval? {
    let n = Double(values.count)
    let z = NormalDistribution.quantile(0.5 + confidence / 2)
    let spread = z * (n * probability * (1 - probability)).squareRoot()
    let lower = Int((n * probability - spread).rounded(.down)) - 1
    let upper = Int((n * probability + spread).rounded(.up))
    guard lower >= 0, upper < values.count else { return nil }
    return Interval(values[lower], values[upper])
  }
}
