import Foundation
import ModelCompression
import NetWeight
import NetWeightCore
import Synchronization

@Suite("#expectPeakMemory fires on", .uncontended)
struct PeakMemoryFaults {
  let sandbox: Sandbox
  let gold: SampleSet

  init() throws {
    sandbox = try Sandbox()
    gold = try Digits.gold()
  }

  @Test func `a second copy of the weights, with its bytes and whose it is`() async throws {
    let hoarding = Faulty(name: "hoarding-int8", alsoHeld: Digits.fp32)
    let verdict = try await sandbox.failing(
      saying:
        "it keeps 1.52 MB of a file of 309 kB, 1.21 MB more, as much as 'fp32' keeps: look for a second copy"
    ) {
      try await #expectPeakMemory(hoarding, atMost: .ratio(0.6, of: Digits.fp32), on: gold)
    }
    #expect(verdict.ruling == .broken)
    #expect(verdict.memory?.timeline.loading.highestBytes.isEmpty == false)
  }

  @Test func `a limit in bytes`() async throws {
    let verdict = try await sandbox.failing(saying: "'int8' needs", "promised at most 100 kB") {
      try await #expectPeakMemory(Digits.int8, atMost: .kilobytes(100))
    }
    #expect(verdict.ruling == .broken)
  }

