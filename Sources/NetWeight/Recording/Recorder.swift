import NetWeightCore
import Testing

/// Hands a verdict to Swift Testing, to the run's record and, where something changed, to the baselines' proposals.
struct Recorder {
  let check: Check

  /// Keeps verdict and figures in files.
  /// - Returns: what could not be kept, for the verdict to say.
  func keep(_ verdict: Verdict, _ findings: Findings) -> [String] {
    guard let store = check.store else { return [] }
    var problems: [String] = []
    do {
      try RunLog.shared.add(
        verdict, findings.measured, suite: store.suite, workspace: check.workspace, host: check.settings.host)
    } catch {
      problems.append("\(error)")
    }
    // Truth is not made in CI, nor of unoptimized code.
    guard !check.settings.host.isCI, !check.settings.host.isDebugBuild else { return problems }
    for measured in findings.measured {
      do {
        try store.propose(measured)
      } catch {
        problems.append("\(error)")
      }
    }
    return problems
  }

  /// Records an issue at the user's line, unless the promise held.
  func issue(_ verdict: Verdict) {
    switch verdict.ruling {
    case .held:
      // A held verdict whose record is lost would be missing from the report without a word.
      if verdict.notes.contains(where: { $0.label == "not kept" }) {
        warn(verdict)
      }
    case .broken:
      fail(verdict)
    case .skipped:
      // The test is cancelled with the same words.
      break
    case .inconclusive(let reason):
      if check.settings.inconclusive == .warns || (reason == .debugBuild && !check.settings.host.isCI) {
        warn(verdict)
      } else {
        fail(verdict)
      }
    }
  }

  private func warn(_ verdict: Verdict) {
    Issue.record(
      Comment(rawValue: verdict.description), severity: .warning, sourceLocation: check.location)
  }

  /// An expectation and not `Issue.record`: only its headline, which is all that some reporters show, has room for
  /// what happened.
  private func fail(_ verdict: Verdict) {
    Headline(text: verdict.headline).fail(Comment(rawValue: verdict.details), at: check.location)
  }
}
