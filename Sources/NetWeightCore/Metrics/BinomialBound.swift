import Foundation

/// The exact upper bound of a share of which so many were seen.
///
/// C. J. Clopper, E. S. Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial",
/// Biometrika 26 (1934), 404–413.
enum BinomialBound {
  /// - Parameters:
  ///   - successes: need not be whole, where samples share groups; 0 or more.
  ///   - samples: over 0, need not be whole either.
  ///   - confidence: one-sided, 0…1.
  /// - Returns: 0…1.
  static func upper(successes: Double, samples: Double, confidence: Double) -> Double {
    guard samples > 0, successes < samples else { return 1 }
    var low = 0.0
    var high = 1.0
    for _ in 0..<60 {
      let share = (low + high) / 2
      // The chance of so few if that were the share; it falls as the share rises.
      if chance(ofAtMost: successes, samples: samples, share: share) > 1 - confidence {
        low = share
      } else {
        high = share
      }
    }
    return (low + high) / 2
  }

  /// The chance of at most so many: the regularized incomplete beta function of 1 - share (NIST Digital Library of
  /// Mathematical Functions, 8.17.5).
  static func chance(ofAtMost successes: Double, samples: Double, share: Double) -> Double {
    let (a, b) = (samples - successes, successes + 1)
    guard share > 0, share < 1 else { return share <= 0 ? 1 : 0 }
    let front = lgamma(a + b) - lgamma(a) - lgamma(b) + a * log1p(-share) + b * log(share)
    // The fraction converges fast on one side of the mean only; the function is symmetric.
    return 1 - share < (a + 1) / (a + b + 2)
      ? exp(front) * fraction(a, b, 1 - share) / a : 1 - exp(front) * fraction(b, a, share) / b
  }

  /// The continued fraction 8.17.22 there, from the front by the method of Lentz.
  private static func fraction(_ a: Double, _ b: Double, _ x: Double) -> Double {
    let tiny = 1e-300
    func safe(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
    var numerator = 1.0
    var denominator = 1 / safe(1 - (a + b) * x / (a + 1))
    var result = denominator
    for step in 1...10_000 {
      let m = Double(step)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      denominator = 1 / safe(1 + even * denominator)
      numerator = safe(1 + even / numerator)
      result *= denominator * numerator
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      denominator = 1 / safe(1 + odd * denominator)
      numerator = safe(1 + odd / numerator)
      let change = denominator * numerator
      result *= change
      if abs(change - 1) < 1e-14 { break }
    }
    return result
  }
}
