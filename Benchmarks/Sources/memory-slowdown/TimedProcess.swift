import Foundation
import Subprocess

/// A process that times a block of calls whenever it is told to, and stands still meanwhile.
///
/// `@unchecked Sendable`: one round has it, and asks one process at a time.
final class TimedProcess: @unchecked Sendable {
  /// What a process says of a block.
  struct Block {
    let nanosecondsOfCall: Double
    /// 0 where they are not counted.
    let allocationsOfCall: Double
  }

  private let writer: StandardInputWriter
  private let send: (Signal) throws -> Void
  private var lines: SubprocessOutputSequence.StringSequence<UTF8>.AsyncIterator

  init(_ execution: Execution<CustomWriteInput, SequenceOutput, some ErrorOutputProtocol>) {
    writer = execution.standardInputWriter
    send = { try execution.send(signal: $0) }
    lines = execution.standardOutput.strings().makeAsyncIterator()
  }

  /// - Throws: when the process has ended, after it said why on standard error.
  func timeBlock() async throws -> Block {
    try send(.resume)
    _ = try await writer.write("\n")
    let numbers =
      try await lines.next()?.split(whereSeparator: \.isWhitespace).compactMap { Double($0) } ?? []
    guard numbers.count == 2, numbers[0] > 0 else { throw SlowdownError("a timed process ended early") }
    // The thread of a measuring process that follows its memory would slow down whoever comes next.
    try send(.suspend)
    return Block(nanosecondsOfCall: numbers[0], allocationsOfCall: numbers[1])
  }

  /// Lets it come to its end: a process that stands still would be waited for without one.
  func release() throws { try send(.resume) }
}
