/// What samples add to a metric, summed or listed by cluster: all that a resampling of clusters needs.
struct ScoreRows: Sendable {
  /// By cluster. Numbers of an additive metric are summed, those of a ranking one follow each other.
  private(set) var rows: [Int: [Double]] = [:]
  private let isAdditive: Bool

  init(of metric: QualityMetric) { isAdditive = metric.scoring is any AdditiveScoring }

  mutating func add(_ statistics: [Double], cluster: Int) {
    guard isAdditive else {
      rows[cluster, default: []] += statistics
      return
    }
    // In place: taking the row out and putting it back would copy it.
    let key = rows.index(forKey: cluster)
    guard let key else {
      rows[cluster] = statistics
      return
    }
    for index in statistics.indices { rows.values[key][index] += statistics[index] }
  }

  /// In the order of the clusters' numbers.
  var inOrder: [[Double]] { rows.keys.sorted().map { rows[$0] ?? [] } }
}

extension QualityMetric {
  /// The metric over rows of which each counts so many times.
  func weighing(_ rows: [[Double]]) -> @Sendable (_ weights: [Double]) -> Double {
    if let ranking = scoring as? any RankingScoring { return ranking.ranking(of: rows) }
    guard let additive = scoring as? any AdditiveScoring, let width = rows.first?.count else {
      return { _ in .nan }
    }
    return { weights in
      var sums = [Double](repeating: 0, count: width)
      for (row, weight) in zip(rows, weights) where weight != 0 {
        for index in sums.indices { sums[index] += weight * row[index] }
      }
      return additive.value(of: sums)
    }
  }

  /// The metric over all rows.
  func value(of rows: [[Double]]) -> Double {
    weighing(rows)([Double](repeating: 1, count: rows.count))
  }
}
