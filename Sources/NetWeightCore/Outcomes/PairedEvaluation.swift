/// A candidate and a reference on one set, paired sample by sample while it is walked once.
public struct PairedEvaluation: Sendable {
  /// What the candidate came to.
  public let candidate: Evaluation
  /// What the reference came to; nil when its answers were kept.
  public let reference: Evaluation?
  /// Both, paired.
  public let evidence: QualityEvidence

  /// What a candidate is compared with.
  public enum Reference: Sendable {
    /// A variant that is asked too.
    case variant(any Variant)
    /// What a baseline keeps of one: as many answers as the set has samples.
    case kept(name: String, metric: MetricRecord, accuracy: MetricRecord?, file: String)

    var variant: (any Variant)? { if case .variant(let variant) = self { variant } else { nil } }
  }

  /// Asks both, or only the candidate.
  /// - Parameters:
  ///   - candidate: the variant that is judged.
  ///   - reference: what it is compared with.
  ///   - metric: what is counted; accuracy besides where samples have labels.
  /// - Throws: ``EvaluationFailure``; ``SampleSetError``; ``ReferenceNotFinite`` when the reference itself gave NaN;
  ///   ``BaselineError`` when kept answers are not those of this set in this metric.
  public init(
    of candidate: any Variant, from reference: Reference, in metric: QualityMetric, on set: SampleSet,
    progress: @escaping @Sendable (EvaluationProgress) -> Void = { _ in }
  ) async throws {
    var pairs = QualityTally(metric)
    var after = EvaluationTally(set, metrics: [metric])
    var before = EvaluationTally(set, metrics: [metric])
    var inputs = InputFingerprint.Builder(samples: set.count)
    let metrics = after.metrics
    let questioned = try await QuestionedVariant(candidate, on: set)
    var other: QuestionedVariant?
    if let variant = reference.variant { other = try await QuestionedVariant(variant, on: set) }
    try reference.refuseOtherNumber(than: set.count)
    var place = 0
    try await SetWalk(set, progress: progress).run { [other] sample in
      Answers(
        hash: Fingerprint.of(sample.input), candidate: try await questioned.scored(sample, in: metrics),
        reference: try await other?.scored(sample, in: metrics))
    } _: { sample, answers in
      defer { place += 1 }
      let candidate = answers.candidate
      inputs.add(sample.input, hash: answers.hash)
      try after.add(sample, candidate, of: questioned.name)
      switch reference {
      case .variant(let variant):
        guard let scored = answers.reference else { return }
        try before.add(sample, scored, of: variant.name)
        guard let score = scored.scores.first else { return }
        pairs.add(
          sample, before: score, wasRight: sample.target.label == nil ? nil : scored.outcome.isCorrect,
          after: candidate)
      case .kept(_, let record, let accuracy, let file):
        guard let score = record.score(at: place) else { return }
        if let found = candidate.scores.first, !metric.adds(score, like: found) {
          throw BaselineError(
            file: file,
            problem:
              "keeps answers in \(metric) that count in another way than they do now, first of sample \(sample.id)",
            next:
              "give a metric that counts in another way another name, or delete the file and accept a new one"
          )
        }
        pairs.add(sample, before: score, wasRight: accuracy?.correct.map { $0[place] }, after: candidate)
      }
    }
    self.candidate = after.evaluation(of: candidate.name, inputs: inputs.fingerprint)
    switch reference {
    case .variant(let variant):
      guard before.notFinite.isEmpty else {
        throw ReferenceNotFinite(reference: variant.name, set: set.name, samples: before.notFinite)
      }
      self.reference = before.evaluation(of: variant.name, inputs: inputs.fingerprint)
      evidence = pairs.evidence(
        set: set.name, reference: variant.name, hasLabels: set.classes != nil, baselineFile: nil)
    case .kept(let name, _, let accuracy, let file):
      self.reference = nil
      evidence = pairs.evidence(
        set: set.name, reference: name, hasLabels: accuracy != nil, baselineFile: file)
    }
  }

  private struct Answers: Sendable {
    let hash: UInt64
    let candidate: ScoredOutcome
    let reference: ScoredOutcome?
  }
}

extension PairedEvaluation.Reference {
  fileprivate func refuseOtherNumber(than count: Int) throws(BaselineError) {
    guard case .kept(_, let metric, let accuracy, let file) = self else { return }
    let kept = [metric.answers ?? 0, accuracy?.answers ?? count]
    guard let other = kept.first(where: { $0 != count }) else { return }
    throw BaselineError(
      file: file, problem: "keeps \(other) answers, the set has \(count) samples",
      next: "delete the file and accept a new one")
  }
}

extension QualityMetric {
  /// Whether two samples, or two variants on one, add to the metric in the same way.
  fileprivate func adds(_ score: SampleScore, like other: SampleScore) -> Bool {
    switch (score, other) {
    case (.right, .right): true
    case (.statistics(let first), .statistics(let second)):
      !(scoring is any AdditiveScoring) || first.count == second.count
    default: false
    }
  }
}

extension MetricRecord {
  /// What a sample added; nil when it is not kept.
  func score(at place: Int) -> SampleScore? {
    if let correct { return .right(correct[place]) }
    return statistics.map { .statistics($0.rows[place]) }
  }

  /// Of how many samples answers are kept; nil when none are.
  public var answers: Int? { correct?.count ?? statistics?.rows.count }
}

/// A reference gave NaN or infinite scores, so that nothing can be compared with it.
public struct ReferenceNotFinite: Error, Equatable, CustomStringConvertible {
  /// The reference.
  public let reference: String
  /// On which set.
  public let set: String
  /// On which samples.
  public let samples: SampleList

  /// The message for people.
  public var description: String {
    "the reference '\(reference)' itself gave NaN or infinite scores on \(samples.count) samples of \(set), "
      + "first on \(samples.first.first ?? "")"
  }
}
