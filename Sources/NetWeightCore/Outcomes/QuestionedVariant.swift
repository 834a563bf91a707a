/// A loaded variant that is asked samples of a set, whose failures name variant, sample and set.
package struct QuestionedVariant: Sendable {
  package let name: String
  private let loaded: any LoadedVariant
  private let set: SampleSet

  /// Loads the variant.
  package init(_ variant: any Variant, on set: SampleSet) async throws {
    try await variant.prepare()
    name = variant.name
    loaded = try await variant.load()
    self.set = set
  }

  /// The scores of one sample, shape `[classes]`.
  /// - Throws: ``EvaluationFailure`` when the variant throws or answers in another shape; CancellationError.
  package func scores(of sample: Sample) async throws -> Tensor {
    try Task.checkCancellation()
    let scores: Tensor
    do {
      scores = try await loaded.predict(sample.input)
    } catch let error as CancellationError {
      throw error
    } catch {
      throw EvaluationFailure(variant: name, sample: sample.id, set: set.name, problem: "\(error)")
    }
    return try checked(scores, of: sample)
  }

  /// The answer to one sample, and what it adds to each metric.
  /// - Throws: ``EvaluationFailure``, also when a metric cannot score the answer; CancellationError.
  package func scored(_ sample: Sample, in metrics: [QualityMetric]) async throws -> ScoredOutcome {
    let scores = try await scores(of: sample)
    return try named(sample) { try ScoredOutcome(sample, output: scores, metrics: metrics) }
  }

  /// Whether clipped activations can be counted.
  package var countsSaturation: Bool { loaded is any SaturationReporting }

  /// Whether layers show what they give.
  package var showsLayers: Bool { loaded is any LayerOutputReporting }

  /// The activations that were clipped on one sample; nil when the variant cannot tell.
  /// - Throws: ``EvaluationFailure``.
  package func saturation(on sample: Sample) throws -> [LayerSaturation]? {
    guard let reporting = loaded as? any SaturationReporting else { return nil }
    return try named(sample) { try reporting.saturation(on: sample.input) }
  }

  /// What each layer gives on one sample; nil when the variant does not show it.
  /// - Throws: ``EvaluationFailure``.
  package func layerOutputs(of sample: Sample) throws -> [(layer: String, output: Tensor)]? {
    guard let reporting = loaded as? any LayerOutputReporting else { return nil }
    return try named(sample) { try reporting.layerOutputs(of: sample.input) }
  }

  /// Names variant, sample and set in whatever goes wrong.
  private func named<Value>(_ sample: Sample, _ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch {
      throw EvaluationFailure(variant: name, sample: sample.id, set: set.name, problem: "\(error)")
    }
  }

  /// The scores of several samples, asked at once; nil when the variant takes only one at a time.
  package func scores(ofBatch samples: ArraySlice<Sample>) throws -> [Tensor]? {
    guard let batching = loaded as? any BatchPredicting, let first = samples.first else { return nil }
    let answers: [Tensor]
    do {
      answers = try batching.answers(to: samples.map(\.input))
    } catch {
      throw EvaluationFailure(variant: name, sample: first.id, set: set.name, problem: "\(error)")
    }
    return try zip(answers, samples).map { try checked($0, of: $1) }
  }

  private func checked(_ scores: Tensor, of sample: Sample) throws -> Tensor {
    if let classes = set.classes, scores.scalars.count != classes {
      let mismatch = ShapeMismatch(
        what: "output of variant '\(name)'", expected: [classes], found: scores.shape)
      throw EvaluationFailure(variant: name, sample: sample.id, set: set.name, problem: "\(mismatch)")
    }
    return scores
  }
}
