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
    self = tally.counts(in: clusters)
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

  /// - Parameter numbers: that the clusters were numbered with. Without groups all samples are independent, whichever
  ///   clusters had to share a number.
  func counts(in numbers: ClusterNumbers) -> PairedCounts {
    PairedCounts(
      samples: samples, newFailures: newFailures, gains: gains,
      designEffect: numbers.hasGroups ? designEffect(ofClusters: numbers.meanSize) : 1)
  }

  /// The variance of cluster sums over the variance that independent samples would have.
  ///
  /// A few flips say little of how samples of a cluster flip together, and none say nothing: a set of 100 originals of
  /// ten each, of which every hundredth fails as a whole, shows no flip in 37 % of cases. So the effect is at least that
  /// with one cluster more that flipped as a whole, which counts less the more flips there are.
  /// - Parameter size: the samples of such a cluster, unless those of this tally are smaller.
  private func designEffect(ofClusters size: Double) -> Double {
    guard samples > 1 else { return 1 }
    let mean = Double(newFailures - gains) / Double(samples)
    let independent = Double(newFailures + gains) - Double(samples) * mean * mean
    // Of whole numbers, whose sums are the same in whichever order the dictionary has them.
    let sums = clusters.values.reduce(into: (nets: 0, products: 0, squares: 0)) { sums, cluster in
      sums.nets += cluster.net * cluster.net
      sums.products += cluster.net * cluster.samples
      sums.squares += cluster.samples * cluster.samples
    }
    let squares = Double(sums.squares)
    // The sum of (net - samples · mean)².
    let clustered = max(0, Double(sums.nets) - 2 * mean * Double(sums.products) + mean * mean * squares)
    let whole = min(size, squares / Double(samples))
    return max(
      1, independent > 0 ? clustered / independent : 1, (clustered + whole * whole) / (independent + whole))
  }
}
