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
    var tally = PairedTally()
    var clusters = ClusterNumbers()
    for (index, pair) in zip(reference, candidate).enumerated() {
      let group = groups.indices.contains(index) ? groups[index] : nil
      tally.add(reference: pair.0, candidate: pair.1, cluster: clusters.number(ofGroup: group))
    }
    self = tally.counts(hasGroups: clusters.hasGroups)
  }

  /// New failures less gains.
  public var netFailures: Int { newFailures - gains }

  /// The observed drop as a difference of two shares, −1…1.
  public var drop: Double { samples == 0 ? 0 : Double(netFailures) / Double(samples) }

  /// The share of samples whose answer went from right to wrong or back, 0…1.
  public var churn: Double { samples == 0 ? 0 : Double(newFailures + gains) / Double(samples) }
}

/// Counts pairs of answers one by one.
struct PairedTally {
  private var samples = 0
  private var newFailures = 0
  private var gains = 0
  /// How many the reference answered right.
  private(set) var referenceRight = 0
  /// Net failures and samples of each cluster.
  private var clusters: [Int: (net: Int, samples: Int)] = [:]

  mutating func add(reference: Bool, candidate: Bool, cluster: Int) {
    samples += 1
    if reference { referenceRight += 1 }
    let change = (reference ? 1 : 0) - (candidate ? 1 : 0)
    if change == 1 { newFailures += 1 }
    if change == -1 { gains += 1 }
    let known = clusters[cluster] ?? (0, 0)
    clusters[cluster] = (known.net + change, known.samples + 1)
  }

  /// - Parameter hasGroups: without groups all samples are independent, whichever clusters had to share a number.
  func counts(hasGroups: Bool) -> PairedCounts {
    PairedCounts(
      samples: samples, newFailures: newFailures, gains: gains, designEffect: hasGroups ? designEffect : 1)
  }

  /// The variance of cluster sums over the variance that independent samples would have.
  private var designEffect: Double {
    guard samples > 1 else { return 1 }
    let mean = Double(newFailures - gains) / Double(samples)
    let independent = Double(newFailures + gains) - Double(samples) * mean * mean
    let clustered = clusters.values.reduce(0) { sum, cluster in
      let deviation = Double(cluster.net) - Double(cluster.samples) * mean
      return sum + deviation * deviation
    }
    return independent > 0 ? max(1, clustered / independent) : 1
  }
}
