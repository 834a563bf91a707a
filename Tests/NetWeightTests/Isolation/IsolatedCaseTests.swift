import Foundation
import NetWeight
import Testing

/// Nothing that an isolated case started outlives it.
@Suite(.measuresMemory) struct IsolatedCaseTests {
  @Test func cancellationKillsTheProcessAndItsOwnChildren() async throws {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("netweight-nested-\(try generation()).pid")
    if IsolatedCase.isChild {
      let variant = TestVariant(loads: {
        try "\(getpid())".write(to: file, atomically: true, encoding: .utf8)
        while true { usleep(10_000) }
      })
      print("measuring")
      fflush(nil)
      _ = try await MeasuringChild.peakMemory(of: variant, inputs: oneInput, key: "claim")
      return
    }
    defer { unlink(file.path) }
    let test = try #require(Test.current)
    let task = Task { try await IsolatedCase(test: test.id, identity: "").run() }
    while !FileManager.default.fileExists(atPath: file.path) { try await Task.sleep(for: .milliseconds(10)) }
    let pid = try #require(pid_t(try String(contentsOf: file, encoding: .utf8)))
    task.cancel()
    #expect(try await task.value.problem == .cancelled(output: "  measuring"))
    #expect(try await isGone(pid))
  }

  @Test func cancelledBeforeItsTurn() async throws {
    let test = try #require(Test.current)
    let task = Task {
      while !Task.isCancelled { await Task.yield() }
      return try await IsolatedCase(test: test.id, identity: "").run()
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func processThatNeverReachesTheTest() async throws {
    // In the child this test is not the case that is asked for, so nothing notes that it was reached.
    if IsolatedCase.isChild {
      print("nothing to see")
      return
    }
    let test = try #require(Test.current)
    let outcome = try await IsolatedCase(test: test.id, identity: "another case").run()
    #expect(outcome.problem == .exited(.notReached, code: 0, output: "  nothing to see"))
    #expect(outcome.output == "nothing to see\n")
  }

  /// The number of the first process of this run: a parent's, or a grandparent's.
  private func generation() throws -> pid_t {
    if !IsolatedCase.isChild { return getpid() }
    if !MeasuringChild.isChild { return getppid() }
    let stat = try String(contentsOfFile: "/proc/\(getppid())/stat", encoding: .utf8)
    let fields = try #require(stat.split(separator: ")").last).split(separator: " ")
    return try #require(pid_t(fields[1]))
  }
}
