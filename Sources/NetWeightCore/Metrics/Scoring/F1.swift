extension QualityMetric {
  /// How F1 is taken over classes.
  public enum F1Average: String, Sendable, Hashable {
    /// The mean of each class's own F1: small classes weigh as much as large ones.
    case macro
    /// The F1 of all classes' counts together: where every sample has an answer, the accuracy.
    case micro
  }

  /// The harmonic mean of precision and recall, 2·TP / (2·TP + FP + FN), 0…1; over the classes that occur in the truth
  /// or among the answers, and NaN where none does. An output with NaN answers no class.
  ///
  /// C. J. van Rijsbergen, Information Retrieval, 2nd edition (1979), chapter 7: scikit-learn's `f1_score`.
  public static func f1(_ average: F1Average) -> QualityMetric {
    let name = "\(average.rawValue) F1"
    return QualityMetric(
      name,
      scoring: ClassCounts(name: name) { classes in
        switch average {
        case .macro: classes.filter { $0.truths + $0.answers > 0 }.map { $0.f1 }.mean
        case .micro:
          2 * classes.reduce(0) { $0 + $1.hits } / classes.reduce(0) { $0 + $1.truths + $1.answers }
        }
      })
  }
}

extension ClassCounts.Class {
  fileprivate var f1: Double { 2 * hits / (truths + answers) }
}
