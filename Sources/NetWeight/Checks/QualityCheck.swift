import NetWeightCore

/// Pairs a candidate with a reference: one that runs too, or one whose answers a baseline keeps.
struct QualityCheck {
  let candidate: any Variant
  let metric: QualityMetric
  let samples: SampleSet
  let check: Check

  private var kind: String { samples.kind.rawValue }

  /// Runs both.
  /// - Throws: ``Undecidable`` when what goes into the models is not what it was when a baseline was accepted.
  func paired(with reference: any Variant, _ findings: inout Findings) async throws -> QualityEvidence {
    let paired = try await evaluate(from: .variant(reference))
    try keep(paired.candidate, of: candidate, &findings)
    if let store = check.store {
      for name in [reference.name, candidate.name] {
        let file = Workspace.shortPath(of: store.acceptedFile(name))
        guard let known = try store.accepted(name)?.quality[kind], known.setSHA256 == samples.sha256 else {
          continue
        }
        try refuseChange(of: paired.candidate, since: known, file: file, store)
      }
    }
    return paired.evidence
  }

  /// Takes the answers that a baseline keeps. Where it has none that fit, the reference runs, so that new ones are
  /// proposed.
  /// - Throws: ``Undecidable`` with the next step when the baseline is missing or no longer fits.
  func pairedWithKept(_ reference: any Variant, in store: BaselineStore, _ findings: inout Findings)
    async throws
    -> QualityEvidence
  {
    let file = Workspace.shortPath(of: store.acceptedFile(reference.name))
    let accepted = try store.accepted(reference.name)
    let known = accepted?.quality[kind]
    let kept = known.flatMap { quality in
      quality.metrics[metric.name].flatMap { record -> PairedEvaluation.Reference? in
        guard quality.setSHA256 == samples.sha256, record.answers == samples.count else { return nil }
        return .kept(name: reference.name, metric: record, accuracy: quality.accuracy, file: file)
      }
    }
    let paired = try await evaluate(from: kept ?? .variant(reference))
    // Answers that are not finite are no truth to compare with later.
    try keep(paired.candidate, of: candidate, &findings)
    let current = try Baseline.Provenance(of: reference)
    if let misfit = try misfit(known, accepted?.provenance, current, paired.candidate, file: file) {
      var evaluation = paired.reference
      if evaluation == nil {
        evaluation = try await Evaluation(of: reference, on: samples, metrics: [metric], progress: progress)
      }
      try keep(evaluation, of: reference, &findings)
      throw Undecidable(
        reason: misfit.reason, summary: misfit.summary, baselineFile: file,
        next: Self.refresh(store, afterUndoing: misfit.undoing))
    }
    guard kept != nil else {
      try keep(paired.reference, of: reference, &findings)
      throw Undecidable(
        reason: .noBaseline,
        summary: "\(file) keeps no \(metric) of '\(reference.name)' on \(samples.name) to compare with",
        baselineFile: file, next: Self.refresh(store, afterUndoing: nil))
    }
    return paired.evidence
  }

  /// Takes the answers that the candidate's own baseline keeps, whatever its artefact was then.
  /// - Throws: ``Undecidable`` when set or preprocessing are others now.
  func pairedWithOwnPast(
    _ known: Baseline.Quality, _ record: MetricRecord, file: String, _ store: BaselineStore,
    _ findings: inout Findings
  ) async throws -> QualityEvidence {
    let isSameSet = known.setSHA256 == samples.sha256 && record.answers == samples.count
    let past = PairedEvaluation.Reference.kept(
      name: "\(candidate.name) in its baseline", metric: record, accuracy: known.accuracy, file: file)
    guard isSameSet else {
      let evaluation = try await Evaluation(
        of: candidate, on: samples, metrics: [metric], progress: progress)
      try keep(evaluation, of: candidate, &findings)
      throw Undecidable(
        reason: .setChanged, summary: setChange(since: known, file: file), baselineFile: file,
        next: Self.refresh(store, afterUndoing: "the change of the set"))
    }
    let paired = try await evaluate(from: past)
    try keep(paired.candidate, of: candidate, &findings)
    try refuseChange(of: paired.candidate, since: known, file: file, store)
    return paired.evidence
  }

  private var progress: @Sendable (EvaluationProgress) -> Void {
    ProgressLine(subject: "\(candidate.name) on \(samples.name)").show
  }

