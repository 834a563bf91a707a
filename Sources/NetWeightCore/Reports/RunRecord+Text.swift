/// What every report says of a run as a whole.
extension RunRecord {
  /// How many verdicts there are of each kind: `15 held`, `0 broken`, `0 inconclusive`, and `2 skipped` where there are.
  package var counts: [(ruling: String, count: Int)] {
    ["held", "broken", "inconclusive", "skipped"].map { name in
      (name, verdicts.count { $0.ruling.name == name })
    }.filter { $0.0 != "skipped" || $0.1 > 0 }
  }

  /// `digits: 15 held, 0 broken, 0 inconclusive`.
  var headline: String {
    "\(suite): \(counts.map { "\($0.count) \($0.ruling)" }.joined(separator: ", "))"
  }

  /// Where and how it was measured, and what the columns of ``VariantTable`` mean.
  var conditions: String {
    """
    Measured on \(machine), \(configuration) build, with \(runtimes). Accuracy is the share of right \
    answers; p50 and p95 are of one call, interleaved with the reference\(allocation); \(interruptions); peak memory is what was \
    requested at once while loading and running, in a process of its own; — was not measured in this run.
    """
  }

  /// What disturbed the measurements, promise by promise.
  var disturbances: [(promise: String, warning: MeasurementWarning)] {
    verdicts.flatMap { verdict in verdict.warnings.map { (verdict.claim.sourceText, $0) } }
  }

  private var allocation: String { allocator.map { ", memory from \($0) and not counted" } ?? "" }

  private var runtimes: String {
    Set(variants.map { "\($0.provenance.runtime)" }).sorted().joined(separator: ", ")
  }

  private var interruptions: String {
    preemption == .none
      ? "calls that the system preempted cannot be told here"
      : "calls that the system preempted are told by \(preemption) where variants do not suspend"
  }
}
