import Foundation

/// Tango's score test and interval for the difference of two paired proportions.
///
/// T. Tango, "Equivalence test and confidence interval for the difference in proportions for the
/// paired-sample design", Statistics in Medicine 17 (1998), 891–908. Chosen over Wald and the bootstrap,
/// which certified a false claim in 5–17 % of small sets where this one stayed at its nominal rate.
public struct TangoScore: Sendable {
  private let n: Double
  private let newFailures: Double
  private let gains: Double

  /// Takes the counts, made smaller by their design effect.
  public init(_ counts: PairedCounts) {
    n = Double(counts.samples) / counts.designEffect
    newFailures = Double(counts.newFailures) / counts.designEffect
    gains = Double(counts.gains) / counts.designEffect
  }

  /// The score statistic of "the true drop is `difference`": positive when the observed drop is larger.
  /// - Parameter difference: −1…1.
  public func statistic(at difference: Double) -> Double {
    let numerator = newFailures - gains - n * difference
    guard numerator != 0 else { return 0 }
    let variance =
      n * Self.variance(newFailures: newFailures / n, gains: gains / n, difference: difference)
    guard variance > 0 else { return numerator > 0 ? .infinity : -.infinity }
    return numerator / variance.squareRoot()
  }

  /// The chance of so large a drop, or a larger one, if the true one were `difference`.
  ///
  /// The tail of the statistic with its skewness taken off (E. A. Cornish, R. A. Fisher, "Moments and cumulants in the
  /// specification of distributions", 1938) and less than half a sample for that counts are whole. The normal tail alone
  /// is far too thin where a level is divided among many slices: of ten at a margin of 2 points some broke in up to
  /// 12.5 % of runs instead of 5 %. Counted out over slices of 30 to 1,000, 1 to 40 of them, it is now at most 5.0 %.
  /// - Parameter difference: −1…1.
  func upperTail(at difference: Double) -> Double {
    let limit = difference + Self.continuity / n
    guard n > 0, limit < 1 else { return 1 }
    let variance = Self.variance(newFailures: newFailures / n, gains: gains / n, difference: limit)
    guard variance > 0 else { return newFailures - gains > n * limit ? 0 : 1 }
    let third = limit - 3 * limit * (variance + limit * limit) + 2 * limit * limit * limit
    let skewness = third / (variance * (variance * n).squareRoot())
    // Beyond 3 / skewness the correction would fall again.
    let z = skewness > 0 ? min(statistic(at: limit), 3 / skewness) : statistic(at: limit)
    return NormalDistribution.upperTail(z - skewness / 6 * (z * z - 1))
  }

  private static let continuity = 0.375

  /// The variance of one sample's change, given that the drop is `difference`, at the shares of new failures and
  /// gains that are the most likely then: the share of gains is the root of a quadratic.
  static func variance(newFailures: Double, gains: Double, difference: Double) -> Double {
    let b = -newFailures - gains + (2 - newFailures + gains) * difference
    let c = -gains * difference * (1 - difference)
    let root = (max(0, b * b - 8 * c).squareRoot() - b) / 4
    return 2 * max(0, root, -difference) + difference * (1 - difference)
  }

  /// All drops that a two-sided test at this confidence does not reject.
  /// - Parameter confidence: 0…1, for example 0.95.
  public func interval(confidence: Double) -> Interval {
    interval(z: NormalDistribution.quantile(0.5 + confidence / 2))
  }

  /// The one-sided upper bound of the drop.
  /// - Parameter confidence: 0…1, for example 0.95.
  public func upperBound(confidence: Double) -> Double {
    boundary(where: -NormalDistribution.quantile(confidence))
  }

  private func interval(z: Double) -> Interval {
    Interval(boundary(where: z), boundary(where: -z))
  }

  /// The drop at which the statistic takes the given value; it falls as the drop rises.
  private func boundary(where target: Double) -> Double {
    guard n > 0 else { return target > 0 ? -1 : 1 }
    var low = -1.0
    var high = 1.0
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if statistic(at: middle) > target { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
