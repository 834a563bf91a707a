import Foundation
import NetWeight
import NetWeightCore
import Synchronization
import Testing

/// A variant whose runtime is not on this machine.
@Suite struct MissingRuntimeTests {
  /// Runs a claim that has to fail its test.
  private func failing(_ claim: () async throws -> Verdict) async throws -> (
    verdict: Verdict, message: String
  ) {
    var settings = Settings()
    settings.host = Host(isCI: true, isDebugBuild: false)
    var verdict: Verdict?
    let messages = Mutex<[String]>([])
    try await withKnownIssue {
      verdict = try await Settings.$current.withValue(settings, operation: claim)
    } matching: { issue in
      messages.withLock { $0.append("\(issue)") }
      return true
    }
    return (try #require(verdict), messages.withLock { $0.joined(separator: "\n") })
  }

  @Test func `a claim fails with every place that was tried`() async throws {
    let (verdict, message) = try await failing {
      try await expectStable(Elsewhere.variant, on: Elsewhere.set)
    }
    #expect(verdict.ruling == .inconclusive(.runtimeMissing))
    #expect(verdict.summary == "'elsewhere' cannot run: Runtime 2 or newer was not found in 2 places")
    #expect(verdict.next == ["install it"])
    for place in ["tried ", "/opt/libruntime.so: no such file", "libruntime.so: it is version 1"] {
      #expect(message.contains(place))
    }
  }

  @Test func `claims of latency, placement and quality say it in the same way`() async throws {
    let other = TestVariant(name: "fp32", loads: { [] })
    for claim: @Sendable () async throws -> Verdict in [
      { try await expectFaster(Elsewhere.variant, than: other, p95: .times(1), on: Elsewhere.set) },
      { try await expectFaster(other, than: Elsewhere.variant, p95: .times(1), on: Elsewhere.set) },
      {
        try await expectWithinDrop(
          Elsewhere.variant, of: .points(1), in: .accuracy, on: Elsewhere.set, from: other)
      },
      {
        try await expectAgreement(
          Elsewhere.variant, with: other, on: Elsewhere.set, within: [.sqnr(atLeast: 25)])
      },
    ] {
      #expect(try await failing(claim).verdict.ruling == .inconclusive(.runtimeMissing))
    }
  }

  @Test(.measuresMemory) func `a claim of memory starts no process to find out`() async throws {
    let (verdict, _) = try await failing {
      try await expectPeakMemory(Elsewhere.variant, atMost: .megabytes(1), on: Elsewhere.set)
    }
    #expect(verdict.ruling == .inconclusive(.runtimeMissing))
  }

  @Test(.measuresMemory) func `a suite that says so skips the test, which goes no further`() async throws {
    #expect(try await PlantedRun.shared.issues(of: "skipped") == [])
    #expect(try await PlantedRun.shared.issues(of: "skippedOutsideOfAClaim") == [])
    #expect(try await PlantedRun.shared.issues(of: "notOptional").map(\.symbol) == ["fail"])
  }
}

enum Elsewhere {
  static let missing = RuntimeMissing(
    "Runtime 2 or newer",
    attempts: [.init("/opt/libruntime.so", "no such file"), .init("libruntime.so", "it is version 1")],
    next: "install it")
  static let variant = TestVariant(name: "elsewhere", prepares: { throw missing }, loads: { [] })
  static let set = SampleSet(
    name: "planted/gold", kind: .gold, sha256: "", preprocessing: "", classes: 1,
    samples: [Sample(id: "a", input: Tensor(vector: [1]), label: 0)])
}
