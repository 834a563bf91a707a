extension QualityMetric {
  /// The mean over classes of the share of their samples that were answered right, 0…1; over the classes that occur,
  /// and NaN where none does. An output with NaN is wrong.
  ///
  /// K. H. Brodersen et al., "The balanced accuracy and its posterior distribution", ICPR (2010), without the
  /// adjustment for chance: scikit-learn's `balanced_accuracy_score`.
  public static let balancedAccuracy = QualityMetric(
    "balanced accuracy",
    scoring: ClassCounts(name: "balanced accuracy") { classes in
      classes.filter { $0.truths > 0 }.map { $0.hits / $0.truths }.mean
    })
}
