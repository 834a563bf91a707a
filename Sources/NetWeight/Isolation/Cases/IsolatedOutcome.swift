import NetWeightCore

/// What an isolated case left behind.
package struct IsolatedOutcome: Sendable {
  /// What Swift Testing recorded.
  let stream: EventStream
  /// Why that may not be all; nil when the test ran to its end.
  package let problem: IsolatedCaseError?
  /// The words with which the test cancelled itself; nil when it did not.
  let cancellation: String?
  /// The records of its run.
  let records: [(workspace: Workspace, record: RunRecord)]
  /// The last 256 kB of what the process printed, all of it as a rule.
  package let output: String
}
