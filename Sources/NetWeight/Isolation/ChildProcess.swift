import Foundation
import Subprocess

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A process in a process group of its own, with a time limit, whose output goes to a file.
struct ChildProcess: Sendable {
  let executable: String
  let arguments: [String]
  let environment: [String: String]
  /// Standard output and standard error, in the order in which they were written.
  let log: URL
  let limit: Duration

  enum Ending: Sendable, Equatable {
    case exited(Int)
    case signaled(Int)
    /// Killed at the time limit.
    case hung
  }

  /// Runs it to its end, or kills it and all that it started when the limit passes or this task is cancelled.
  /// - Throws: CancellationError, or why it could not be started.
  func run() async throws -> Ending {
    try await withThrowingTaskGroup(of: Ending.self) { group in
      group.addTask { try await runToEnd() }
      group.addTask {
        try await Task.sleep(for: limit)
        return .hung
      }
      let first = try await group.next()!
      // Cancelling is what kills; the group then waits until the process is really gone.
      group.cancelAll()
      return first
    }
  }

  private func runToEnd() async throws -> Ending {
    guard FileManager.default.createFile(atPath: log.path, contents: nil) else {
      throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: log.path])
    }
    // A file and not a pipe: the end of a pipe comes only when the last grandchild has closed it, and one left
    // over by a crashed runtime would keep us waiting.
    let file = try FileHandle(forWritingTo: log)
    defer { file.closeFile() }
    var options = PlatformOptions()
    options.processGroupID = 0
    options.teardownSequence = [
      .send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .zero)
    ]
    var variables: [Environment.Key: String] = [:]
    for (name, value) in environment { Environment.Key(rawValue: name).map { variables[$0] = value } }
    let result = try await Subprocess.run(
      .path(.init(executable)), arguments: Arguments(arguments),
      environment: .custom(variables), platformOptions: options,
      output: .fileDescriptor(.init(rawValue: file.fileDescriptor), closeAfterSpawningProcess: false),
      error: .combinedWithOutput)
    // What it started and left behind is in its group still. No member, no group: then this does nothing.
    kill(-result.processIdentifier.value, SIGKILL)
    try Task.checkCancellation()
    return switch result.terminationStatus {
    case .exited(let code): .exited(Int(code))
    case .signaled(let signal): .signaled(Int(signal))
    }
  }

  /// The last lines of what it printed.
  func lastOutput(lines: Int = 30) throws -> String {
    let file = try FileHandle(forReadingFrom: log)
    defer { file.closeFile() }
    let size = try file.seekToEnd()
    let window: UInt64 = 32 * 1024
    try file.seek(toOffset: size > window ? size - window : 0)
    let text = String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
    return text.split(separator: "\n").suffix(lines).map { "  \($0)" }.joined(separator: "\n")
  }
}
