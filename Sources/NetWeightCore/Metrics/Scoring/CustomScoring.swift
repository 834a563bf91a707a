extension QualityMetric {
  /// The mean of a number that you compute for each sample; NaN of no sample.
  /// - Parameters:
  ///   - name: what baselines keep it under.
  ///   - isBetterHigher: whether more of it is better.
  ///   - unit: `.fraction` for 0…1, where a margin may be in points; `.plain` for any other.
  ///   - perSample: the number of an output and its target. One that is not finite is a ``TargetMismatch``.
  public static func custom(
    _ name: String, isBetterHigher: Bool = true, unit: Estimate.Unit = .fraction,
    perSample: @escaping @Sendable (Tensor, Target) throws -> Double
  ) -> QualityMetric {
    QualityMetric(
      name, isBetterHigher: isBetterHigher, unit: unit,
      scoring: RatioScoring { output, target in
        let value = try perSample(output, target)
        guard value.isFinite else {
          throw TargetMismatch(
            metric: name, problem: "the sample's value is \(value), expected a finite number")
        }
        return (value, 1)
      })
  }

  /// The share of samples that you find right, 0…1, judged exactly.
  /// - Parameters:
  ///   - name: what baselines keep it under.
  ///   - isRight: whether an output is right for its target.
  public static func custom(
    _ name: String, isRight: @escaping @Sendable (Tensor, Target) throws -> Bool
  ) -> QualityMetric {
    QualityMetric(name, scoring: CustomDecision(decide: isRight))
  }
}

private struct CustomDecision: BinaryScoring {
  let decide: @Sendable (Tensor, Target) throws -> Bool

  func isRight(_ output: Tensor, _ target: Target) throws -> Bool { try decide(output, target) }
}
