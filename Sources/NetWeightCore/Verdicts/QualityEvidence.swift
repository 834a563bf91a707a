/// The answers of a reference and a candidate on the same samples.
public struct QualityEvidence: Sendable {
  /// How sure a verdict on quality has to be.
  public enum Strength: Sendable, Hashable, Codable {
    /// The drop on this fixed set is a fact; it is compared with the margin.
    case observed
    /// The upper bound of the drop, one-sided at this confidence (0…1), has to be within the margin.
    case certified(Double)
  }

  /// The set: `digits/gold`.
  public var set: String
  /// The name of the reference.
  public var reference: String
  /// All samples.
  public var whole: PairedOutcomes
  /// The samples of each slice, sorted by name.
  public var slices: [(name: String, outcomes: PairedOutcomes)]
  /// What was right before and is wrong now; nil where answers are neither.
  public var changes: AnswerChanges?
  /// The samples on which the candidate's scores were not finite.
  public var notFinite: SampleList
  /// The file that the reference's outcomes come from; nil when it ran in this run.
  public var baselineFile: String?
}

/// Pairs the answers of two variants, sample by sample in the order of the set.
package struct QualityTally {
  private let metric: QualityMetric
  private var clusters = ClusterNumbers()
  private var whole: Pairs
  private var slices: [String: Pairs] = [:]
  private var changes = AnswerChanges()
  private var notFinite = SampleList()
  private var place = 0

  private struct Pairs {
    var samples = 0
    var counts = PairedTally()
    var reference, candidate: ScoreRows

    init(_ metric: QualityMetric) {
      reference = ScoreRows(of: metric)
      candidate = reference
    }
  }

  package init(_ metric: QualityMetric) {
    self.metric = metric
    whole = Pairs(metric)
  }

  /// - Parameters:
  ///   - before: what the sample added to the metric with the reference.
  ///   - wasRight: whether the reference was right, of a sample with a label.
  ///   - after: the candidate's answer, whose first score is the metric's.
  package mutating func add(_ sample: Sample, before: SampleScore, wasRight: Bool?, after: ScoredOutcome) {
    defer { place += 1 }
    let cluster = clusters.number(ofGroup: sample.group)
    guard after.outcome.isFinite, let score = after.scores.first else {
      notFinite.add(sample.id)
      return
    }
    Self.add(before, score, to: &whole, cluster: cluster)
    let empty = Pairs(metric)
    for name in Set(sample.slices) {
      Self.add(before, score, to: &slices[name, default: empty], cluster: cluster)
    }
    if case (.right(let was), .right(let isRight)) = (before, score) {
      changes.add(sample, place: place, wasRight: was, answer: after, isRight: isRight)
    } else if let wasRight {
      changes.add(
        sample, place: place, wasRight: wasRight, answer: after, isRight: after.outcome.isCorrect)
    }
  }

  private static func add(
    _ before: SampleScore, _ after: SampleScore, to pairs: inout Pairs, cluster: Int
  ) {
    pairs.samples += 1
    switch (before, after) {
    case (.right(let was), .right(let isRight)):
      pairs.counts.add(reference: was, candidate: isRight, cluster: cluster)
    case (.statistics(let was), .statistics(let now)):
      // As baselines keep them, so that a verdict does not depend on whether the reference ran.
      pairs.reference.add(SampleStatistics.kept(was), cluster: cluster)
      pairs.candidate.add(SampleStatistics.kept(now), cluster: cluster)
    default: preconditionFailure("both were scored by one metric")
    }
  }

  private func outcomes(_ pairs: Pairs) -> PairedOutcomes {
    metric.scoring is any BinaryScoring
      ? PairedOutcomes(
        pairs.counts.counts(hasGroups: clusters.hasGroups), referenceRight: pairs.counts.referenceRight,
        metric: metric)
      : PairedOutcomes(
        samples: pairs.samples, hasGroups: clusters.hasGroups, metric: metric, reference: pairs.reference,
        candidate: pairs.candidate)
  }

  /// - Parameter hasLabels: whether answers are right or wrong at all.
  package func evidence(set: String, reference: String, hasLabels: Bool, baselineFile: String?)
    -> QualityEvidence
  {
    QualityEvidence(
      set: set, reference: reference, whole: outcomes(whole),
      slices: slices.sorted { $0.key < $1.key }.map { ($0.key, outcomes($0.value)) },
      changes: hasLabels || metric.scoring is any BinaryScoring ? changes : nil, notFinite: notFinite,
      baselineFile: baselineFile)
  }
}
