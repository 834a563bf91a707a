/// Right and wrong answers of two variants on the same samples.
public struct PairedCounts: Sendable, Hashable, Codable {
  /// Samples that both were asked.
  public var samples: Int
  /// Right before and wrong now: new failures.
  public var newFailures: Int
  /// Wrong before and right now.
  public var gains: Int
  /// How many times more uncertain the difference is than if all samples were independent, at least 1: the
  /// design effect of samples that share a group (Kish, Survey Sampling, 1965).
  public var designEffect: Double

  /// Counts given directly.
  public init(samples: Int, newFailures: Int, gains: Int, designEffect: Double = 1) {
    self.samples = samples
    self.newFailures = newFailures
    self.gains = gains
    self.designEffect = designEffect
  }

  /// Counts two lists of right (true) and wrong (false), sample by sample.
  /// - Parameter groups: what samples have in common, one entry per sample; nil entries stand alone.
  public init(reference: [Bool], candidate: [Bool], groups: [String?] = []) {
    let changes = zip(reference, candidate).map { ($0 ? 1 : 0) - ($1 ? 1 : 0) }
    samples = changes.count
    newFailures = changes.count { $0 == 1 }
    gains = changes.count { $0 == -1 }
    designEffect = Self.designEffect(of: changes, groups: groups)
  }

  /// New failures less gains.
  public var netFailures: Int { newFailures - gains }

  /// The observed drop as a difference of two shares, −1…1.
  public var drop: Double { samples == 0 ? 0 : Double(netFailures) / Double(samples) }

  /// The share of samples whose answer went from right to wrong or back, 0…1.
  public var churn: Double { samples == 0 ? 0 : Double(newFailures + gains) / Double(samples) }

  /// The variance of group sums over the variance that independent samples would have.
  private static func designEffect(of changes: [Int], groups: [String?]) -> Double {
    guard groups.count == changes.count, changes.count > 1 else { return 1 }
    let mean = Double(changes.reduce(0, +)) / Double(changes.count)
    let deviations = changes.map { Double($0) - mean }
    let independent = deviations.reduce(0) { $0 + $1 * $1 }
    let clustered = deviations.summed(byGroups: groups).reduce(0) { $0 + $1 * $1 }
    return independent > 0 ? max(1, clustered / independent) : 1
  }
}
