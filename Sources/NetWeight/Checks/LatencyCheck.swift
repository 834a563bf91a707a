import NetWeightCore

/// What claims of latency have in common: load two variants, time them against each other, keep the figures.
struct LatencyCheck {
  let candidate: any Variant
  let reference: any Variant
  let claim: LatencyClaim
  let set: SampleSet?
  /// How many inputs one timed call answers; nil for the latency of one.
  var batch: Int?

  private var quantity: String { batch.map { "a batch of \($0)" } ?? Self.name(of: claim.quantile) }

  static func name(of quantile: Double) -> String { "p\(Int((quantile * 100).rounded()))" }

  /// The quantile of a name that ``name(of:)`` gave; nil of another.
  static func quantile(named name: String) -> Double? {
    [0.5, 0.95, 0.99].first { self.name(of: $0) == name }
  }

  /// Times both, and hands what was found to a judgment.
  /// - Parameter keepsFigures: whether they belong into baselines and reports; those of an older artefact do not.
  func verdict(
    _ check: Check, _ findings: inout Findings, keepsFigures: Bool = true, judgment: LatencyJudgment
  ) async throws -> Verdict {
    guard !check.settings.host.refusesCosts else { throw Undecidable.debugBuild }
    let inputs = try RunInputs(of: candidate, set: set)
    let patience = max(check.settings.patience, check.settings.budget)
    let loaded = try await candidate.loaded(patience: patience)
    let tensors = try inputs.tensors(loaded)
    var latency = try await measure(loaded, tensors, budget: check.settings.budget, patience: patience)
    if check.settings.host.isDebugBuild { latency.warnings.insert(.debugBuild, at: 0) }
    let isComparedWithItself = try isSameArtefact()
    // What a baseline keeps is the latency of one call.
    if keepsFigures, batch == nil {
      try findings.addCosts(reference) { $0.latency = Baseline.Latency(latency.reference) }
      let ratio =
        candidate.name == reference.name ? nil : Baseline.LatencyRatio(latency.ratio, to: reference.name)
      try findings.addCosts(candidate) { $0.latency = Baseline.Latency(latency.candidate, ratio: ratio) }
    }
    var explanation: SpeedExplanation?
    if latency.decision == .broken {
      explanation = try await SpeedQuestion(
        candidate: candidate, reference: reference, promised: judgment.promisedSpeedup, inputs: tensors
      ).explanation(of: latency, inputsPerCall: batch ?? 1)
    }
    var verdict = judgment.verdict(on: latency, explanation: explanation)
    verdict.notes.append(.init("inputs", inputs.description))
    if isComparedWithItself {
      let same = "are the same files behind the same runtime: only their options can make a difference"
      verdict.notes.append(.init("A/A", "'\(candidate.name)' and '\(reference.name)' \(same)"))
    }
    return verdict
  }

  /// Whether options are all that can differ. If they do not, there is nothing to find but how well this machine
  /// measures, which is allowed and may be asked for.
  private func isSameArtefact() throws -> Bool {
    guard !candidate.artefactFiles.isEmpty else { return false }
    return try Baseline.Provenance(of: candidate).isSameArtefact(as: Baseline.Provenance(of: reference))
  }

  private func measure(
    _ loaded: any LoadedVariant, _ inputs: [Tensor], budget: Double, patience: Double
  ) async throws -> PairedLatency {
    let before = batched(try await reference.loaded(patience: patience), inputs)
    let after = batched(loaded, inputs)
    var measurement = LatencyMeasurement(claim: claim, budget: budget)
    measurement.progress = ProgressLine(subject: "\(candidate.name) against \(reference.name)").show
    return try await GuardedMeasurement(measurement: measurement, patience: patience).run(
      reference: (reference.name, before), candidate: (candidate.name, after), inputs: inputs,
      quantity: quantity)
  }

  private func batched(_ loaded: any LoadedVariant, _ inputs: [Tensor]) -> any LoadedVariant {
    guard let batch else { return loaded }
    return BatchedVariant.wrapping(loaded, (0..<batch).map { inputs[$0 % inputs.count] })
  }
}

extension Undecidable {
  /// Costs of unoptimized code say nothing of what is shipped.
  static let debugBuild = Undecidable(
    reason: .debugBuild,
    summary: "this is a debug build, whose time and memory are not those of what is shipped",
    next: [
      "swift test -c release --disable-testable-imports (NETWEIGHT_DEBUG_TIMING=1 measures all the same)"
    ])
}
