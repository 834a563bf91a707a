import Foundation
import NetWeightCore
import Synchronization

/// The records of this process's run, one a suite, written after each verdict: a process that crashes later has
/// still reported what it found.
final class RunLog: Sendable {
  static let shared = RunLog(handover: .current)

  private struct Entry {
    let file: RunRecordFile
    var record: RunRecord
  }
  private let handover: RecordHandover?
  /// By the file in the workspace, even where it is written elsewhere.
  private let entries = Mutex<[URL: Entry]>([:])

  /// - Parameter handover: where another process expects the records; nil writes them to their workspaces.
  init(handover: RecordHandover?) { self.handover = handover }

  func add(
    _ verdict: Verdict, _ measured: [Baseline], suite: String, workspace: Workspace, host: Host
  ) throws {
    var record = RunRecord(
      suite: suite, machine: .current, configuration: host.configuration, allocator: .current)
    record.verdicts = [verdict]
    for baseline in measured { record.add(baseline) }
    try merge(record, in: workspace)
  }

  /// Adds what was found in another process, or here, to the record of the same suite.
  func merge(_ found: RunRecord, in workspace: Workspace) throws {
    let home = RunRecordFile(suite: found.suite, in: workspace)
    try entries.withLock { entries in
      var entry =
        try entries[home.url]
        ?? Entry(
          file: handover?.file(number: entries.count, suite: found.suite, in: workspace) ?? home,
          record: RunRecord(
            suite: found.suite, machine: found.machine, configuration: found.configuration,
            preemption: found.preemption, allocator: found.allocator))
      entry.record.verdicts += found.verdicts
      for baseline in found.variants { entry.record.add(baseline) }
      entries[home.url] = entry
      try entry.file.write(entry.record)
    }
  }
}
