import Foundation
import NetWeightCore
import Synchronization

/// The records of this process's run, one a suite, written after each verdict: a process that crashes later has
/// still reported what it found.
final class RunLog: Sendable {
  static let shared = RunLog()

  private let records = Mutex<[URL: RunRecord]>([:])

  func add(
    _ verdict: Verdict, _ measured: [Baseline], suite: String, workspace: Workspace, host: Host
  ) throws {
    let file = RunRecordFile(suite: suite, in: workspace)
    try records.withLock { records in
      var record =
        records[file.url]
        ?? RunRecord(suite: suite, machine: .current, configuration: host.configuration)
      record.verdicts.append(verdict)
      for baseline in measured { record.add(baseline) }
      records[file.url] = record
      try file.write(record)
    }
  }
}
