/// What one sample adds to a metric.
public enum SampleScore: Sendable, Hashable {
  /// To a ``BinaryScoring``.
  case right(Bool)
  /// To an ``AdditiveScoring`` or a ``RankingScoring``.
  case statistics([Double])
}

extension QualityMetric {
  /// Scores one output.
  /// - Throws: ``TargetMismatch``, and what a custom metric throws.
  public func score(of output: Tensor, _ target: Target) throws -> SampleScore {
    switch scoring {
    case let scoring as any BinaryScoring: .right(try scoring.isRight(output, target))
    case let scoring as any AdditiveScoring: .statistics(try scoring.statistics(of: output, target))
    case let scoring as any RankingScoring: .statistics(try scoring.statistics(of: output, target))
    default: throw TargetMismatch(metric: name, problem: "it scores neither answers nor sums nor ranks")
    }
  }
}
