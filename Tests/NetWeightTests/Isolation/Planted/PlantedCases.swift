import Foundation
import NetWeight
import NetWeightCore
import Subprocess
import Testing

/// Tests with known faults, which `IsolatedTraitTests` runs in a process of its own and reads the results of.
///
/// Each issue carries its own line in its text, so that the line it is reported at can be compared.
@Suite(.isolated, .planted) struct PlantedCases {
  struct Broken: Error, CustomStringConvertible { let description = "layer 3 has no weights" }

  @Test func expectationFails() {
    let answer = 1
    #expect(answer == 2, "on line \(#line)")
  }

  @Test func recordsATextOfTwoLines() { Issue.record("first\non line \(#line)") }
  @Test func recordsAnError() { Issue.record(Broken(), "on line \(#line)") }
  @Test func throwsAnError() throws { throw Broken() }
  @Test func warns() { Issue.record("careful, on line \(#line)", severity: .warning) }

  @Test func knownIssue() { withKnownIssue("bug 7") { Issue.record(Broken(), "on line \(#line)") } }
  @Test func knownIssueThatIsGone() { withKnownIssue("bug 8, on line \(#line)") {} }

  @Test func recordsInADetachedTask() async {
    await Task.detached { _ = Issue.record("from elsewhere, on line \(#line)") }.value
  }

  @Test func attaches() {
    Attachment.record("1.5 ms\n", named: "figures.txt")
    Attachment.record([UInt8](repeating: 7, count: 100_000), named: "large.bin")
  }

  @Test func cancelsItself() throws { try Test.cancel("no GPU in this machine") }

  @Test(arguments: 0..<5) func cases(number: Int) throws {
    if number == 2 { fatalError("kernel 2 not built") }
    if number == 3 { try Test.cancel("no kernel 3") }
    #expect(number != 1, "on line \(#line)")
  }

  @Test func crashes() { fatalError("kernel not built") }
  @Test func exitsWith3() { exit(3) }
  @Test func exitsWith0() {
    print("all is well")
    exit(0)
  }

  @Test(.isolated(timeLimit: .milliseconds(1500))) func hangs() {
    print("waiting for the device")
    while true { usleep(10_000) }
  }

  @Test func allocatesWithoutEnd() {
    // The kernel's patience is tried on this process only, and the machine's memory not at all.
    var limit = rlimit(rlim_cur: 2 << 30, rlim_max: 2 << 30)
    setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
    var hoard: [[UInt8]] = []
    while true { hoard.append([UInt8](repeating: 1, count: 64 << 20)) }
  }

  @Test(.isolated(timeLimit: .zero)) func hasNoTime() { Issue.record("ran without any time") }
  @Test(.enabled(if: !IsolatedCase.isChild)) func isSkippedThere() { Issue.record("ran in the parent") }

  @Test(.timeLimit(.minutes(1)), .enabled(if: Planted.isSlow)) func exceedsItsTimeLimit() {
    print("waiting for a minute")
    while true { usleep(10_000) }
  }
}

/// Verdicts of several processes that belong in one record.
@Suite(
  .baseline("planted"), .planted,
  .sandbox(Planted.folder.map { Workspace(root: $0) }, host: Host(isCI: true, isDebugBuild: false)))
struct PlantedVerdicts {
  @Test(.isolated) func broken() async throws {
    try await expectSmaller(variant("int8", 1000), than: variant("fp32", 2000), by: .times(4))
  }

  @Test(.isolated, arguments: [2.0, 4.0]) func held(factor: Double) async throws {
    try await expectSmaller(variant("int4", 500), than: variant("fp32", 2000), by: .times(factor))
  }

  @Test(.isolated) func heldBeforeACrash() async throws {
    try await expectSmaller(variant("fp16", 1000), than: variant("fp32", 2000), by: .times(2))
    fatalError("after its verdict")
  }

  @Test(.isolated, .measuresMemory) func memoryHeld() async throws {
    let variant = TestVariant(name: "small", loads: { [Block(bytes: mebibyte)] })
    let set = SampleSet(
      name: "planted/gold", kind: .gold, sha256: "", preprocessing: "", classes: 2,
      samples: [Sample(id: "a", input: Tensor(vector: [1]), label: 0)])
    try await expectPeakMemory(variant, atMost: .megabytes(8), on: set)
  }

  @Test func heldInTheParent() async throws {
    try await expectSmaller(variant("pruned", 1000), than: variant("fp32", 2000), by: .times(2))
  }

  private func variant(_ name: String, _ bytes: Int) throws -> TestVariant {
    let file = try #require(Planted.folder).appendingPathComponent("\(name).weights")
    try Data(count: bytes).write(to: file, options: .atomic)
    return TestVariant(name: name, artefactFiles: [file], loads: { [] })
  }
}

enum Planted {
  /// Set to the folder in which the planted tests may write, and only where they shall run.
  static let variable: Environment.Key = "NETWEIGHT_PLANTED_TESTS"
  static let folder = ProcessInfo.processInfo.environment[variable.rawValue].map { URL(fileURLWithPath: $0) }
  /// Swift Testing's shortest time limit is a minute: only where somebody asks for that.
  static let isSlow = ProcessInfo.processInfo.environment["NETWEIGHT_SLOW_TESTS"] == "1"
}

extension Trait where Self == ConditionTrait {
  /// Runs only in a process that was started for it.
  static var planted: Self { .enabled(if: Planted.folder != nil, "run by PlantedRun") }
}