  @Test func `more than the accepted baseline`() async throws {
    let store = BaselineStore(suite: "planted", in: sandbox.workspace)
    _ = try await sandbox.run { try await #expectPeakMemory(Digits.int8, atMost: .megabytes(1), on: gold) }
    // The measuring process of the next claim runs this test, too, and has nothing to accept.
    if !MeasuringChild.isChild { try store.accept("int8") }
    let same = try await sandbox.run {
      try await #expectPeakMemory(Digits.int8, atMost: .baseline(within: .percent(2)), on: gold)
    }
    #expect(same.ruling == .held)
    #expect(same.baselineFile?.hasSuffix("planted/int8.json") == true)
    let hoarding = Faulty(name: "int8", alsoHeld: Digits.fp32)
    let verdict = try await sandbox.failing(saying: "2 % over the 319 kB in its baseline") {
      try await #expectPeakMemory(hoarding, atMost: .baseline(within: .percent(2)), on: gold)
    }
    #expect(verdict.ruling == .broken)
    #expect(verdict.next.last == "after an intended change: review and accept what this run proposed")
  }

  @Test func `a baseline that is not there, and proposes one`() async throws {
    let verdict = try await sandbox.failing(
      saying: "planted/int8.json is not there to compare the memory of 'int8' with"
    ) {
      try await #expectPeakMemory(Digits.int8, atMost: .baseline(within: .percent(2)), on: gold)
    }
    #expect(verdict.ruling == .inconclusive(.noBaseline))
    let store = BaselineStore(suite: "planted", in: sandbox.workspace)
    #expect(try store.proposed("int8")?.machines[Machine.current.description]?.peakMemory != nil)
  }

  @Test func `memory that no allocator gave`() async throws {
    let mapping = Mapping(name: "mapping-int8")
    let verdict = try await sandbox.failing(saying: "more than it kept are resident, which were not counted")
    {
      try await #expectPeakMemory(mapping, atMost: .megabytes(32), on: gold)
    }
    #expect(verdict.ruling == .inconclusive(.memoryUnreadable))
  }

  @Test func `each set of a loop by itself`() async throws {
    let hard = try Digits.hard()
    for set in [gold, hard] {
      let keeping = Faulty(name: "keeping-int8", base: set.kind == .gold ? Digits.int8 : Digits.fp32)
      let verdict = try await sandbox.run {
        try await #expectPeakMemory(keeping, atMost: .megabytes(2), on: set)
      }
      guard !MeasuringChild.isChild else { continue }
      let peak = try #require(verdict.variant?.value)
      #expect(set.kind == .gold ? peak < 400_000 : peak > 1_200_000)
    }
  }

  @Test func `a baseline of other inputs`() async throws {
    let store = BaselineStore(suite: "planted", in: sandbox.workspace)
    _ = try await sandbox.run { try await #expectPeakMemory(Digits.int8, atMost: .megabytes(1)) }
    if !MeasuringChild.isChild { try store.accept("int8") }
    let verdict = try await sandbox.failing(saying: "keeps the memory of 'int8' on 64 generated inputs") {
      try await #expectPeakMemory(Digits.int8, atMost: .baseline(within: .percent(2)), on: gold)
    }
    #expect(verdict.ruling == .inconclusive(.noBaseline))
  }

  @Test func `a reference that cannot be loaded`() async throws {
    let unreadable = EmbeddedVariant(
      "unreadable", at: sandbox.file("nowhere.safetensors"), format: .fp32)
    let verdict = try await sandbox.failing(saying: "'unreadable'", "nowhere.safetensors") {
      try await #expectPeakMemory(Digits.int8, atMost: .ratio(0.6, of: unreadable), on: gold)
    }
    #expect(verdict.ruling.name == "inconclusive")
  }

  @Test func `a limit of nothing`() async throws {
    let nothing = 0.0
    let verdict = try await sandbox.failing(saying: "a limit of 0 B on a peak of") {
      try await #expectPeakMemory(Digits.int8, atMost: .megabytes(nothing), on: gold)
    }
    #expect(verdict.ruling == .inconclusive(.invalidClaim))
  }
}

@Suite("#expectAllocations fires on", .uncontended)
struct AllocationFaults {
  let sandbox: Sandbox
  let gold: SampleSet

  init() throws {
    sandbox = try Sandbox()
    gold = try Digits.gold()
  }

  @Test func `a copy of each answer`() async throws {
    let copying = Faulty(name: "int8") { _, scores in
      Tensor(vector: scores.scalars.map { $0 + 0 })
    }
    let store = BaselineStore(suite: "planted", in: sandbox.workspace)
    _ = try await sandbox.run { try await #expectPeakMemory(Digits.int8, atMost: .megabytes(1), on: gold) }
    if !MeasuringChild.isChild { try store.accept("int8") }
    let same = try await sandbox.run {
      try await #expectAllocations(Digits.int8, atMost: .baseline, on: gold)
    }
    #expect(same.ruling == .held)
    let verdict = try await sandbox.failing(saying: "times for memory while running, promised at most") {
      try await #expectAllocations(copying, atMost: .baseline, while: .running, on: gold)
    }
    #expect(verdict.ruling == .broken)
  }

  @Test func `one time too many`() async throws {
    let verdict = try await sandbox.failing(saying: "while loading, promised at most 1,") {
      try await #expectAllocations(Digits.int8, atMost: .count(1), while: .loading)
    }
    #expect(verdict.ruling == .broken)
  }
}

@Suite("#expectNoLeak fires on", .uncontended)
struct LeakFaults {
  let sandbox: Sandbox
  init() throws { sandbox = try Sandbox() }

  @Test func `answers that are never let go`() async throws {
    let log = Mutex<[Tensor]>([])
    let leaking = Faulty(name: "leaking-int8") { _, scores in
      log.withLock { $0.append(scores) }
      return scores
    }
    let verdict = try await sandbox.failing(
      saying: "'leaking-int8' keeps", "more after each run", "in 3 of 3 processes"
    ) {
      try await #expectNoLeak(leaking, over: 100, on: Digits.gold())
    }
    #expect(verdict.ruling == .broken)
  }

  @Test func `a block of 16 bytes in each call`() async throws {
    let leaking = Faulty(name: "leaking-int8") { _, scores in
      let block = UnsafeMutableRawPointer.allocate(byteCount: 16, alignment: 8)
      block.storeBytes(of: 1, as: Int.self)
      return scores
    }
    let verdict = try await sandbox.failing(
      saying: "keeps 16 B more after each run, 960 B over the last 60 of 100"
    ) {
      try await #expectNoLeak(leaking, over: 100, on: Digits.gold())
    }
    #expect(verdict.ruling == .broken)
  }

  @Test func `too few runs to tell`() async throws {
    let verdict = try await sandbox.failing(saying: "5 runs do not tell a leak from a cache that fills") {
      try await #expectNoLeak(Digits.int8, over: 5)
    }
    #expect(verdict.ruling == .inconclusive(.invalidClaim))
  }
}

/// A variant that maps 64 MB for itself, and touches them.
private struct Mapping: Variant {
  let name: String
  var numericFormat: NumericFormat { Digits.int8.numericFormat }
  var runtime: RuntimeIdentity { Digits.int8.runtime }
  var artefactFiles: [URL] { Digits.int8.artefactFiles }

  func load() async throws -> any LoadedVariant {
    let bytes = 64_000_000
    guard let pages = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
      pages != MAP_FAILED
    else { throw CocoaError(.fileReadUnknown) }
    memset(pages, 1, bytes)
    return try await Digits.int8.load()
  }
}
