/// The drop of an additive metric over weighted clusters, with its standard error by linearization: what studentizes a
/// bootstrap's draws.
///
/// The infinitesimal jackknife of L. A. Jaeckel (1972), as in B. Efron, R. J. Tibshirani, An Introduction to the Bootstrap
/// (1993), chapter 21: each cluster moves the drop by the drop's gradient times what the cluster adds. Not the jackknife
/// of every draw, which says the same for a thousand times the work.
struct LinearizedDrop: Sendable {
  private let metric: QualityMetric
  private let scoring: any AdditiveScoring
  /// One row a cluster, of what it adds with the reference and then with the candidate; row by row.
  private let rows: [Double]
  private let width: Int
  /// How far each sum is moved to see how the drop follows; 0 where it is 0 in every row.
  private let steps: [Double]

  /// - Parameters:
  ///   - reference: one row a cluster.
  ///   - candidate: a row for each of the same clusters.
  /// - Returns: nil of a metric that is no function of sums.
  init?(_ metric: QualityMetric, reference: [[Double]], candidate: [[Double]]) {
    guard let scoring = metric.scoring as? any AdditiveScoring, let half = reference.first?.count else {
      return nil
    }
    let pairs = zip(reference, candidate).map { $0 + $1 }
    let width = 2 * half
    guard pairs.allSatisfy({ $0.count == width }) else { return nil }
    self.metric = metric
    self.scoring = scoring
    self.width = width
    rows = pairs.flatMap { $0 }
    // Far below what one cluster adds, and far above what rounding hides.
    steps = (0..<width).map { column in 1e-6 * pairs.reduce(0) { $0 + abs($1[column]) } }
  }

  /// - Parameter weights: how often each cluster counts.
  /// - Returns: the drop; NaN where it is undefined. And its standard error.
  func callAsFunction(_ weights: [Double]) -> (drop: Double, standardError: Double) {
    var sums = [Double](repeating: 0, count: width)
    for (cluster, weight) in weights.enumerated() where weight != 0 {
      for column in 0..<width { sums[column] += weight * rows[cluster * width + column] }
    }
    let drop = drop(sums)
    guard drop.isFinite else { return (drop, .nan) }
    let gradient = gradient(at: sums)
    let count = weights.reduce(0, +)
    // What a cluster of the mean's size adds, so that the number of clusters does not count as something that varies.
    let mean = zip(gradient, sums).reduce(0) { $0 + $1.0 * $1.1 } / count
    var squares = 0.0
    for (cluster, weight) in weights.enumerated() where weight != 0 {
      var influence = -mean
      for column in 0..<width { influence += gradient[column] * rows[cluster * width + column] }
      squares += weight * influence * influence
    }
    return (drop, (squares * count / (count - 1)).squareRoot())
  }

  private func drop(_ sums: [Double]) -> Double {
    metric.drop(
      from: scoring.value(of: Array(sums[..<(width / 2)])), to: scoring.value(of: Array(sums[(width / 2)...]))
    )
  }

  private func gradient(at sums: [Double]) -> [Double] {
    var moved = sums
    return (0..<width).map { column in
      guard steps[column] > 0 else { return 0 }
      defer { moved[column] = sums[column] }
      moved[column] = sums[column] + steps[column]
      let above = drop(moved)
      moved[column] = sums[column] - steps[column]
      let slope = (above - drop(moved)) / (2 * steps[column])
      // Where the metric ends, as at a class of which nothing was drawn, no drawn cluster adds to this sum.
      return slope.isFinite ? slope : 0
    }
  }
}
