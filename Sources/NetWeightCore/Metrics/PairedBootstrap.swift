/// How uncertain the drop of a metric is, by drawing the clusters of a set anew with replacement, both variants' answers
/// to a sample always together.
///
/// B. Efron, R. J. Tibshirani, An Introduction to the Bootstrap (1993), chapters 8, 13 and 14; of machine translation
/// P. Koehn, "Statistical significance tests for machine translation evaluation" (EMNLP 2004). Approximate, and said to
/// be: what is right or wrong is judged by Tango's interval instead.
struct PairedBootstrap: Sendable {
  /// How often the clusters are drawn.
  static let draws = 2_000
  /// The same draws in every run, so that a verdict is a function of the answers.
  private static let seed: UInt64 = 0x6E65_7477_6569_6768

  let referenceValue: Double
  let candidateValue: Double
  /// How many clusters there are, and in how many of them the two differ.
  let clusters: Int
  let differing: Int
  /// How many there are that say something of their own: clusters, or all samples where none belong together and some
  /// only had to share a cluster's number.
  let independent: Int
  /// The drops of the draws in which the metric was defined, rising.
  private let drops: [Double]
  /// The draws' bias, and how fast the drop's spread changes with the drop: `BiasCorrection`.
  private let correction: BiasCorrection

  /// - Parameters:
  ///   - reference: one row a cluster.
  ///   - candidate: a row for each of the same clusters.
  ///   - independent: how many samples there are, where none belong together; nil where some do.
  init(_ metric: QualityMetric, reference: [[Double]], candidate: [[Double]], independent: Int?) {
    let before = metric.weighing(reference)
    let after = metric.weighing(candidate)
    let count = reference.count
    let all = [Double](repeating: 1, count: count)
    referenceValue = before(all)
    candidateValue = after(all)
    clusters = count
    self.independent = independent ?? count
    differing = zip(reference, candidate).count { $0 != $1 }
    guard count > 1, differing > 0, candidateValue.isFinite, referenceValue.isFinite else {
      drops = []
      correction = .none
      return
    }
    var generator = SplitMix64(seed: Self.seed)
    var weights = all
    drops = (0..<Self.draws).map { _ in
      for index in weights.indices { weights[index] = 0 }
      for _ in 0..<count { weights[generator.below(count)] += 1 }
      return metric.drop(from: before(weights), to: after(weights))
    }
    .filter { !$0.isNaN }.sorted()
    // Each cluster is left out once.
    let without = (0..<count).map { left in
      var others = all
      others[left] = 0
      return metric.drop(from: before(others), to: after(others))
    }
    correction = BiasCorrection(
      of: metric.drop(from: referenceValue, to: candidateValue), draws: drops, leavingOneOut: without)
  }

  /// The part of the draws that defined the metric, 0…1.
  var definedShare: Double { drops.isEmpty ? 1 : Double(drops.count) / Double(Self.draws) }

  /// The standard error of the drop; 0 when nothing differs.
  var standardError: Double {
    guard drops.count > 1 else { return 0 }
    let mean = drops.reduce(0, +) / Double(drops.count)
    let squares = drops.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(drops.count - 1)).squareRoot()
  }

  /// The drop below which the true one lies with a confidence; nil when nothing differs.
  func quantile(_ confidence: Double) -> Double? {
    guard !drops.isEmpty else { return nil }
    let share = correction.share(for: confidence, clusters: clusters)
    return drops[min(drops.count - 1, max(0, Int((share * Double(drops.count)).rounded(.down))))]
  }
}

extension QualityMetric {
  /// How much worse a value is: positive whichever way the metric gets worse.
  func drop(from reference: Double, to candidate: Double) -> Double {
    isBetterHigher ? reference - candidate : candidate - reference
  }
}
