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
