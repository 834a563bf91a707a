/// Adds up what samples add to a metric with a reference and with a candidate.
struct ScorePairs {
  private let metric: QualityMetric
  private var samples = 0
  private var counts = PairedTally()
  private var reference, candidate: ScoreRows

  init(_ metric: QualityMetric) {
    self.metric = metric
    reference = ScoreRows(of: metric)
    candidate = reference
  }

  mutating func add(_ before: SampleScore, _ after: SampleScore, cluster: Int) {
    samples += 1
    switch (before, after) {
    case (.right(let was), .right(let isRight)):
      counts.add(reference: was, candidate: isRight, cluster: cluster)
    case (.statistics(let was), .statistics(let now)):
      // As baselines keep them, so that a verdict does not depend on whether the reference ran.
      reference.add(SampleStatistics.kept(was), cluster: cluster)
      candidate.add(SampleStatistics.kept(now), cluster: cluster)
    default: preconditionFailure("both were scored by one metric")
    }
  }

  /// - Parameter numbers: that the clusters were numbered with.
  func outcomes(in numbers: ClusterNumbers) -> PairedOutcomes {
    metric.scoring is any BinaryScoring
      ? PairedOutcomes(
        counts.counts(in: numbers), referenceRight: counts.referenceRight, metric: metric)
      : PairedOutcomes(
        samples: samples, hasGroups: numbers.hasGroups, metric: metric, reference: reference,
        candidate: candidate)
  }
}
