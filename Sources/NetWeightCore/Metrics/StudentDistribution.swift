import Foundation

/// Student's t distribution.
public enum StudentDistribution {
  /// The value below which the share `probability` lies.
  /// - Parameters:
  ///   - probability: strictly between 0 and 1.
  ///   - degreesOfFreedom: at least 1.
  public static func quantile(_ probability: Double, degreesOfFreedom: Int) -> Double {
    if probability < 0.5 { return -quantile(1 - probability, degreesOfFreedom: degreesOfFreedom) }
    var low = 0.0
    var high = 1e4
    for _ in 0..<80 {
      let middle = (low + high) / 2
      if cumulative(middle, degreesOfFreedom: degreesOfFreedom) < probability {
        low = middle
      } else {
        high = middle
      }
    }
    return (low + high) / 2
  }

  /// The probability of a value up to `t`, by the finite series for whole degrees of freedom (Abramowitz and Stegun,
  /// Handbook of Mathematical Functions, 26.7.3 and 26.7.4).
  public static func cumulative(_ t: Double, degreesOfFreedom: Int) -> Double {
    let n = max(1, degreesOfFreedom)
    let angle = atan(t / Double(n).squareRoot())
    let cosine = cos(angle)
    var term = 1.0
    var sum = 0.0
    // Terms with cos² to the power of 0, 1, …: those below n/2.
    let first = n % 2 == 1 ? 3 : 2
    if n > 1 {
      sum = 1
      for k in stride(from: first, to: n, by: 2) {
        term *= cosine * cosine * Double(k - 1) / Double(k)
        sum += term
      }
    }
    let inside: Double
    if n % 2 == 1 {
      inside = 2 / .pi * (angle + (n > 1 ? sin(angle) * cosine * sum : 0))
    } else {
      inside = sin(angle) * sum
    }
    return 0.5 + inside / 2
  }
}
