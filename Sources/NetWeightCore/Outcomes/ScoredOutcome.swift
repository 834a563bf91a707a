/// An outcome with what it adds to each metric that is asked for.
package struct ScoredOutcome: Sendable {
  let outcome: Outcome
  /// One a metric, in their order; none of an output that is not finite.
  let scores: [SampleScore]
  /// How sure a classification is of its prediction, and how much of its certainty is left for the right class: softmax
  /// probabilities, 0…1.
  let certainty: (predicted: Double, right: Double)

  /// - Throws: ``TargetMismatch``.
  package init(_ sample: Sample, output: Tensor, metrics: [QualityMetric]) throws {
    let outcome = Outcome(sample: sample, scores: output)
    self.outcome = outcome
    scores = outcome.isFinite ? try metrics.map { try $0.score(of: output, sample.target) } : []
    guard let label = sample.target.label, let prediction = outcome.prediction, outcome.isFinite,
      !outcome.isCorrect, output.scalars.indices.contains(label)
    else {
      certainty = (outcome.isCorrect ? 1 : 0, outcome.isCorrect ? 1 : 0)
      return
    }
    let probabilities = Softmax.probabilities(output.scalars)
    certainty = (probabilities[prediction], probabilities[label])
  }
}
