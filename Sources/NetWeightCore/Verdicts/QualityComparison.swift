/// The figures of a comparison of quality, and how they are said.
struct QualityComparison {
  let set: String
  let counts: PairedCounts
  let slices: SliceJudgment
  /// The margin as a difference of shares.
  let margin: Double
  private let confidence: Double
  private let reference: String
  private let referenceErrors: Int
  private let candidateErrors: Int
  private let newFailures: [String]

  init(_ evidence: QualityEvidence, margin: Drop, confidence: Double) {
    set = evidence.set
    reference = evidence.reference
    counts = evidence.counts
    self.confidence = confidence
    referenceErrors = evidence.referenceCorrect.count { !$0 }
    candidateErrors = evidence.candidate.count { !$0.isCorrect }
    let referenceValue = 1 - Double(referenceErrors) / Double(counts.samples)
    self.margin = margin.fraction(ofReference: referenceValue)
    allowedFailures = margin.samples(of: counts.samples, reference: referenceValue)
    slices = SliceJudgment(evidence, margin: min(1, max(0.02, 2 * self.margin)), confidence: confidence)
    newFailures = zip(evidence.referenceCorrect, evidence.candidate)
      .filter { $0 && !$1.isCorrect }
      .map(\.1.sampleID)
  }

  /// The margin in whole samples.
  let allowedFailures: Int

  var difference: Estimate {
    Estimate(
      "accuracy drop", "accuracy", value: counts.drop,
      interval: TangoScore(counts).interval(confidence: confidence), n: counts.samples, unit: .difference)
  }

  /// How many samples would certify the margin; more where samples share a group. Nil when no number does.
  func samplesToCertify(confidence: Double) -> Int? {
    SampleSize.toCertify(margin: margin, drop: counts.drop, churn: counts.churn, confidence: confidence)
      .map { Int((Double($0) * counts.designEffect).rounded()) }
  }

  func estimate(of variant: String, correct: [Bool]) -> Estimate {
    let right = correct.count { $0 }
    return Estimate(
      variant, "accuracy", value: Double(right) / Double(correct.count),
      interval: WilsonInterval.of(successes: right, samples: correct.count, confidence: confidence),
      n: correct.count, unit: .fraction)
  }

  func summary(candidate: String, margin: Drop) -> String {
    let change = Estimate.Unit.difference.text(abs(counts.drop))
    let verb = counts.netFailures < 0 ? "rose" : "dropped"
    return "accuracy of '\(candidate)' on \(set) \(verb) \(change) "
      + "(\(abs(counts.netFailures)) of \(counts.samples) samples) from '\(reference)', promised at most \(margin)"
  }

  var notes: [Verdict.Note] {
    var notes = [Verdict.Note("errors", errors)]
    let listed = newFailures.isEmpty ? "" : ": \(Self.list(newFailures))"
    notes.append(.init("new failures", "\(counts.newFailures)\(listed); gains \(counts.gains)"))
    // The worst first; where everything collapsed, three say it.
    for slice in slices.broken.prefix(3) { notes.append(.init("slice broken", describe(slice))) }
    if slices.broken.count > 3 {
      notes.append(.init("also broken", Self.list(slices.broken.dropFirst(3).map(\.name))))
    }
    for slice in slices.suspicious.prefix(3) {
      notes.append(.init("slice suspect", describe(slice)))
    }
    if let blind = blindNote { notes.append(.init("blind slices", blind)) }
    return notes
  }

  private var errors: String {
    let relative =
      referenceErrors == 0
      ? "" : " (\(signedPercent(Double(candidateErrors - referenceErrors) / Double(referenceErrors))))"
    let accuracy = 1 - Double(referenceErrors) / Double(counts.samples)
    let relativeDrop =
      accuracy == 0 ? "" : "; relative drop \(Format.fixed(counts.drop / accuracy * 100, 2)) %"
    return "\(referenceErrors) → \(candidateErrors)\(relative)\(relativeDrop)"
  }

  private func signedPercent(_ value: Double) -> String {
    "\(value < 0 ? "" : "+")\(Format.fixed(value * 100, 0)) %"
  }

  private func describe(_ slice: SliceJudgment.Finding) -> String {
    let interval = TangoScore(slice.counts).interval(confidence: confidence)
    return "'\(slice.name)' dropped \(Estimate.Unit.difference.text(slice.counts.drop)) "
      + "(\(Estimate.Unit.difference.text(interval.lower)) … \(Estimate.Unit.difference.text(interval.upper))), "
      + "n = \(slice.counts.samples), margin \(Estimate.Unit.difference.text(slices.margin)), "
      + "p \(Format.probability(slice.pValue))"
  }

  /// A slice that could not show a drop of its margin has not passed: it says from which drop on it would speak.
  private var blindNote: String? {
    let blind = slices.findings
      .filter { !$0.isBroken && $0.visibleDrop > slices.margin }
      .sorted { $0.name < $1.name }
    guard let first = blind.first else { return nil }
    let visible = blind.map(\.visibleDrop)
    let least = Format.fixed((visible.min() ?? first.visibleDrop) * 100, 0)
    let most = Format.fixed((visible.max() ?? first.visibleDrop) * 100, 0)
    let range = least == most ? least : "\(least)–\(most)"
    return "\(blind.count) see a drop only from \(range) points on, their margin is "
      + "\(Format.significant(slices.margin * 100, 2)): \(Self.list(blind.map(\.name)))"
  }

  /// The first ten names, and how many more there are.
  static func list(_ names: [String]) -> String {
    names.prefix(10).joined(separator: ", ") + (names.count > 10 ? " and \(names.count - 10) more" : "")
  }
}