  private func evaluate(from reference: PairedEvaluation.Reference) async throws -> PairedEvaluation {
    do {
      return try await PairedEvaluation(
        of: candidate, from: reference, in: metric, on: samples, progress: progress)
    } catch let error as ReferenceNotFinite {
      throw Undecidable(
        reason: .referenceNotFinite, summary: "\(error)",
        next: ["mend the reference before comparing anything with it"])
    }
  }

  private func keep(_ evaluation: Evaluation?, of variant: any Variant, _ findings: inout Findings) throws {
    guard let evaluation, evaluation.notFinite.isEmpty else { return }
    try findings.add(variant) { $0.quality[kind] = Baseline.Quality(evaluation) }
  }

  private func refuseChange(
    of found: Evaluation, since known: Baseline.Quality, file: String, _ store: BaselineStore
  ) throws {
    guard let summary = try preprocessingChange(of: found, since: known, file: file) else { return }
    throw Undecidable(
      reason: .preprocessingChanged, summary: summary, baselineFile: file,
      next: Self.refresh(store, afterUndoing: "the change of preprocessing"))
  }

  static func refresh(_ store: BaselineStore, afterUndoing undoing: String?) -> [String] {
    let accept = "swift run netweight accept \(store.suite)"
    let steps =
      Settings.current.host.isCI
      ? "in CI none is proposed: run the tests on a developer's machine, then `\(accept)`, and commit"
      : "a baseline was proposed: `swift run netweight review \(store.suite)`, then `\(accept)`, and run again"
    return undoing.map { ["undo \($0), or after an intended change:", steps] } ?? [steps]
  }
}

extension QualityCheck {
  /// Why the answers that a baseline keeps cannot be used.
  private struct Misfit {
    let reason: InconclusiveReason
    let summary: String
    /// What happened since, when something did.
    var undoing: String?
  }

  /// nil when they can. In the order in which one is the cause of the next.
  private func misfit(
    _ known: Baseline.Quality?, _ kept: Baseline.Provenance?, _ reference: Baseline.Provenance,
    _ found: Evaluation, file: String
  ) throws -> Misfit? {
    guard let known, let kept else {
      return Misfit(
        reason: .noBaseline,
        summary: "\(file) has no answers of '\(reference.variant)' on \(samples.name) to compare with")
    }
    if known.setSHA256 != samples.sha256 || known.samples != samples.count {
      return Misfit(
        reason: .setChanged,
        summary: setChange(since: known, file: file),
        undoing: "the change of the set")
    }
    if let summary = try preprocessingChange(of: found, since: known, file: file) {
      return Misfit(
        reason: .preprocessingChanged, summary: summary, undoing: "the change of preprocessing")
    }
    if kept.artefact != reference.artefact {
      return Misfit(
        reason: .referenceChanged,
        summary: "the files of '\(reference.variant)' are not those whose answers \(file) keeps",
        undoing: "the change of its files")
    }
    if kept.runtime != reference.runtime {
      return Misfit(
        reason: .referenceChanged,
        summary: "'\(reference.variant)' runs on \(reference.runtime), the answers that \(file) keeps are of "
          + "\(kept.runtime)", undoing: "the change of runtime")
    }
    return nil
  }

  fileprivate func setChange(since known: Baseline.Quality, file: String) -> String {
    "\(samples.name) is not the set that \(file) was made on (\(samples.count) samples, "
      + "SHA-256 \(samples.sha256.prefix(12))…; then \(known.samples), \(known.setSHA256.prefix(12))…)"
  }

  /// What is to be said of other tensors than those that a baseline was made with; nil when they are the same.
  private func preprocessingChange(
    of found: Evaluation, since known: Baseline.Quality, file: String
  ) throws -> String? {
    guard let change = found.inputs.change(since: known.inputs) else { return nil }
    let versions =
      samples.preprocessing == known.preprocessing
      ? "its version is '\(samples.preprocessing)' as before"
      : "its version is '\(samples.preprocessing)', then '\(known.preprocessing)'"
    let what = found.inputs.runLength == 1 ? "samples" : "runs of \(found.inputs.runLength) samples"
    let element = change.element.map {
      ": its element \($0.index) is \($0.new), then \($0.old)"
    }
    return try
      "the same samples of \(samples.name) give other tensors than when \(file) was made: preprocessing changed "
      + "(\(versions)). \(change.differing) of \(change.runs) \(what) differ, first \(name(of: change.sample))"
      + (element ?? "")
  }

  private func name(of place: Int) throws -> String {
    try samples.sample(at: place)?.id ?? "number \(place + 1)"
  }
}
