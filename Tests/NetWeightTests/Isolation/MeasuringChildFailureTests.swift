import Foundation
import NetWeight
import NetWeightCore
import Testing

@Suite(.measuresMemory) struct MeasuringChildFailureTests {
  struct Broken: Error, CustomStringConvertible { let description = "layer 3 has no weights" }

  @Test func variantThatCannotBeLoaded() async {
    let variant = TestVariant(loads: { throw Broken() })
    #expect(
      await failure(of: variant)
        == .variantFailed(variant: "double", when: "while loading", message: "layer 3 has no weights"))
  }

  @Test func variantThatCannotPredict() async {
    let variant = TestVariant(predicts: { throw Broken() }, loads: { [] })
    #expect(
      await failure(of: variant)
        == .variantFailed(variant: "double", when: "while predicting", message: "layer 3 has no weights"))
  }

  @Test func variantThatCrashes() async throws {
    let failure = try #require(await failure(of: TestVariant(loads: { fatalError("kernel not built") })))
    guard case .crashed("double", "while loading", let signal, let output) = failure else {
      Issue.record(failure)
      return
    }
    #expect([4, 5, 6].contains(signal))
    #expect(output.contains("kernel not built"))
  }

  @Test func variantThatHangs() async throws {
    let variant = TestVariant(loads: { while true { usleep(10_000) } })
    let failure = try #require(await failure(of: variant, limit: .seconds(4)))
    guard case .hung("double", "while loading", 4, _) = failure else {
      Issue.record(failure)
      return
    }
  }

  @Test func testThatReturnsBeforeTheClaim() async throws {
    if MeasuringChild.isChild {
      print("nothing to see")
      return
    }
    let failure = try #require(await failure(of: retaining(1)))
    guard case .neverReached("double", "before it reached the claim", 0, let output) = failure else {
      Issue.record(failure)
      return
    }
    #expect(output.contains("nothing to see"))
  }

  @Test func testThatThrowsBeforeTheClaim() async throws {
    if MeasuringChild.isChild { throw Broken() }
    let failure = try #require(await failure(of: retaining(1)))
    guard case .neverReached(_, _, let code, let output) = failure else {
      Issue.record(failure)
      return
    }
    #expect(code != 0)
    #expect(output.contains("layer 3 has no weights"))
  }

  @Test func variantThatIsKilled() async throws {
    let failure = try #require(
      await failure(
        of: TestVariant(loads: {
          kill(getpid(), SIGKILL); return []
        })))
    guard case .killed("double", "while loading", let outOfMemory, _) = failure else {
      Issue.record(failure)
      return
    }
    #expect((outOfMemory == nil) == (OutOfMemoryKills.count == nil))
  }

  @Test(.enabled(if: MemoryCgroup.canBeMade, "needs leave to limit the memory of a process"))
  func variantThatTheKernelKillsForMemory() async throws {
    defer { MemoryCgroup.removeEmpty() }
    let failure = try #require(
      await failure(
        of: TestVariant(loads: {
          try MemoryCgroup.enter(limit: 256 * mebibyte)
          return (0..<1024).map { _ in
            let block = Block(bytes: mebibyte)
            memset(block.address, 1, mebibyte)
            return block
          }
        })))
    guard case .killed("double", "while loading", true, _) = failure else {
      Issue.record(failure)
      return
    }
  }

  @Test(arguments: [
    (
      true as Bool?,
      "and meanwhile the system ended a process because memory had run out: it needs more than there is left"
    ),
    (false, "and not for want of memory, as the system says: look for what sends signal 9 (SIGKILL)"),
    (nil, "by signal 9 (SIGKILL), out of memory perhaps: the system does not say"),
  ])
  func whyItWasKilled(outOfMemory: Bool?, words: String) {
    let error = MeasuringChildError.killed(
      variant: "int8", when: "while loading", outOfMemory: outOfMemory, output: "")
    #expect(
      error.description == """
        the measuring process of variant 'int8' was killed while loading, \(words)
        It printed nothing.
        """)
  }

  @Test func measurementInsideAMeasurement() async throws {
    let inner = TestVariant(name: "inner", loads: { [Block(bytes: mebibyte)] })
    let outer = TestVariant(asyncLoads: {
      _ = try await MeasuringChild.peakMemory(of: inner, inputs: oneInput, key: "inner")
      return []
    })
    let failure = try #require(await failure(of: outer))
    guard case .variantFailed("double", "while loading", let message) = failure else {
      Issue.record(failure)
      return
    }
    #expect(
      message.hasPrefix("the memory of 'inner' was asked for while memory was being measured: inside load()")
    )
  }

  /// A claim turns its error into a verdict, which nobody reads in a measuring process.
  @Test func measurementInsideAMeasurementWhoseErrorIsLost() async throws {
    let inner = TestVariant(name: "inner", loads: { [Block(bytes: mebibyte)] })
    let outer = TestVariant(asyncLoads: {
      do {
        _ = try await MeasuringChild.peakMemory(of: inner, inputs: oneInput, key: "inner")
      } catch {}
      return []
    })
    let failure = try #require(await failure(of: outer))
    guard case .variantFailed("double", "while predicting", let message) = failure else {
      Issue.record(failure)
      return
    }
    #expect(message.hasPrefix("the memory of 'inner' was asked for while memory was being measured"))
  }

  @Test func jemallocIsMissingThoughAskedFor() async throws {
    let missing = JemallocLibrary(candidates: ["/nowhere/libjemalloc.so.2"], isAskedFor: true)
    let error = try await #require(throws: JemallocMissing.self) {
      try await MeasuringChild.peakMemory(of: retaining(1), inputs: oneInput, key: "k", library: missing)
    }
    #expect(error.tried == missing.candidates)
    #expect(error.description.contains("/nowhere/libjemalloc.so.2"))
    #expect(error.description.contains("apt-get install libjemalloc-dev"))
  }

  @Test func overrideIsTheOnlyCandidate() {
    let overridden = JemallocLibrary(environment: [JemallocLibrary.variable: "/nowhere/lib.so"])
    #expect(overridden.candidates == ["/nowhere/lib.so"])
    #expect(overridden.isAskedFor)
    #expect(JemallocLibrary(environment: [:]).candidates.count > 3)
  }

  @Test func outsideATest() async {
    let error = await Task.detached {
      await #expect(throws: MeasuringChildError.self) {
        try await MeasuringChild.peakMemory(of: retaining(1), inputs: oneInput, key: "k")
      }
    }.value
    #expect(error == .outsideTest(claim: "k"))
  }

  private func failure(of variant: TestVariant, limit: Duration = .seconds(60)) async -> MeasuringChildError?
  {
    await #expect(throws: MeasuringChildError.self) {
      try await MeasuringChild.peakMemory(of: variant, inputs: oneInput, key: "claim", limit: limit)
    }
  }
}
