import Foundation

/// A ratio of latencies as several processes found it, and how far they were apart.
///
/// Two processes differ by more than their own intervals say: the same code lies elsewhere in memory. Without this
/// spread a margin of 2 % failed on unchanged code in 85 % of checks when only the machine's noise was another.
public struct BetweenRuns: Sendable, Hashable, Codable {
  /// How many processes measured the ratio; at least 3.
  public var processes: Int
  /// The geometric mean of their ratios.
  public var ratio: Double
  /// The standard deviation of the logarithms of their ratios.
  public var logarithmicDeviation: Double

  /// Fewer processes say too little of their spread.
  public static let leastProcesses = 3

  /// Condenses the ratios of several processes.
  /// - Returns: nil for fewer than three ratios, or one that is not over 0.
  public init?(ratios: [Double]) {
    guard ratios.count >= Self.leastProcesses, ratios.allSatisfy({ $0.isFinite && $0 > 0 }) else {
      return nil
    }
    let logarithms = ratios.map { log($0) }
    let n = Double(ratios.count)
    let mean = logarithms.reduce(0, +) / n
    let squares = logarithms.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    processes = ratios.count
    ratio = Baseline.stable(exp(mean), digits: 4)
    logarithmicDeviation = Baseline.stable((squares / (n - 1)).squareRoot(), digits: 3)
  }

  /// How far a ratio of one more process may be from the mean, as a factor over 1, at the given confidence: the
  /// prediction interval of Student's t.
  /// - Parameter confidence: one-sided, 0…1.
  public func predictionFactor(confidence: Double) -> Double {
    // Layout alone moves identical code by sd 0.35 %; a few runs that happen to agree are no proof of less.
    let deviation = max(logarithmicDeviation, 0.0035)
    let t = StudentDistribution.quantile(confidence, degreesOfFreedom: processes - 1)
    return exp(t * deviation * (1 + 1 / Double(processes)).squareRoot())
  }
}
