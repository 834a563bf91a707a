import Foundation
import Subprocess

#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A test binary at work on a request, in a process group of its own, with a time limit, whose output goes to a
/// file.
struct ChildProcess: Sendable {
  let request: ChildRequest
  let executable: String
  let arguments: [String]
  /// Without the request.
  let environment: [String: String]
  let limit: Duration

  /// This process's environment, with short backtraces, so that the message before one stays among the last
  /// lines.
  static var inheritedEnvironment: [String: String] {
    var environment = ProcessInfo.processInfo.environment
    environment["SWIFT_BACKTRACE"] =
      "enable=yes,color=no,interactive=no,images=none,registers=none,threads=crashed,limit=8,top=0"
    return environment
  }

  /// Standard output and standard error, in the order in which they were written.
  private var log: URL { request.folder.appendingPathComponent("output.txt") }

  /// Runs it to its end, or kills it and all that it started when the limit passes or this task is cancelled.
  /// - Throws: CancellationError, or why it could not be started.
  func run() async throws -> ProcessEnding {
    let lifeline = try Lifeline(in: request.folder)
    defer { withExtendedLifetime(lifeline) {} }
    return try await withThrowingTaskGroup(of: ProcessEnding.self) { group in
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

  private func runToEnd() async throws -> ProcessEnding {
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
    for (name, value) in request.environment(in: environment) {
      Environment.Key(rawValue: name).map { variables[$0] = value }
    }
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

  /// The end of what it printed; nothing when it did not come so far.
  func output(lastBytes window: UInt64) throws -> String {
    guard FileManager.default.fileExists(atPath: log.path) else { return "" }
    let file = try FileHandle(forReadingFrom: log)
    defer { file.closeFile() }
    let size = try file.seekToEnd()
    try file.seek(toOffset: size > window ? size - window : 0)
    return String(decoding: try file.readToEnd() ?? Data(), as: UTF8.self)
  }

  /// The last lines of what it printed.
  func lastOutput(lines: Int = 30) throws -> String {
    try output(lastBytes: 32 * 1024).split(separator: "\n").suffix(lines).map { "  \($0)" }
      .joined(separator: "\n")
  }
}
