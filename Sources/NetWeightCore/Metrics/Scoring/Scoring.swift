/// How a metric counts: what one sample adds to it. Either a ``BinaryScoring``, an ``AdditiveScoring`` or a
/// ``RankingScoring``, since that decides how its uncertainty is found.
public protocol Scoring: Sendable {}

/// Each sample is right or wrong, and the metric is the share of right ones. Judged exactly, by Tango's interval.
public protocol BinaryScoring: Scoring {
  /// Whether an output is right.
  /// - Parameters:
  ///   - output: what the variant gave.
  ///   - target: what was expected.
  /// - Throws: ``TargetMismatch`` when the output or the target is not of the kind that the metric scores.
  func isRight(_ output: Tensor, _ target: Target) throws -> Bool
}

/// Each sample adds numbers, and the metric is a function of their sums: a mean, F1, BLEU.
public protocol AdditiveScoring: Scoring {
  /// What one sample adds; as many numbers for each sample of a set.
  /// - Throws: ``TargetMismatch``.
  func statistics(of output: Tensor, _ target: Target) throws -> [Double]
  /// The metric; NaN where it is undefined, as AUROC is for one class.
  /// - Parameter sums: over samples, each any number of times.
  func value(of sums: [Double]) -> Double
}

/// Samples have to be ranked among each other: AUROC, mean average precision.
public protocol RankingScoring: Scoring {
  /// What one sample adds; of any length.
  /// - Throws: ``TargetMismatch``.
  func statistics(of output: Tensor, _ target: Target) throws -> [Double]
  /// Ranks once, for many weightings. A weight for each row says how often it counts, 0 or more; the answer is the
  /// metric, NaN where it is undefined.
  /// - Parameter rows: the statistics of one sample or, one after the other, of several that belong together.
  func ranking(of rows: [[Double]]) -> @Sendable (_ weights: [Double]) -> Double
}

/// An output or a target is not of the kind that a metric scores.
public struct TargetMismatch: Error, Equatable, CustomStringConvertible {
  /// The metric.
  public let metric: String
  /// What is wrong, and what was expected.
  public let problem: String

  /// Says what a metric cannot score.
  public init(metric: String, problem: String) {
    self.metric = metric
    self.problem = problem
  }

  /// The message for people.
  public var description: String { "\(metric) cannot be scored: \(problem)" }
}
