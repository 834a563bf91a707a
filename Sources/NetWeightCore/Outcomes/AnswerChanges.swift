/// Which samples are right before and wrong now, and how many the other way round.
public struct AnswerChanges: Sendable, Hashable {
  /// One that is wrong now.
  public struct NewFailure: Sendable, Hashable, Codable {
    /// The sample.
    public var sampleID: String
    /// Its place in the set, counted from 0.
    public var place: Int
    /// The slices it belongs to.
    public var slices: [String]
    /// The right class, which is what the reference said; nil of a sample without a label.
    public var expected: Int?
    /// What the candidate says.
    public var found: Int?
    /// The candidate's softmax probability of what it says, less that of the right class: how wrong it is, 0…1.
    public var wrongness: Double
    /// What the sample looks like, where its set says how to show it.
    public var picture: Picture?
  }

  /// Right before and wrong now.
  public private(set) var newFailures = 0
  /// Wrong before and right now.
  public private(set) var gains = 0
  /// The worst of the new failures, at most 50, the worst first.
  public var worst: [NewFailure] = []

  private static let most = 50

  /// Starts with none.
  public init() {}

  mutating func add(_ sample: Sample, place: Int, wasRight: Bool, answer: ScoredOutcome, isRight: Bool) {
    if !wasRight, isRight { gains += 1 }
    guard wasRight, !isRight else { return }
    newFailures += 1
    let failure = NewFailure(
      sampleID: sample.id, place: place, slices: sample.slices, expected: sample.target.label,
      found: answer.outcome.prediction, wrongness: answer.certainty.predicted - answer.certainty.right)
    // Of equal ones the first in the set comes first.
    let position = worst.firstIndex { $0.wrongness < failure.wrongness } ?? worst.count
    guard position < Self.most else { return }
    worst.insert(failure, at: position)
    if worst.count > Self.most { worst.removeLast() }
  }

  /// The first ten by name, and how many more there are.
  var list: String {
    let more = newFailures - min(10, worst.count)
    return worst.prefix(10).map(\.sampleID).joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
  }
}
