public import NetWeightCore
public import Testing

/// Promises that a variant is nowhere worse than its own accepted baseline: quality on each set, latency, peak memory,
/// kernels and size, whatever of these the baseline keeps. The function behind `#expectNoRegression`.
/// - Parameters:
///   - variant: the variant that is held to the promise.
///   - sets: the sets on which its baseline keeps answers; the first is what it is timed on too.
///   - metrics: the metrics in which its baseline keeps answers; one that it keeps and that is not given is
///     inconclusive, since a name alone does not say how it counts.
///   - tolerance: how much worse it may be.
///   - sourceText: the user's source line, which the macro fills in.
///   - sourceLocation: where a failure is recorded.
/// - Returns: one verdict for each part, which were recorded already.
/// - Throws: CancellationError, and what skips a test whose runtime may be missing; all other errors are verdicts.
@discardableResult
public func expectNoRegression(
  _ variant: any Variant, on sets: [SampleSet], metrics: [QualityMetric] = [.accuracy],
  within tolerance: RegressionTolerance = .standard,
  sourceText: String = "expectNoRegression", sourceLocation: SourceLocation = #_sourceLocation
) async throws -> [Verdict] {
  try await RegressionCheck(
    variant: variant, sets: sets, metrics: metrics, tolerance: tolerance, sourceText: sourceText,
    location: sourceLocation
  ).verdicts()
}

/// One claim for each part of a variant's baseline.
private struct RegressionCheck {
  let variant: any Variant
  let sets: [SampleSet]
  let metrics: [QualityMetric]
  let tolerance: RegressionTolerance
  let sourceText: String
  let location: SourceLocation

  private func check(_ kind: Claim.Kind, _ promise: String) -> Check {
    Check(kind, sourceText, promise, variant: variant, at: location)
  }

  func verdicts() async throws -> [Verdict] {
    let whole = check(.regression, "'\(variant.name)' is nowhere worse than its own baseline")
    var known: Baseline?
    var verdicts: [Verdict] = []
    // Recorded only where there is nothing to compare with; else each part speaks for itself.
    let missing = try await whole.runUnlessFound { findings in
      let store = try whole.baselines(of: variant)
      known = try store.accepted(variant.name)
      // In a process that measures memory there is nothing to evaluate and nothing to record.
      guard known == nil, !MeasuringChild.isChild else { return }
      for set in sets {
        let evaluation = try await Evaluation(of: variant, on: set, metrics: metrics)
        guard evaluation.notFinite.isEmpty else { continue }
        try findings.add(variant) { $0.quality[set.kind.rawValue] = Baseline.Quality(evaluation) }
      }
      let file = Workspace.shortPath(of: store.acceptedFile(variant.name))
      throw Undecidable(
        reason: .noBaseline, summary: "\(file) is not there to compare '\(variant.name)' with",
        baselineFile: file,
        next: QualityCheck.refresh(store, afterUndoing: nil))
    }
    if let missing { return [missing] }
    guard let known, let store = whole.store else { return [] }
    let file = Workspace.shortPath(of: store.acceptedFile(variant.name))
    for (kind, quality) in known.quality.sorted(by: { $0.key < $1.key }) {
      for (name, record) in quality.metrics.sorted(by: { $0.key < $1.key }) {
        verdicts.append(try await judged(kind, quality, name, record, file: file, store))
      }
    }
    verdicts.append(try await judgedSize(known, file: file))
    verdicts += try await costs(known, file: file, store)
    if !known.placements.isEmpty { verdicts.append(try await judged(known.placements, file: file, store)) }
    return verdicts
  }

  private func judged(
    _ kind: String, _ quality: Baseline.Quality, _ name: String, _ record: MetricRecord, file: String,
    _ store: BaselineStore
  ) async throws -> Verdict {
    let set = sets.first { $0.kind.rawValue == kind }
    let check = check(
      .quality,
      "\(name) of '\(variant.name)' on \(set?.name ?? kind) at most \(tolerance.quality) worse than in its baseline"
    )
    return try await check.run { findings in
      guard let set else {
        throw Undecidable(
          reason: .unmeasurable,
          summary: "\(file) keeps \(name) on its \(kind) set, which the claim does not name",
          baselineFile: file, next: ["name the set: on: [gold, hard]"])
      }
      guard let metric = metrics.first(where: { $0.name == name }) else {
        throw Undecidable(
          reason: .unmeasurable, summary: "\(file) keeps \(name), which is not among the claim's metrics",
          baselineFile: file, next: ["name it: metrics: [.accuracy, …]"])
      }
      let judgment = QualityJudgment(claim: check.claim, margin: tolerance.quality)
      if let refusal = judgment.refusal(of: metric) { return refusal }
      return try judgment.verdict(
        on: try await QualityCheck(candidate: variant, metric: metric, samples: set, check: check)
          .pairedWithOwnPast(quality, record, file: file, store, &findings)
      ).picturing(set)
    }
  }

  private func judgedSize(_ known: Baseline, file: String) async throws -> Verdict {
    let check = check(
      .size, "files of '\(variant.name)' at most \(tolerance.size) larger than in its baseline")
    return try await check.run { findings in
      try findings.add(variant) { _ in }
      return RegressionJudgment(claim: check.claim, baselineFile: file).verdict(
        size: try variant.describeArtefact(), before: known.provenance.artefact, tolerance: tolerance.size)
    }
  }

  private func costs(_ known: Baseline, file: String, _ store: BaselineStore) async throws -> [Verdict] {
    guard !known.machines.isEmpty else { return [] }
    guard let costs = known.machines[Machine.current.description] else {
      let check = check(.regression, "costs of '\(variant.name)' on this machine as in its baseline")
      return [
        try await check.run { _ in
          throw Undecidable(
            reason: .noBaseline,
            summary: "\(file) keeps no costs of '\(variant.name)' for \(Machine.current)",
            baselineFile: file,
            next: ["swift run netweight record \(store.suite) --processes 5, review and accept"])
        }
      ]
    }
    var verdicts: [Verdict] = []
    for ratio in costs.latency?.ratios ?? [] {
      guard let quantile = LatencyCheck.quantile(named: ratio.quantity) else { continue }
      verdicts.append(
        try await SlowdownCheck(
          candidate: variant, past: .baseline, quantile: quantile, slowdown: tolerance.latency,
          set: sets.first
        ).verdict(sourceText, at: location))
    }
    if costs.peakMemory != nil {
      verdicts.append(
        try await expectPeakMemory(
          variant, atMost: .baseline(within: tolerance.memory), on: sets.first, sourceText: sourceText,
          sourceLocation: location))
    }
    return verdicts
  }

  private func judged(
    _ placements: [String: [KernelCount]], file: String, _ store: BaselineStore
  ) async throws -> Verdict {
    let check = check(.placement, "the kernels of '\(variant.name)' as in its baseline")
    return try await check.run { findings in
      let reporting = try variant.reportingPlacement()
      let found = try await Placement(of: reporting, on: sets.first)
      try findings.add(reporting, found)
      guard let before = placements[reporting.placementKey] else {
        throw Undecidable(
          reason: .noBaseline,
          summary: "\(file) keeps no kernels of '\(variant.name)' for \(reporting.placementKey)",
          baselineFile: file,
          next: [
            "#expectNoFallback(\(variant.name)) judges them without a baseline",
            "swift run netweight record \(store.suite) --processes 5, review and accept",
          ])
      }
      return RegressionJudgment(claim: check.claim, baselineFile: file)
        .verdict(kernels: found.kernelCounts, before: before)
    }
  }
}
