/// Judges "the calibration set covers what the model meets".
public struct CalibrationJudgment: Sendable {
  /// The promise.
  public var claim: Claim
  /// In which respects; at least one.
  public var limits: [CalibrationLimit]
  /// The calibration set: `digits/calibration`.
  public var set: String

  /// Describes a judgment.
  public init(claim: Claim, limits: [CalibrationLimit], set: String) {
    self.claim = claim
    self.limits = limits
    self.set = set
  }

  /// What is to be said when the limits promise nothing, before any sample is read.
  public var refusal: Verdict? {
    if limits.isEmpty {
      return .inconclusive(
        claim, .invalidClaim, "without a limit nothing is promised",
        next: ["leave `within:` out, or give one"])
    }
    guard let bad = limits.first(where: { !$0.isValid }) else { return nil }
    return .inconclusive(
      claim, .invalidClaim, "\(bad) asks for nothing", next: ["give a count over 0 and shares of 0 to 100 %"])
  }

  /// The verdict on what is covered.
  /// - Parameter clipped: what the calibrated variant clips on each covered set, where it can tell.
  public func verdict(
    on inputs: CalibrationInputs, _ coverages: [CalibrationCoverage],
    clipped: [(set: String, found: SaturationCount)] = []
  ) -> Verdict {
    if let refusal { return refusal }
    guard inputs.samples > 0 else { return .inconclusive(claim, emptySet: set) }
    let empty = coverages.first { $0.beyond.count == 0 }
    if let empty { return .inconclusive(claim, emptySet: empty.set) }
    let missing = limits.flatMap { findings($0, inputs, coverages) }
    var verdict = Verdict(
      claim: claim, ruling: missing.isEmpty ? .held : .broken,
      summary: missing.first.map { "\(set) \($0)" }
        ?? "\(set) (\(count(inputs.samples))) covers \(coverages.map(\.set).joined(separator: ", "))",
      notes: missing.dropFirst().map { .init("besides", "it \($0)") })
    verdict.notes.append(
      .init(
        "range",
        "inputs of \(set) are \(number(inputs.range.lowerBound)) … \(number(inputs.range.upperBound))"))
    for (set, found) in clipped {
      let layers = found.layers.map { "\($0.layer) \(Share.text($0.share))" }.joined(separator: ", ")
      verdict.notes.append(.init("clipped", "activations of '\(claim.variant)' on \(set): \(layers)"))
    }
    guard !missing.isEmpty else { return verdict }
    verdict.next = [
      "add samples of what is missing to \(set), calibrate '\(claim.variant)' anew, "
        + "and let #expectNoSaturation watch what it clips"
    ]
    return verdict
  }

  private func findings(
    _ limit: CalibrationLimit, _ inputs: CalibrationInputs, _ coverages: [CalibrationCoverage]
  ) -> [String] {
    switch limit {
    case .samples(let least):
      return inputs.samples < least ? ["has \(count(inputs.samples)), promised \(limit)"] : []
    case .classes:
      return coverages.filter { !$0.missingClasses.isEmpty }.map {
        "has no sample of \($0.missingClasses.count == 1 ? "class" : "classes") "
          + "\(SampleList($0.missingClasses.map(String.init))), which \($0.set) has"
      }
    case .slices:
      return coverages.filter { !$0.missingSlices.isEmpty }.map {
        "has no sample of \($0.missingSlices.count == 1 ? "slice" : "slices") \(SampleList($0.missingSlices)), "
          + "which \($0.set) has"
      }
    case .inputs(let share):
      return coverages.compactMap { coverage in
        let slices = coverage.beyondInSlices.filter { share.isExceeded(by: $0.value.share) }
        let worst = slices.max { ($0.value.share, $1.key) < ($1.value.share, $0.key) }
        guard share.isExceeded(by: coverage.beyond.share) || worst != nil else { return nil }
        let inSlice = worst.map { ", most in slice '\($0.key)' (\(Share.text($0.value.share)))" } ?? ""
        return
          "does not reach \(Share.text(coverage.beyond.share)) of the input elements of \(coverage.set)\(inSlice), "
          + "promised \(limit)"
      }
    }
  }

  private func count(_ samples: Int) -> String { samples == 1 ? "1 sample" : "\(samples) samples" }
  private func number(_ value: Float) -> String { Format.significant(Double(value), 3) }
}
