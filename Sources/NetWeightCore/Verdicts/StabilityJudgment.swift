/// Judges "the same outputs, however they are asked for, and all finite".
public struct StabilityJudgment: Sendable {
  /// The promise.
  public var claim: Claim
  /// The name of the set.
  public var set: String

  /// Describes a judgment.
  public init(claim: Claim, set: String) {
    self.claim = claim
    self.set = set
  }

  /// The verdict on what was tried.
  public func verdict(on stability: OutputStability) -> Verdict {
    guard stability.samples > 0 else {
      return .inconclusive(claim, emptySet: set)
    }
    guard stability.notFinite.isEmpty else {
      return .broken(
        claim, notFinite: SampleList(stability.notFinite), of: stability.samples,
        next: "look for an overflow, a zero or NaN scale, or an input that is not finite")
    }
    let unstable = stability.trials.filter { !$0.different.isEmpty }
    var notes = stability.trials.map { Verdict.Note($0.name, Self.text($0, samples: stability.samples)) }
    notes += stability.untried.map { .init("not tried", $0) }
    guard let worst = unstable.max(by: { $0.different.count < $1.different.count }) else {
      return Verdict(
        claim: claim, ruling: .held,
        summary:
          "'\(claim.variant)' gave the same\(within(stability)) on \(stability.samples) samples of \(set): "
          + stability.trials.map(\.name).joined(separator: ", "), notes: notes)
    }
    return Verdict(
      claim: claim, ruling: .broken,
      summary:
        "'\(claim.variant)' \(worst.name) gave other scores on \(worst.different.count) of \(stability.samples) "
        + "samples of \(set)", notes: notes,
      next: [
        "look for a state that one call leaves to the next, a sum whose order is not fixed, or memory that is read "
          + "before it is written; where the order of a sum is meant to vary, say within: what it may do"
      ])
  }

  /// Said only where it made a difference.
  private func within(_ stability: OutputStability) -> String {
    stability.trials.contains { $0.largestError > 0 } ? " within \(Format.short(stability.tolerance))" : ""
  }

  private static func text(_ trial: OutputStability.Trial, samples: Int) -> String {
    guard !trial.different.isEmpty else {
      return trial.largestError == 0
        ? "the same" : "apart by up to \(Format.significant(trial.largestError, 3))"
    }
    return "other scores on \(trial.different.count) of \(samples), apart by up to "
      + "\(Format.significant(trial.largestError, 3)): \(SampleList(trial.different))"
  }
}
