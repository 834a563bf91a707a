/// A quotient of two sums over samples: a mean, an error rate.
struct RatioScoring: AdditiveScoring {
  /// What one sample adds above and below the line; both 0 leave it out.
  let terms: @Sendable (Tensor, Target) throws -> (above: Double, below: Double)

  /// Takes the terms of a sample.
  init(_ terms: @escaping @Sendable (Tensor, Target) throws -> (above: Double, below: Double)) {
    self.terms = terms
  }

  func statistics(of output: Tensor, _ target: Target) throws -> [Double] {
    let (above, below) = try terms(output, target)
    return [above, below]
  }

  func value(of sums: [Double]) -> Double {
    guard sums.count == 2, sums[1] > 0 else { return .nan }
    return sums[0] / sums[1]
  }
}
