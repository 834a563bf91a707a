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

  /// Puts evidence together that was not gathered by a ``PairedEvaluation``: answers that are kept elsewhere, or counts
  /// of a simulation.
  public init(
    set: String, reference: String, whole: PairedOutcomes,
    slices: [(name: String, outcomes: PairedOutcomes)] = [], changes: AnswerChanges? = nil,
    notFinite: SampleList = SampleList(), baselineFile: String? = nil
  ) {
    self.set = set
    self.reference = reference
    self.whole = whole
    self.slices = slices.sorted { $0.name < $1.name }
    self.changes = changes
    self.notFinite = notFinite
    self.baselineFile = baselineFile
  }
}

/// Pairs the answers of two variants, sample by sample in the order of the set.
package struct QualityTally {
  private let metric: QualityMetric
  private var clusters = ClusterNumbers()
  private var whole: ScorePairs
  private var slices: [String: ScorePairs] = [:]
  private var changes = AnswerChanges()
  private var notFinite = SampleList()
  private var place = 0

  package init(_ metric: QualityMetric) {
    self.metric = metric
    whole = ScorePairs(metric)
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
    whole.add(before, score, cluster: cluster)
    let empty = ScorePairs(metric)
    for name in Set(sample.slices) {
      slices[name, default: empty].add(before, score, cluster: cluster)
    }
    if case (.right(let was), .right(let isRight)) = (before, score) {
      changes.add(sample, place: place, wasRight: was, answer: after, isRight: isRight)
    } else if let wasRight {
      changes.add(
        sample, place: place, wasRight: wasRight, answer: after, isRight: after.outcome.isCorrect)
    }
  }

  /// - Parameter hasLabels: whether answers are right or wrong at all.
  package func evidence(set: String, reference: String, hasLabels: Bool, baselineFile: String?)
    -> QualityEvidence
  {
    QualityEvidence(
      set: set, reference: reference, whole: whole.outcomes(in: clusters),
      slices: slices.map { ($0.key, $0.value.outcomes(in: clusters)) },
      changes: hasLabels || metric.scoring is any BinaryScoring ? changes : nil, notFinite: notFinite,
      baselineFile: baselineFile)
  }
}
