import Foundation
import NetWeight
import NetWeightCore
import Testing

/// Nothing that a child started outlives it.
@Suite(.measuresMemory) struct ChildEndTests {
  @Test func cancellationKillsTheChild() async throws {
    let file = note(named: "cancelled")
    defer { if !MeasuringChild.isChild { unlink(file.path) } }
    let variant = TestVariant(loads: {
      try "\(getpid())".write(to: file, atomically: true, encoding: .utf8)
      while true { usleep(10_000) }
    })
    let task = Task { try await MeasuringChild.peakMemory(of: variant, inputs: oneInput, key: "claim") }
    if !MeasuringChild.isChild {
      let pid = try await writtenIdentifier(in: file)
      task.cancel()
      await #expect(throws: CancellationError.self) { try await task.value }
      #expect(try await isGone(pid))
    } else {
      _ = try await task.value
    }
  }

  @Test func whatACrashedChildStartedDiesToo() async throws {
    let file = note(named: "grandchild")
    defer { if !MeasuringChild.isChild { unlink(file.path) } }
    let variant = TestVariant(loads: {
      // Not by Foundation, which gives its children a process group of their own.
      var pid = pid_t()
      let arguments: [UnsafeMutablePointer<CChar>?] = [strdup("sh"), strdup("-c"), strdup("sleep 300"), nil]
      posix_spawn(&pid, "/bin/sh", nil, nil, arguments, [nil])
      try "\(pid)".write(to: file, atomically: true, encoding: .utf8)
      abort()
    })
    await #expect(throws: MeasuringChildError.self) {
      try await MeasuringChild.peakMemory(of: variant, inputs: oneInput, key: "claim")
    }
    #expect(try await isGone(try await writtenIdentifier(in: file)))
  }

  /// A file that parent and child know by the parent's number, so that two test runs do not share it.
  private func note(named name: String) -> URL {
    let parent = MeasuringChild.isChild ? getppid() : getpid()
    return FileManager.default.temporaryDirectory.appendingPathComponent("netweight-\(name)-\(parent).pid")
  }

  private func writtenIdentifier(in file: URL) async throws -> pid_t {
    while !FileManager.default.fileExists(atPath: file.path) { try await Task.sleep(for: .milliseconds(10)) }
    return try #require(pid_t(try String(contentsOf: file, encoding: .utf8)))
  }
}
