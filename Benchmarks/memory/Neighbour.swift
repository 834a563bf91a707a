import CMemoryPatterns
import Foundation
import Subprocess
import Synchronization

/// Somebody who makes and touches 100 MB, again and again, beside what is measured.
enum Neighbour {
  static let bytes = 100_000_000

  /// Where it is. In the same process it is what defeats every figure of the process as a whole.
  enum Place: Sendable { case nowhere, inThisProcess, inThisProcessAndAnother }

  /// Does something beside it, from when it has begun.
  static func at<Result: Sendable>(
    _ place: Place, _ body: @Sendable () async throws -> Result
  ) async throws -> Result {
    switch place {
    case .nowhere: return try await body()
    case .inThisProcess: return try await besideThread(body)
    case .inThisProcessAndAnother:
      return try await besideThread { try await besideProcess(body) }
    }
  }

  private static func besideThread<Result: Sendable>(
    _ body: @Sendable () async throws -> Result
  ) async throws -> Result {
    let thread = NeighbourThread()
    await thread.start()
    do {
      let result = try await body()
      await thread.stop()
      return result
    } catch {
      await thread.stop()
      throw error
    }
  }

  private static func besideProcess<Result: Sendable>(
    _ body: @Sendable () async throws -> Result
  ) async throws -> Result {
    let executable = BuiltFile.named("memory-neighbour").path(percentEncoded: false)
    let run = try await Subprocess.run(
      .path(.init(executable)), arguments: ["\(bytes)"], input: .none, output: .sequence, error: .discarded
    ) { execution in
      var lines = execution.standardOutput.strings().makeAsyncIterator()
      guard try await lines.next() != nil else { throw NeighbourFailure(executable: executable) }
      do {
        let result = try await body()
        try execution.send(signal: .kill)
        return result
      } catch {
        try execution.send(signal: .kill)
        throw error
      }
    }
    return run.closureResult
  }
}

/// The other process ended before it began.
struct NeighbourFailure: Error, CustomStringConvertible {
  let executable: String
  var description: String { "\(executable) ended before it touched anything" }
}

private final class NeighbourThread: Sendable {
  private let isStopped = Atomic<Bool>(false)
  private let (ended, end) = AsyncStream<Void>.makeStream()

  func start() async {
    await withCheckedContinuation { (begun: CheckedContinuation<Void, Never>) in
      Thread.detachNewThread { [self] in
        _ = pattern_touch(Neighbour.bytes)
        begun.resume()
        while !isStopped.load(ordering: .relaxed) { _ = pattern_touch(Neighbour.bytes) }
        end.finish()
      }
    }
  }

  func stop() async {
    isStopped.store(true, ordering: .relaxed)
    for await _ in ended {}
  }
}
