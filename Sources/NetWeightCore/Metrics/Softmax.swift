import Foundation

/// The softmax of scores, in Double and shifted by the highest, so that nothing overflows. Not finite where scores
/// are not; a score of −∞ among others is a probability of 0.
enum Softmax {
  /// The natural logarithms of the probabilities, 0 or less.
  static func logProbabilities(_ scores: [Float]) -> [Double] {
    let (highest, logSum) = normalizer(of: scores)
    return scores.map { Double($0) - highest - logSum }
  }

  /// The natural logarithm of one probability; of a vocabulary of thousands no other is asked for.
  static func logProbability(at index: Int, of scores: ArraySlice<Float>) -> Double {
    let (highest, logSum) = normalizer(of: scores)
    return Double(scores[scores.startIndex + index]) - highest - logSum
  }

  /// The probabilities, 0…1. By division and not as powers of the logarithms, so that one of two equal scores is 0.5
  /// to the last bit.
  static func probabilities(_ scores: [Float]) -> [Double] {
    let highest = Double(scores.max() ?? 0)
    let powers = scores.map { exp(Double($0) - highest) }
    let sum = powers.reduce(0, +)
    return powers.map { $0 / sum }
  }

  private static func normalizer(of scores: some Collection<Float>) -> (highest: Double, logSum: Double) {
    let highest = Double(scores.max() ?? 0)
    return (highest, log(scores.reduce(0) { $0 + exp(Double($1) - highest) }))
  }
}
