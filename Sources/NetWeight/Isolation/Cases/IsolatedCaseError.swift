/// Why a test did not run to its end in its own process. Each case is its own reason with its own next step.
package enum IsolatedCaseError: Error, Equatable, CustomStringConvertible {
  /// The limit is not over 0.
  case invalidLimit(seconds: Double)
  /// Swift Testing does not show which case of a parameterized test this is.
  case caseUnidentified(test: String)
  /// The process could not be started.
  case notStarted(binary: String, reason: String)
  /// The process died of a signal.
  case crashed(Progress, signal: Int, output: String)
  /// The process was killed at its time limit.
  case hung(Progress, seconds: Double, output: String)
  /// The process ended by itself, but not as a test run ends.
  case exited(Progress, code: Int, output: String)
  /// The process was killed because its test was cancelled in the parent.
  case cancelled(output: String)
  /// The test was skipped there and not here.
  case skipped(reason: String)
  /// The process says that something failed, but not what.
  case issueLost(output: String)
  /// What the process recorded makes no sense.
  case unreadable(line: Int, reason: String)

  /// How far the process came, in words.
  package enum Progress: String, Sendable, Equatable {
    /// The test did not start.
    case notReached = "before it reached the test"
    /// The test did not end.
    case running = "before the test returned"
    /// Only what comes after it went wrong: other traits, and handlers at exit.
    case returned = "after the test had returned"
  }

  /// What happened, in one line.
  package var description: String {
    switch self {
    case .invalidLimit(let seconds):
      "the limit of .isolated(timeLimit:) must be over 0, and is \(Self.number(seconds)) s; the test did not run"
    case .caseUnidentified(let test):
      "this version of Swift Testing does not show which case of \(test) is running, so it cannot be isolated"
    case .notStarted(let binary, let reason):
      "the isolated process of this test could not be started from \(binary): \(reason)"
    case .crashed(let progress, let signal, _):
      "the isolated process of this test died of signal \(ProcessEnding.words(forSignal: signal)) "
        + progress.rawValue
    case .hung(let progress, let seconds, _):
      "the test hung: its isolated process was killed at its limit of \(Self.number(seconds)) s "
        + progress.rawValue
    case .exited(let progress, let code, _):
      "the isolated process of this test ended with exit code \(code) \(progress.rawValue)"
    case .cancelled:
      "the isolated process of this test was killed, because the test was cancelled"
    case .skipped(let reason):
      "the test was skipped in its isolated process: \(reason)"
    case .issueLost:
      "the isolated process of this test failed, but recorded no issue"
    case .unreadable(let line, let reason):
      "line \(line) of what the isolated process of this test recorded cannot be read: \(reason)"
    }
  }

  /// What to do about it, and what the process printed last.
  package var details: String {
    switch self {
    case .invalidLimit:
      "Next: write .isolated(timeLimit: .seconds(60)), or .isolated for the test's own .timeLimit or 5 minutes"
    case .caseUnidentified: "Next: move its arguments into tests of their own, or remove .isolated"
    case .notStarted: "Next: is the test binary still there, and may this user start another process?"
    case .crashed(_, _, let output): ProcessEnding.quoted(output)
    case .hung(_, let seconds, let output):
      "Next: see what it waits for, or give it longer: "
        + ".isolated(timeLimit: .seconds(\(Self.number(seconds * 2))))\n"
        + ProcessEnding.quoted(output)
    case .exited(.notReached, _, let output):
      "Next: run the test alone, with --filter: it or one of its traits takes another way then\n"
        + ProcessEnding.quoted(output)
    case .exited(.running, _, let output):
      "Next: find what calls exit in it\n" + ProcessEnding.quoted(output)
    case .exited(.returned, _, let output):
      "Next: look at the traits around .isolated, and at what is done at exit\n"
        + ProcessEnding.quoted(output)
    case .cancelled(let output): ProcessEnding.quoted(output)
    case .skipped: "Next: its conditions must give the same answer in every process of a run"
    case .issueLost(let output): ProcessEnding.quoted(output)
    case .unreadable:
      "Next: this version of Swift Testing is perhaps not supported yet; remove .isolated until it is"
    }
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)"
  }
}
