import Foundation

/// The standard normal distribution.
public enum NormalDistribution {
  /// The probability of a value above `z`.
  public static func upperTail(_ z: Double) -> Double { 0.5 * erfc(z / 2.0.squareRoot()) }

  /// The value below which the share `probability` lies, by bisection of the tail: exact to 1e-12, which a
  /// rational approximation is not, and never called in a loop that matters.
  /// - Parameter probability: strictly between 0 and 1.
  public static func quantile(_ probability: Double) -> Double {
    var low = -40.0
    var high = 40.0
    for _ in 0..<120 {
      let middle = (low + high) / 2
      if 1 - upperTail(middle) < probability && upperTail(middle) > 1 - probability {
        low = middle
      } else {
        high = middle
      }
    }
    return (low + high) / 2
  }
}
