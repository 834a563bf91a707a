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
  /// Whether the reference was right, sample by sample.
  public var referenceCorrect: [Bool]
  /// The candidate's outcomes on the same samples.
  public var candidate: [Outcome]
  /// What samples have in common, sample by sample.
  public var groups: [String?]
  /// The slices with the indices of their samples.
  public var slices: [(name: String, indices: [Int])]
  /// The file that the reference's outcomes come from; nil when it ran in this run.
  public var baselineFile: String?

  /// Pairs a reference with an evaluation of the candidate.
  public init(
    set: SampleSet, reference: String, referenceCorrect: [Bool], candidate: [Outcome], baselineFile: String?
  ) {
    self.set = set.name
    self.reference = reference
    self.referenceCorrect = referenceCorrect
    self.candidate = candidate
    groups = set.samples.map(\.group)
    slices = set.slices
    self.baselineFile = baselineFile
  }

  /// The paired counts of all samples.
  public var counts: PairedCounts {
    PairedCounts(reference: referenceCorrect, candidate: candidate.map(\.isCorrect), groups: groups)
  }

  /// The paired counts of some samples.
  public func counts(of indices: [Int]) -> PairedCounts {
    PairedCounts(
      reference: indices.map { referenceCorrect[$0] }, candidate: indices.map { candidate[$0].isCorrect },
      groups: indices.map { groups[$0] })
  }
}
