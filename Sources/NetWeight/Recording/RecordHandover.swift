import Foundation
import NetWeightCore

/// The folder in which the process of an isolated case leaves the records of its run. It must not write them where
/// its parent does: each would overwrite the other's.
struct RecordHandover: Sendable {
  let folder: URL

  /// Where this process leaves its records; nil when it keeps them itself.
  static let current: RecordHandover? = ChildRequest.current.map {
    RecordHandover(folder: CaseNotes(folder: $0.folder).records)
  }

  /// A file for the record of a suite, in place of the one in the workspace.
  /// - Parameter number: another for each record.
  func file(number: Int, suite: String, in workspace: Workspace) throws -> RunRecordFile {
    let place = folder.appending(path: "\(number)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
    try workspace.root.path.write(to: place.appending(path: "workspace"), atomically: true, encoding: .utf8)
    return RunRecordFile(suite: suite, in: Workspace(root: place))
  }

  /// The parent's part: all records, in the order in which they were begun.
  func read() throws -> [(workspace: Workspace, record: RunRecord)] {
    let manager = FileManager.default
    var found: [(Workspace, RunRecord)] = []
    for number in 0... {
      let place = folder.appending(path: "\(number)", directoryHint: .isDirectory)
      let note = place.appending(path: "workspace")
      guard manager.fileExists(atPath: note.path) else { break }
      let root = URL(filePath: try String(contentsOf: note, encoding: .utf8), directoryHint: .isDirectory)
      let reports = Workspace(root: place).reports
      // Killed in between: the place was made, and nothing written.
      guard manager.fileExists(atPath: reports.path) else { continue }
      for name in try manager.contentsOfDirectory(atPath: reports.path) where name.hasSuffix(".run.json") {
        let suite = String(name.dropLast(".run.json".count))
        if let record = try RunRecordFile(suite: suite, in: Workspace(root: place)).read() {
          found.append((Workspace(root: root), record))
        }
      }
    }
    return found
  }
}
