/// How others decide whether a candidate got slower, on durations of the reference and of the candidate.
public enum Rule {
  /// A quantile of the candidate over the reference's by more than a share: what a threshold in a CI script does.
  public static func quantile(
    _ probability: Double, of candidate: [Double], over reference: [Double], byMoreThan share: Double
  ) -> Bool {
    sampleQuantile(probability, candidate) > sampleQuantile(probability, reference) * (1 + share)
  }

  /// The medians of nine repetitions of each, compared by the one-sided test of Mann and Whitney at 1 %: what
  /// `benchstat` does with `-count 9`, with the direction known.
  public static func mannWhitney(_ candidate: [Double], over reference: [Double], repetitions: Int = 9)
    -> Bool
  {
    let a = medians(of: reference, repetitions)
    let b = medians(of: candidate, repetitions)
    guard a.count == repetitions, b.count == repetitions else { return false }
    return MannWhitney.probability(b, isAbove: a) < 0.01
  }

  /// Quadruples reference, candidate, candidate, reference; an exact one-sided sign test at 1 % of which half took
  /// longer. The idea of nanobench's `compare`, in our code: its epochs and its early end are not reproduced.
  public static func signs(ofQuadruples quadruples: [(reference: Double, candidate: Double)]) -> Bool {
    let decided = quadruples.filter { $0.reference != $0.candidate }
    let slower = decided.filter { $0.candidate > $0.reference }.count
    return SignTest.probability(ofAtLeast: slower, of: decided.count) < 0.01
  }

  private static func medians(of durations: [Double], _ repetitions: Int) -> [Double] {
    let length = durations.count / repetitions
    guard length > 0 else { return [] }
    return (0..<repetitions).map { sampleQuantile(0.5, Array(durations[$0 * length..<($0 + 1) * length])) }
  }
}

/// A quantile by linear interpolation; NaN for no values. Not NetWeight's, so that a fault there would show here.
public func sampleQuantile(_ probability: Double, _ values: [Double]) -> Double {
  guard !values.isEmpty else { return .nan }
  let sorted = values.sorted()
  let position = probability * Double(sorted.count - 1)
  let index = Int(position)
  let next = sorted[min(index + 1, sorted.count - 1)]
  return sorted[index] + (position - Double(index)) * (next - sorted[index])
}
