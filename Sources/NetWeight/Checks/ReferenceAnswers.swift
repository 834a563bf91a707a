import NetWeightCore

/// Where the reference was right on a set: from its baseline, or by running it.
struct ReferenceAnswers {
  let reference: String
  let correct: [Bool]
  /// The file that the answers come from; nil when the reference ran.
  let baselineFile: String?

  /// - Throws: ``Undecidable`` with the next step when the baseline is missing or no longer fits.
  init(
    of reference: (any Variant)?, candidate: String, on set: SampleSet, isLive: Bool, store: BaselineStore?,
    findings: inout Findings
  ) async throws {
    guard let reference else {
      throw Undecidable(
        reason: .noReference, summary: "nothing says what '\(candidate)' is compared with",
        next: ["name it in the suite: .baseline(\"…\", reference: fp32), or in the claim: from: fp32"])
    }
    if isLive {
      let evaluation = try await Self.evaluate(reference, on: set)
      self.init(reference: reference.name, correct: evaluation.outcomes.map(\.isCorrect), baselineFile: nil)
      return
    }
    guard let store else {
      throw Undecidable(
        reason: .noBaseline,
        summary: "no trait says in which suite's baselines the answers of '\(reference.name)' are",
        next: ["give the suite .baseline(\"…\", reference: …), or the claim from: \(reference.name)"])
    }
    let file = Workspace.shortPath(of: store.acceptedFile(reference.name))
    guard let known = try store.accepted(reference.name)?.quality[set.kind.rawValue] else {
      let evaluation = try await Self.evaluate(reference, on: set)
      try findings.add(reference) { $0.quality[set.kind.rawValue] = Baseline.Quality(evaluation) }
      throw Undecidable(
        reason: .noBaseline,
        summary: "\(file) has no answers of '\(reference.name)' on \(set.name) to compare with",
        baselineFile: file,
        next: [
          Settings.current.host.isCI
            ? "in CI none is proposed: run the tests on a developer's machine, then `\(Self.accept(store))`, and commit"
            : "a baseline was proposed: `\(Self.review(store))`, then `\(Self.accept(store))`, and run again"
        ])
    }
    try Self.check(known, fits: set, file: file, store: store)
    let accepted = try store.accepted(reference.name)
    let current = try Baseline.Provenance(of: reference)
    if let accepted, !accepted.provenance.isSameArtefact(as: current) {
      let evaluation = try await Self.evaluate(reference, on: set)
      try findings.add(reference) { $0.quality[set.kind.rawValue] = Baseline.Quality(evaluation) }
      throw Undecidable(
        reason: .referenceChanged,
        summary: "the files of '\(reference.name)' are not those whose answers \(file) keeps",
        baselineFile: file,
        next: [
          "restore the reference's files, or after an intended change `\(Self.review(store))` and `\(Self.accept(store))`"
        ])
    }
    self.init(reference: reference.name, correct: known.correct.bits, baselineFile: file)
  }

  private init(reference: String, correct: [Bool], baselineFile: String?) {
    self.reference = reference
    self.correct = correct
    self.baselineFile = baselineFile
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

  private static func check(
    _ known: Baseline.Quality, fits set: SampleSet, file: String, store: BaselineStore
  ) throws {
    let refresh = "`\(review(store))` and `\(accept(store))`"
    guard known.setSHA256 == set.sha256, known.correct.bits.count == set.samples.count else {
      throw Undecidable(
        reason: .setChanged,
        summary: "\(set.name) is not the set that \(file) was made on "
          + "(\(set.samples.count) samples, SHA-256 \(set.sha256.prefix(12))…; then \(known.samples), \(known.setSHA256.prefix(12))…)",
        baselineFile: file, next: ["restore the set, or delete \(file), run the tests, \(refresh)"])
    }
    guard known.inputSHA256 == set.inputFingerprint else {
      throw Undecidable(
        reason: .preprocessingChanged,
        summary:
          "the same samples of \(set.name) give other tensors than when \(file) was made: preprocessing changed "
          + "(version '\(set.preprocessing)', then '\(known.preprocessing)')",
        baselineFile: file,
        next: ["undo the change of preprocessing, or delete \(file), run the tests, \(refresh)"])
    }
  }

  private static func review(_ store: BaselineStore) -> String { "swift run netweight review \(store.suite)" }
  private static func accept(_ store: BaselineStore) -> String { "swift run netweight accept \(store.suite)" }
}
