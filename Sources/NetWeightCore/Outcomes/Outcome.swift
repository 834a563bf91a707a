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
    prediction = scores.scalars.contains(where: \.isNaN) ? nil : scores.scalars.indices.max { first, second in
      scores.scalars[first] < scores.scalars[second]
        || (scores.scalars[first] == scores.scalars[second] && first > second)
    }
    isCorrect = prediction == sample.label
  }
}
