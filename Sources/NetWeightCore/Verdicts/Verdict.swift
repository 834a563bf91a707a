/// What became of a claim: computed once by a judgment, printed by others.
public struct Verdict: Sendable, Hashable, Codable {
  /// A line of detail with the word it stands under.
  public struct Note: Sendable, Hashable, Codable {
    /// One or two words: `new failures`.
    public var label: String
    /// The detail.
    public var text: String

    /// Puts a label before a text.
    public init(_ label: String, _ text: String) {
      self.label = label
      self.text = text
    }
  }

  /// The promise.
  public var claim: Claim
  /// The answer.
  public var ruling: Ruling
  /// What happened and by how much, in one sentence.
  public var summary: String
  /// The reference's value.
  public var baseline: Estimate?
  /// The variant's value.
  public var variant: Estimate?
  /// How far they are apart.
  public var difference: Estimate?
  /// What was promised of `difference`, where the verdict is one on that figure.
  public var limit: Limit?
  /// What else there is to know.
  public var notes: [Note]
  /// What made the measurement behind it noisier or less telling than it could be.
  public var warnings: [MeasurementWarning] = []
  /// The samples that were right and are wrong, the worst first, at most 50.
  public var newFailures: [AnswerChanges.NewFailure] = []
  /// How many such samples there are in all; nil where nobody counted.
  public var newFailureCount: Int?
  /// How live bytes came and went, where memory was measured.
  public var memory: MemoryPicture?
  /// The file of the baseline, where there is one: `Baselines/digits/fp32.json`.
  public var baselineFile: String?
  /// What to do next, a command where there is one. Empty for a promise that held.
  public var next: [String]

  /// Puts a verdict together.
  public init(
    claim: Claim, ruling: Ruling, summary: String, baseline: Estimate? = nil, variant: Estimate? = nil,
    difference: Estimate? = nil, notes: [Note] = [], baselineFile: String? = nil, next: [String] = []
  ) {
    self.claim = claim
    self.ruling = ruling
    self.summary = summary
    self.baseline = baseline
    self.variant = variant
    self.difference = difference
    self.notes = notes
    self.baselineFile = baselineFile
    self.next = next
  }

  /// A verdict on a set without a sample.
  static func inconclusive(_ claim: Claim, emptySet set: String) -> Verdict {
    .inconclusive(
      claim, .emptySet, "\(set) has no sample, so it says nothing of '\(claim.variant)'",
      next: ["add samples to \(set)"])
  }

  /// A verdict on a variant whose scores are NaN or infinite on some of so many samples.
  static func broken(
    _ claim: Claim, notFinite: SampleList, of samples: Int, baselineFile: String? = nil, next: String
  ) -> Verdict {
    Verdict(
      claim: claim, ruling: .broken,
      summary: "'\(claim.variant)' gave NaN or infinite scores on \(notFinite.count) of \(samples) samples",
      notes: [.init("not finite", "\(notFinite)")], baselineFile: baselineFile,
      next: [next])
  }

  /// A verdict on a variant whose runtime is not there, with every place that was tried.
  package static func inconclusive(_ claim: Claim, _ missing: RuntimeMissing) -> Verdict {
    var verdict = inconclusive(
      claim, .runtimeMissing, "'\(claim.variant)' cannot run: \(missing.summary)", next: [missing.next])
    verdict.notes = missing.attempts.enumerated().map { .init($0 == 0 ? "tried" : "", "\($1)") }
    return verdict
  }

  /// A verdict on a claim for which there is no evidence.
  public static func inconclusive(
    _ claim: Claim, _ reason: InconclusiveReason, _ summary: String, baselineFile: String? = nil,
    next: [String]
  ) -> Verdict {
    Verdict(
      claim: claim, ruling: .inconclusive(reason), summary: summary, baselineFile: baselineFile, next: next)
  }
}
