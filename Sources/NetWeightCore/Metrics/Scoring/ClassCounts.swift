/// For each class: how often it was right, how often it was answered, and how often it was both. What metrics of a
/// classifier's decisions are made of; the answer is the highest score, and none where a score is NaN.
struct ClassCounts: AdditiveScoring {
  /// The counts of one class.
  struct Class {
    var truths, answers, hits: Double
  }

  let name: String
  let summary: @Sendable ([Class]) -> Double

  func statistics(of output: Tensor, _ target: Target) throws -> [Double] {
    let label = try target.label(ofClasses: output.scalars.count, for: name)
    var counts = [Double](repeating: 0, count: 3 * output.scalars.count)
    counts[3 * label] = 1
    if let answer = output.indexOfHighest {
      counts[3 * answer + 1] = 1
      if answer == label { counts[3 * label + 2] = 1 }
    }
    return counts
  }

  func value(of sums: [Double]) -> Double {
    summary(
      (0..<sums.count / 3).map {
        Class(truths: sums[3 * $0], answers: sums[3 * $0 + 1], hits: sums[3 * $0 + 2])
      })
  }
}

extension Collection<Double> {
  /// The arithmetic mean; NaN of nothing.
  var mean: Double { reduce(0, +) / Double(count) }
}
