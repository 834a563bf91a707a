/// The outcomes of one variant on one set, in the order of the set.
public struct Evaluation: Sendable {
  /// The variant that answered.
  public let variant: String
  /// The set it was asked.
  public let set: SampleSet
  /// One per sample.
  public let outcomes: [Outcome]

  /// The samples with NaN or infinite scores.
  public var notFinite: [Outcome] { outcomes.filter { !$0.isFinite } }

  /// Asks a variant every sample of a set.
  /// - Throws: ``EvaluationFailure`` naming the sample when the variant throws or answers in another shape.
  public init(of variant: any Variant, on set: SampleSet) async throws {
    let questioned = try await QuestionedVariant(variant, on: set)
    var outcomes: [Outcome] = []
    outcomes.reserveCapacity(set.samples.count)
    for sample in set.samples {
      outcomes.append(Outcome(sample: sample, scores: try await questioned.scores(of: sample)))
    }
    self.variant = variant.name
    self.set = set
    self.outcomes = outcomes
  }
}

/// A variant could not answer a sample.
public struct EvaluationFailure: Error, Equatable, CustomStringConvertible {
  /// The variant that was asked.
  public let variant: String
  /// The sample it was asked.
  public let sample: String
  /// The set that the sample is of.
  public let set: String
  /// What went wrong.
  public let problem: String

  /// The message for people.
  public var description: String { "variant '\(variant)' failed on sample \(sample) of \(set): \(problem)" }
}
