import Foundation

extension QualityMetric {
  /// How many tokens the model hesitates between: the exponential of the mean negative log-likelihood of the right
  /// tokens, over all positions of all samples. 1 or more, lower is better; NaN of no token.
  ///
  /// F. Jelinek et al., "Perplexity – a measure of the difficulty of speech recognition tasks", JASA 62 (1977), S63.
  public static let perplexity = QualityMetric(
    "perplexity", isBetterHigher: false, unit: .plain, scoring: Perplexity())
}

private struct Perplexity: AdditiveScoring {
  private let loss = RatioScoring { output, target in
    let tokens = try target.tokens(of: output, for: "perplexity")
    let vocabulary = output.shape[1]
    var loss = 0.0
    for (position, token) in tokens.enumerated() {
      let logits = output.scalars[position * vocabulary..<(position + 1) * vocabulary]
      let logProbability = Softmax.logProbability(at: token, of: logits)
      guard logProbability.isFinite else {
        throw TargetMismatch(
          metric: "perplexity",
          problem: "the right token at position \(position) has no finite log-likelihood: "
            + "look for NaN or infinity among the logits")
      }
      loss -= logProbability
    }
    return (loss, Double(tokens.count))
  }

  func statistics(of output: Tensor, _ target: Target) throws -> [Double] {
    try loss.statistics(of: output, target)
  }

  func value(of sums: [Double]) -> Double { exp(loss.value(of: sums)) }
}
