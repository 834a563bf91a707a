import Foundation
import NetWeight
import NetWeightCore
import Synchronization
import Testing

private let bodiesRun = Mutex(0)

/// Each of these bodies runs in a process that runs no other.
private func expectToBeAlone() {
  #expect(IsolatedCase.isChild)
  let count = bodiesRun.withLock { count in
    count += 1
    return count
  }
  #expect(count == 1)
}

@Suite(.isolated) struct IsolatedTraitTests {
  @Test func inheritedFromTheSuite() { expectToBeAlone() }
  @Test(.isolated) func inheritedAndRepeated() { expectToBeAlone() }
  @Test func `a name with spaces, (brackets) and a + sign`() { expectToBeAlone() }

  @Test(arguments: 0..<6, ["a", "b"]) func eachCaseIsAlone(number: Int, text: String) { expectToBeAlone() }

  enum Size: CaseIterable { case one, two }
  @Test(arguments: Size.allCases) func argumentsThatAreNotEncodable(size: Size) { expectToBeAlone() }

  @Suite(.isolated(timeLimit: .seconds(90))) struct Nested {
    @Test(.isolated) func inheritedTwice() { expectToBeAlone() }
  }

  @Test(.enabled(if: onLinux)) func isTheFirstToGoWhenMemoryRunsOut() throws {
    #expect(try String(contentsOfFile: "/proc/self/oom_score_adj", encoding: .utf8) == "1000\n")
  }

  @Test(.budget(seconds: 3)) func settingsOfTheTestHoldThere() {
    #expect(Settings.current.budget == 3)
    expectToBeAlone()
  }

  @Test(.measuresMemory, arguments: [2, 3])
  func memoryIsReadInAProcessOfThatProcess(mebibytes: Int) async throws {
    let peak = try await MeasuringChild.peakMemory(
      of: retaining(mebibytes), inputs: oneInput, key: "claim", children: 1)
    // In the measuring process the call above does not return.
    #expect(!MeasuringChild.isChild)
    #expect(try #require(peak).loading.retainedBytes / mebibyte == mebibytes)
  }

  @Test(.measuresMemory) func twoClaimsOfAnIsolatedTestAreMeasuredApart() async throws {
    let small = try await MeasuringChild.peakMemory(
      of: retaining(1), inputs: oneInput, key: "small", children: 1)
    let large = try await MeasuringChild.peakMemory(
      of: retaining(5), inputs: oneInput, key: "large", children: 1)
    if MeasuringChild.isChild { return }
    #expect(try #require(small).loading.retainedBytes / mebibyte == 1)
    #expect(try #require(large).loading.retainedBytes / mebibyte == 5)
  }
}

/// A lock among processes: what `.uncontended` says in the parent holds for its children.
@Suite struct UncontendedAndIsolatedTests {
  @Test(.uncontended, .isolated, arguments: 0..<3) func oneOrder(number: Int) throws { try holdAlone() }
  @Test(.isolated, .uncontended, arguments: 0..<3) func theOther(number: Int) throws { try holdAlone() }

  private func holdAlone() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("netweight-alone-\(getppid())")
    #expect(mkdir(file.path, 0o700) == 0, "another process is at it")
    usleep(20_000)
    rmdir(file.path)
  }
}

private var onLinux: Bool {
  #if os(Linux)
    true
  #else
    false
  #endif
}
