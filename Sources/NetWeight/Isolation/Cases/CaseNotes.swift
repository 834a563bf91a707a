import Foundation

/// The files by which the process of an isolated case tells its parent what the event stream does not.
struct CaseNotes: Sendable {
  let folder: URL

  var events: URL { folder.appendingPathComponent("events.jsonl") }
  var attachments: URL { folder.appendingPathComponent("attachments") }
  var records: URL { folder.appendingPathComponent("records") }
  private var reached: URL { folder.appendingPathComponent("reached") }
  private var returned: URL { folder.appendingPathComponent("returned") }
  private var cancelled: URL { folder.appendingPathComponent("cancelled") }

  /// The parent's part: Swift Testing makes none of the folders that it writes to.
  func prepare() throws {
    for url in [attachments, records] {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }
  }

  /// The child's part: runs the test and notes how far it came.
  func following(_ test: @Sendable () async throws -> Void) async throws {
    try Data().write(to: reached)
    do {
      try await test()
    } catch {
      // The reason of `Test.cancel` is in no event. By reflection, since its error is not public; without the
      // reason the test is cancelled all the same.
      if Task.isCancelled {
        let comment = Mirror(reflecting: error).descendant("comment") as? any CustomStringConvertible
        try Data((comment?.description ?? "").utf8).write(to: cancelled)
      }
      try Data().write(to: returned)
      throw error
    }
    try Data().write(to: returned)
  }

  /// How far the process came.
  var progress: IsolatedCaseError.Progress {
    let exists = { (url: URL) in FileManager.default.fileExists(atPath: url.path) }
    return exists(returned) ? .returned : exists(reached) ? .running : .notReached
  }

  func cancellation() throws -> String? {
    guard FileManager.default.fileExists(atPath: cancelled.path) else { return nil }
    return try String(contentsOf: cancelled, encoding: .utf8)
  }
}
