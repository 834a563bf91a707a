/// What one variant gave on one sample.
public struct Outcome: Sendable, Hashable {
  /// The sample.
  public let sampleID: String
  /// The class with the highest score; nil when a score is NaN, or when there is none.
  public let prediction: Int?
  /// Whether the prediction is the sample's label.
  public let isCorrect: Bool
  /// Whether all scores are finite.
  public let isFinite: Bool

  /// Judges scores against a sample. Of equal scores the first class wins, on every runtime alike.
  public init(sample: Sample, scores: Tensor) {
    sampleID = sample.id
    isFinite = scores.isFinite
    prediction = scores.scalars.contains(where: \.isNaN) ? nil : Self.firstHighest(of: scores.scalars)
    isCorrect = prediction == sample.label
  }

  private static func firstHighest(of scores: [Float]) -> Int? {
    scores.indices.max { scores[$0] < scores[$1] || (scores[$0] == scores[$1] && $0 > $1) }
  }
}
