import NetWeightCore

/// Where the reference was right on a set: from its baseline, or by running it.
struct ReferenceAnswers {
  let reference: String
  let correct: [Bool]
  /// The file that the answers come from; nil when the reference ran.
  let baselineFile: String?

  /// Runs the reference.
  init(running reference: any Variant, on set: SampleSet) async throws {
    let evaluation = try await Self.evaluate(reference, on: set)
    self.reference = reference.name
    correct = evaluation.outcomes.map(\.isCorrect)
    baselineFile = nil
  }

  /// Takes the answers that a baseline keeps. Where it has none that fit, the reference runs, so that new ones are
  /// proposed.
  /// - Throws: ``Undecidable`` with the next step when the baseline is missing or no longer fits.
  init(
    keptOf reference: any Variant, on set: SampleSet, in store: BaselineStore, findings: inout Findings
  ) async throws {
    let file = Workspace.shortPath(of: store.acceptedFile(reference.name))
    let accepted = try store.accepted(reference.name)
    let known = accepted?.quality[set.kind.rawValue]
    let current = try Baseline.Provenance(of: reference)
    if let misfit = Misfit(known, accepted?.provenance, set: set, reference: current, file: file) {
      let evaluation = try await Self.evaluate(reference, on: set)
      try findings.add(reference) { $0.quality[set.kind.rawValue] = Baseline.Quality(evaluation) }
      throw Undecidable(
        reason: misfit.reason, summary: misfit.summary, baselineFile: file,
        next: Self.refresh(store, afterUndoing: misfit.undoing))
    }
    self.reference = reference.name
    correct = known?.correct.bits ?? []
    baselineFile = file
  }

  private static func evaluate(_ reference: any Variant, on set: SampleSet) async throws -> Evaluation {
    let evaluation = try await Evaluation(of: reference, on: set)
    let bad = evaluation.notFinite
    guard bad.isEmpty else {
      throw Undecidable(
        reason: .referenceNotFinite,
        summary:
          "the reference '\(reference.name)' itself gave NaN or infinite scores on \(bad.count) samples, "
          + "first on \(bad[0].sampleID)",
        next: ["mend the reference before comparing anything with it"])
    }
    return evaluation
  }

  private static func refresh(_ store: BaselineStore, afterUndoing undoing: String?) -> [String] {
    let accept = "swift run netweight accept \(store.suite)"
    let steps =
      Settings.current.host.isCI
      ? "in CI none is proposed: run the tests on a developer's machine, then `\(accept)`, and commit"
      : "a baseline was proposed: `swift run netweight review \(store.suite)`, then `\(accept)`, and run again"
    return undoing.map { ["undo \($0), or after an intended change:", steps] } ?? [steps]
  }
}

/// Why the answers that a baseline keeps cannot be used.
private struct Misfit {
  let reason: InconclusiveReason
  let summary: String
  /// What happened since, when something did.
  let undoing: String?

  /// nil when they can.
  init?(
    _ known: Baseline.Quality?, _ kept: Baseline.Provenance?, set: SampleSet, reference: Baseline.Provenance,
    file: String
  ) {
    guard let known, let kept else {
      reason = .noBaseline
      summary = "\(file) has no answers of '\(reference.variant)' on \(set.name) to compare with"
      undoing = nil
      return
    }
    // In the order in which one is the cause of the next.
    if known.setSHA256 != set.sha256 || known.correct.bits.count != set.samples.count {
      reason = .setChanged
      summary =
        "\(set.name) is not the set that \(file) was made on (\(set.samples.count) samples, "
        + "SHA-256 \(set.sha256.prefix(12))…; then \(known.samples), \(known.setSHA256.prefix(12))…)"
      undoing = "the change of the set"
    } else if known.inputSHA256 != set.inputFingerprint {
      reason = .preprocessingChanged
      summary =
        "the same samples of \(set.name) give other tensors than when \(file) was made: preprocessing changed "
        + "(version '\(set.preprocessing)', then '\(known.preprocessing)')"
      undoing = "the change of preprocessing"
    } else if kept.artefact != reference.artefact {
      reason = .referenceChanged
      summary = "the files of '\(reference.variant)' are not those whose answers \(file) keeps"
      undoing = "the change of its files"
    } else if kept.runtime != reference.runtime {
      reason = .referenceChanged
      summary =
        "'\(reference.variant)' runs on \(reference.runtime), the answers that \(file) keeps are of \(kept.runtime)"
      undoing = "the change of runtime"
    } else {
      return nil
    }
  }
}
