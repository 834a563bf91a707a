/// What one variant gave on one sample.
public struct Outcome: Sendable, Hashable {
  /// The sample.
  public let sampleID: String
  /// The index of the highest score; nil when a score is NaN, or when there is none.
  public let prediction: Int?
  /// Whether the prediction is the sample's label; never of a sample without one.
  public let isCorrect: Bool
  /// Whether all scores are finite.
  public let isFinite: Bool

  /// Judges scores against a sample. Of equal scores the first class wins, on every runtime alike.
  public init(sample: Sample, scores: Tensor) {
    sampleID = sample.id
    isFinite = scores.isFinite
    prediction = scores.indexOfHighest
    isCorrect = Self.isRight(prediction, sample.target)
  }

  // A function of its own: written into the initializer, the optimizer of Swift 6.3.1 stops with an ownership error.
  private static func isRight(_ prediction: Int?, _ target: Target) -> Bool {
    guard let prediction, case .label(let label) = target else { return false }
    return prediction == label
  }
}
