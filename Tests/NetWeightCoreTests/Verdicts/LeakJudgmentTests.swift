import NetWeightCore
import Testing

@Suite struct LeakJudgmentTests {
  private let claim = Claim(
    kind: .leak, sourceText: "#expectNoLeak(int8, over: 100)", promise: "keeps no more", variant: "int8")
  private let readings = MemoryReadings.same(.counted(loading: 1000, running: 1000, kept: 1000))

  private func verdict(_ retained: @escaping (Int) -> Int, resident: Int? = 0, runs: Int = 100) -> Verdict {
    verdict([retained, retained, retained], resident: resident, runs: runs)
  }

  private func verdict(_ retained: [(Int) -> Int], resident: Int? = 0, runs: Int = 100) -> Verdict {
    LeakJudgment(claim: claim).verdict(
      on: retained.map { .init(retainedBytes: (0..<runs).map($0), residentGrowth: resident) },
      readings: readings)
  }

  @Test func `a variant that keeps the same has no leak`() {
    let verdict = verdict({ _ in 5000 })
    #expect(verdict.ruling == .held)
    #expect(verdict.summary == "'int8' keeps no more after 100 runs than after 40")
  }

  @Test func `a few bytes a run are a leak`() {
    let verdict = verdict({ 5000 + 64 * $0 })
    #expect(verdict.ruling == .broken)
    #expect(
      verdict.summary
        == "'int8' keeps 64 B more after each run, 3.84 kB over the last 60 of 100 runs, in 3 of 3 processes")
    #expect(verdict.variant?.description == "64 B, n = 100")
    #expect(verdict.notes.first == .init("kept", "5.00 kB after the first run, 11.3 kB after the last"))
  }

  @Test func `a leak under what comes and goes is seen`() {
    #expect(verdict({ 5000 + 64 * $0 + ($0.isMultiple(of: 3) ? 1_000_000 : 0) }).ruling == .broken)
    #expect(verdict({ 5000 + ($0.isMultiple(of: 3) ? 1_000_000 : 0) }).ruling == .held)
  }

  @Test func `a cache that fills in the first runs is none`() {
    #expect(verdict({ min($0, 15) * 1000 }).ruling == .held)
  }

  @Test func `a cache that fills later is told from a leak by more runs`() {
    let verdict = verdict({ min($0, 50) * 1000 })
    #expect(verdict.ruling == .inconclusive(.tooClose))
    #expect(
      verdict.summary
        == "'int8' keeps 500 B more after each run, and not steadily: a cache that fills, or a leak now and then"
    )
    #expect(verdict.next == ["tell one from the other by more runs: over: 500"])
    #expect(self.verdict({ min($0, 50) * 1000 }, runs: 500).ruling == .held)
  }

  @Test func `what was freed once hides no growth after it`() {
    #expect(verdict({ $0 < 40 ? 1_000_000 : 64 * $0 }).ruling == .inconclusive(.tooClose))
  }

  /// Each window meets every input, so the last answer that a variant keeps is no growth.
  @Test func `a last answer that is kept is no leak`() {
    let sizes = (0..<20).map { 1000 + 137 * (($0 * 7) % 20) }
    #expect(verdict({ sizes[$0 % 20] }).ruling == .held)
  }

  @Test func `one process of three that keeps more is a disturbance`() {
    #expect(verdict([{ _ in 1 }, { _ in 1 }, { 64 * $0 }]).ruling == .held)
    #expect(verdict([{ _ in 1 }, { 64 * $0 }, { 64 * $0 }]).ruling == .broken)
  }

  @Test func `resident memory that grows without blocks is not passed`() {
    let verdict = verdict({ _ in 5000 }, resident: 9_000_000)
    #expect(verdict.ruling == .inconclusive(.tooClose))
    #expect(
      verdict.summary
        == "'int8' keeps no more blocks, and 9.00 MB more are resident after 100 runs than after 20")
  }

  @Test func `too few runs decide nothing`() {
    let verdict = verdict({ _ in 1 }, runs: 19)
    #expect(verdict.ruling == .inconclusive(.invalidClaim))
    #expect(verdict.summary == "19 runs do not tell a leak from a cache that fills")
    #expect(self.verdict([]).ruling == .inconclusive(.invalidClaim))
  }

  @Test func `what was not counted is not judged`() {
    let verdict = LeakJudgment(claim: claim).verdict(
      on: [.init(retainedBytes: Array(repeating: 1, count: 50))],
      readings: MemoryReadings([.sampled(seen: 1, resident: 1)]))
    #expect(verdict.ruling == .inconclusive(.memoryUnreadable))
  }
}
