import Foundation

/// Whether a variant gives the same outputs however it is asked: again, in another order, loaded anew, several at
/// once, in batches.
public struct OutputStability: Sendable {
  /// One way of asking.
  public struct Trial: Sendable, Hashable {
    /// In words: `asked again`, `in batches of 8`.
    public var name: String
    /// The samples whose scores are further from those of the first time than is allowed.
    public var different: [String]
    /// The largest difference of two scores.
    public var largestError: Double
  }

  /// How many samples were asked.
  public let samples: Int
  /// How far two scores may be apart and still be the same.
  public let tolerance: Double
  /// The samples with NaN or infinite scores at the first time.
  public let notFinite: [String]
  /// Each way of asking, in the order in which it was tried.
  public private(set) var trials: [Trial] = []
  /// What was not tried, and why.
  public private(set) var untried: [String] = []

  /// Samples beyond these are not asked: each answer is kept, and what is unstable shows in far fewer.
  public static let mostSamples = 2_000
  private static let batches = [2, 8]

  /// Asks a variant.
  /// - Parameter tolerance: how far two scores may be apart and still be the same, 0 or more; at 0 they have the same
  ///   bits, but for the sign of zero.
  /// - Throws: ``EvaluationFailure``, and what loading throws.
  public init(of variant: any Variant, on set: SampleSet, tolerance: Double) async throws {
    let samples = try set.first(Self.mostSamples)
    self.samples = samples.count
    self.tolerance = tolerance
    let questioned = try await QuestionedVariant(variant, on: set)
    let first = try await Self.answers(questioned, samples)
    notFinite = zip(samples, first).filter { !$1.isFinite }.map(\.0.id)
    func add(_ name: String, _ answers: [Tensor]) {
      trials.append(Self.compare(name, samples, first, answers, tolerance: tolerance))
    }
    add("asked again", try await Self.answers(questioned, samples))
    add("in reverse order", try await Self.answers(questioned, samples.reversed()).reversed())
    add("loaded anew", try await Self.answers(try await QuestionedVariant(variant, on: set), samples))
    if ProcessInfo.processInfo.activeProcessorCount > 1 {
      for (name, tasks) in [("two at once", 2), ("four at once", 4)] {
        add(name, try await Self.answersAtOnce(questioned, samples, tasks: tasks))
      }
    } else {
      untried.append("several at once: there is one core")
    }
    if set.count > samples.count {
      untried.append("samples beyond the first \(samples.count) of \(set.count)")
    }
    for size in Self.batches {
      guard size <= samples.count else {
        untried.append("batches of \(size): there are \(samples.count) samples")
        continue
      }
      guard let answers = try Self.answers(questioned, samples, inBatchesOf: size) else {
        untried.append("batches: the variant answers one input at a time")
        break
      }
      add("in batches of \(size)", answers)
    }
  }

  private static func answers(_ variant: QuestionedVariant, _ samples: [Sample]) async throws -> [Tensor] {
    var answers: [Tensor] = []
    for sample in samples { answers.append(try await variant.scores(of: sample)) }
    return answers
  }

  /// Each task has every so-many-th sample, so that neighbours are asked for at the same time.
  private static func answersAtOnce(
    _ variant: QuestionedVariant, _ samples: [Sample], tasks: Int
  ) async throws -> [Tensor] {
    try await withThrowingTaskGroup(of: [(Int, Tensor)].self) { group in
      for start in 0..<tasks {
        group.addTask {
          var answers: [(Int, Tensor)] = []
          for index in stride(from: start, to: samples.count, by: tasks) {
            answers.append((index, try await variant.scores(of: samples[index])))
          }
          return answers
        }
      }
      var all: [(Int, Tensor)] = []
      for try await answers in group { all += answers }
      return all.sorted { $0.0 < $1.0 }.map(\.1)
    }
  }

  private static func answers(
    _ variant: QuestionedVariant, _ samples: [Sample], inBatchesOf size: Int
  ) throws -> [Tensor]? {
    var answers: [Tensor] = []
    for start in stride(from: 0, to: samples.count, by: size) {
      try Task.checkCancellation()
      let batch = samples[start..<min(start + size, samples.count)]
      guard let some = try variant.scores(ofBatch: batch) else { return nil }
      answers += some
    }
    return answers
  }

  private static func compare(
    _ name: String, _ samples: [Sample], _ first: [Tensor], _ second: [Tensor], tolerance: Double
  ) -> Trial {
    var trial = Trial(name: name, different: [], largestError: 0)
    for (sample, (before, after)) in zip(samples, zip(first, second)) {
      // NaN and infinity are told of apart; here they only have to be the same ones.
      let error = zip(before.scalars, after.scalars).reduce(0) { worst, pair in
        if pair.0 == pair.1 || (pair.0.isNaN && pair.1.isNaN) { return worst }
        let difference = abs(Double(pair.0) - Double(pair.1))
        return max(worst, difference.isFinite ? difference : .infinity)
      }
      trial.largestError = max(trial.largestError, error)
      if error > tolerance { trial.different.append(sample.id) }
    }
    return trial
  }
}
