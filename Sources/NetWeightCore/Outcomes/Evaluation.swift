/// What one variant gave on one set, condensed: nothing in it but the answers themselves grows with the set.
public struct Evaluation: Sendable {
  /// The variant that answered.
  public let variant: String
  /// The set it was asked.
  public let set: SampleSet
  /// What went into it.
  public let inputs: InputFingerprint
  /// The samples with NaN or infinite scores.
  public let notFinite: SampleList
  /// What it came to, by the names of the metrics; accuracy is among them where samples have labels.
  public let metrics: [String: MetricRecord]

  /// Asks a variant every sample of a set.
  /// - Throws: ``EvaluationFailure`` naming the sample when the variant throws or answers in another shape;
  ///   ``SampleSetError``.
  public init(
    of variant: any Variant, on set: SampleSet, metrics: [QualityMetric] = [],
    progress: @escaping @Sendable (EvaluationProgress) -> Void = { _ in }
  ) async throws {
    var tally = EvaluationTally(set, metrics: metrics)
    var inputs = InputFingerprint.Builder(samples: set.count)
    let asked = tally.metrics
    let questioned = try await QuestionedVariant(variant, on: set)
    try await SetWalk(set, progress: progress).run { sample in
      (try await questioned.scored(sample, in: asked), Fingerprint.of(sample.input))
    } _: { sample, answer in
      inputs.add(sample.input, hash: answer.1)
      try tally.add(sample, answer.0, of: variant.name)
    }
    self = tally.evaluation(of: variant.name, inputs: inputs.fingerprint)
  }

  init(
    variant: String, set: SampleSet, inputs: InputFingerprint, notFinite: SampleList,
    metrics: [String: MetricRecord]
  ) {
    self.variant = variant
    self.set = set
    self.inputs = inputs
    self.notFinite = notFinite
    self.metrics = metrics
  }
}

/// Adds up the answers of one variant, sample by sample in the order of the set.
struct EvaluationTally {
  let set: SampleSet
  /// What is asked for, and accuracy where samples have labels: the one that every report shows.
  let metrics: [QualityMetric]
  private(set) var notFinite = SampleList()
  private var tallies: [MetricTally]

  init(_ set: SampleSet, metrics: [QualityMetric]) {
    self.set = set
    let accuracy = QualityMetric.accuracy
    self.metrics =
      metrics + (set.classes == nil || metrics.contains { $0.name == accuracy.name } ? [] : [accuracy])
    tallies = self.metrics.map { MetricTally($0) }
  }

  /// - Parameter variant: whose answer it is.
  /// - Throws: ``EvaluationFailure`` of an answer that cannot be added to those before it.
  mutating func add(
    _ sample: Sample, _ answer: ScoredOutcome, of variant: String
  ) throws(EvaluationFailure) {
    guard answer.outcome.isFinite else {
      notFinite.add(sample.id)
      return
    }
    do {
      for index in tallies.indices {
        try tallies[index].add(answer.scores[index], sample.slices)
      }
    } catch {
      throw EvaluationFailure(variant: variant, sample: sample.id, set: set.name, problem: "\(error)")
    }
  }

  /// - Parameter inputs: what went into the variant.
  func evaluation(of variant: String, inputs: InputFingerprint) -> Evaluation {
    Evaluation(
      variant: variant, set: set, inputs: inputs, notFinite: notFinite,
      metrics: Dictionary(
        zip(metrics, tallies).map { ($0.name, $1.record) }, uniquingKeysWith: { first, _ in first }))
  }
}

/// Adds up one metric.
private struct MetricTally {
  private let metric: QualityMetric
  /// Until there are too many of them for a baseline.
  private var keepsStatistics: Bool
  private var numbers = 0
  /// How many numbers a sample adds to sums.
  private var width: Int?
  private var whole: Sums
  private var slices: [String: Sums] = [:]
  private var correct = BitString()
  private var statistics: [[Double]] = []

  private struct Sums {
    var right = 0
    var samples = 0
    var rows: ScoreRows
  }

  init(_ metric: QualityMetric) {
    self.metric = metric
    keepsStatistics = !(metric.scoring is any BinaryScoring)
    whole = Sums(rows: ScoreRows(of: metric))
  }

  mutating func add(_ score: SampleScore, _ names: [String]) throws(TargetMismatch) {
    if case .statistics(let row) = score, metric.scoring is any AdditiveScoring {
      let width = width ?? row.count
      self.width = width
      guard row.count == width else {
        throw TargetMismatch(
          metric: metric.name,
          problem: "the answer adds \(row.count) numbers, those to samples before it \(width) each; "
            + "all outputs have to be of one length")
      }
    }
    Self.add(score, to: &whole)
    let empty = Sums(rows: ScoreRows(of: metric))
    for name in Set(names) { Self.add(score, to: &slices[name, default: empty]) }
    switch score {
    case .right(let isRight): correct.append(isRight)
    case .statistics(let row): if keepsStatistics { keep(row) }
    }
  }

  private mutating func keep(_ row: [Double]) {
    numbers += row.count
    keepsStatistics = numbers <= MetricRecord.mostNumbers
    if keepsStatistics { statistics.append(row) } else { statistics = [] }
  }

  private static func add(_ score: SampleScore, to sums: inout Sums) {
    sums.samples += 1
    switch score {
    case .right(let isRight): if isRight { sums.right += 1 }
    // In one cluster: a value, unlike its spread, does not depend on what belongs together.
    case .statistics(let numbers): sums.rows.add(numbers, cluster: 0)
    }
  }

  private func value(_ sums: Sums) -> Double? {
    guard sums.samples > 0 else { return nil }
    let value =
      metric.scoring is any BinaryScoring
      ? Double(sums.right) / Double(sums.samples) : metric.value(of: sums.rows.inOrder)
    return value.isFinite ? Baseline.stable(value) : nil
  }

  var record: MetricRecord {
    MetricRecord(
      value: value(whole), slices: slices.compactMapValues(value),
      correct: metric.scoring is any BinaryScoring ? correct : nil,
      statistics: keepsStatistics ? SampleStatistics(statistics) : nil)
  }
}

/// A variant could not answer a sample.
public struct EvaluationFailure: Error, Equatable, CustomStringConvertible {
  /// The variant that was asked.
  public let variant: String
  /// The sample it was asked.
  public let sample: String
  /// The set that the sample is of.
  public let set: String
  /// What went wrong.
  public let problem: String

  /// The message for people.
  public var description: String { "variant '\(variant)' failed on sample \(sample) of \(set): \(problem)" }
}
