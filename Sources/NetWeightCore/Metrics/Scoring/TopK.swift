extension QualityMetric {
  /// The share of samples whose right class is among the `k` highest scores, 0…1. Of equal scores the first class is
  /// higher; an output with NaN is wrong.
  ///
  /// The measure of O. Russakovsky et al., "ImageNet Large Scale Visual Recognition Challenge", IJCV 115 (2015).
  /// - Parameter k: 1 or more; with 0 nothing is right.
  public static func topK(_ k: Int) -> QualityMetric {
    let name = "top-\(k) accuracy"
    return QualityMetric(name, scoring: AmongHighest(k: k, name: name))
  }
}

/// Whether the right class is among the highest scores.
private struct AmongHighest: BinaryScoring {
  let k: Int
  let name: String

  func isRight(_ output: Tensor, _ target: Target) throws -> Bool {
    let scores = output.scalars
    let label = try target.label(ofClasses: scores.count, for: name)
    guard !scores.contains(where: \.isNaN) else { return false }
    let before = scores.indices.count {
      scores[$0] > scores[label] || (scores[$0] == scores[label] && $0 < label)
    }
    return before < k
  }
}
