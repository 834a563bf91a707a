public import Foundation

/// Another executable, run to its end.
public struct ChildProcess {
  /// What it said and how it ended.
  public struct Outcome {
    /// 0 for success.
    public let status: Int32
    /// Standard output.
    public let output: String
  }

  /// Runs it with variables added to those of this process; its standard error is dropped.
  public static func run(
    _ executable: URL, _ arguments: [String], adding variables: [String: String] = [:]
  ) throws -> Outcome {
    let process = Process()
    process.executableURL = executable
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(variables) { $1 }
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Outcome(status: process.terminationStatus, output: String(decoding: output, as: UTF8.self))
  }
}
