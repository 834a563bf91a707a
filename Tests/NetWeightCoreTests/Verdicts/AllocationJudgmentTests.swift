import NetWeightCore
import Testing

@Suite struct AllocationJudgmentTests {
  private let claim = Claim(
    kind: .allocations, sourceText: "#expectAllocations(int8, atMost: .count(12), while: .running)",
    promise: "at most 12 times", variant: "int8")

  private func memory(allocations: Int, bytes: Int) -> PeakMemory {
    let phase = PeakMemory.Phase(
      peakRequestedBytes: bytes, totalRequestedBytes: bytes, allocations: allocations, retainedBytes: 0)
    return PeakMemory(backend: "jemalloc 5.3.0, allocation hooks", loading: phase, running: phase)
  }

  private func verdict(
    _ readings: MemoryReadings, _ limit: AllocationJudgment.Limit,
    _ phases: [AllocationJudgment.Phase] = [.running]
  ) -> Verdict {
    AllocationJudgment(claim: claim, limit: limit, phases: phases).verdict(on: readings)
  }

  @Test func `one allocation too many breaks it`() {
    #expect(verdict(.same(memory(allocations: 12, bytes: 1)), .count(12)).ruling == .held)
    let over = verdict(.same(memory(allocations: 13, bytes: 1)), .count(12))
    #expect(over.ruling == .broken)
    #expect(
      over.summary == "'int8' asked 13 times for memory while running, promised at most 12, 1 too many")
    #expect(
      over.next == ["look for a buffer that is made anew in each call, or a copy that was not there before"])
  }

  @Test func `bytes are those asked for in all`() {
    #expect(verdict(.same(memory(allocations: 1, bytes: 2000)), .bytes(.kilobytes(2))).ruling == .held)
    #expect(
      verdict(.same(memory(allocations: 1, bytes: 2001)), .bytes(.kilobytes(2)), [.loading]).summary
        == "'int8' asked for 2.00 kB while loading, promised at most 2.00 kB, 1 B too many")
  }

  @Test func `of a baseline blocks count exactly, and bytes have room for paths`() {
    let limit = AllocationJudgment.Limit.baseline(
      memory(allocations: 100, bytes: 10_000), bytesWithin: .percent(1))
    let phases = AllocationJudgment.Phase.allCases
    #expect(verdict(.same(memory(allocations: 100, bytes: 10_100)), limit, phases).ruling == .held)
    #expect(verdict(.same(memory(allocations: 101, bytes: 10_000)), limit, phases).ruling == .broken)
    #expect(verdict(.same(memory(allocations: 100, bytes: 10_101)), limit, phases).ruling == .broken)
    let fewer = verdict(.same(memory(allocations: 90, bytes: 9000)), limit, phases)
    #expect(fewer.ruling == .held)
    #expect(
      fewer.notes.last
        == .init(
          "fewer",
          "allocations while loading 90, in its baseline 100; allocations while running 90, in its baseline 100: "
            + "accept what this run proposed to keep it"))
  }

  @Test func `one disturbed process of three decides nothing`() {
    let (usual, disturbed) = (memory(allocations: 12, bytes: 1), memory(allocations: 672, bytes: 1))
    #expect(verdict(MemoryReadings([usual, disturbed, usual]), .count(12)).ruling == .held)
    let over = verdict(MemoryReadings([disturbed, usual, disturbed]), .count(12))
    #expect(over.ruling == .broken)
    #expect(
      over.summary
        == "'int8' asked 12 … 672 (it varies) times for memory while running, promised at most 12, 660 too many"
    )
  }

  @Test func `counts by another allocator are no comparison`() {
    var known = memory(allocations: 1, bytes: 1)
    known.backend = "glibc 2.36, counted where it is called"
    let verdict = verdict(.same(memory(allocations: 1, bytes: 1)), .baseline(known, bytesWithin: .percent(1)))
    #expect(verdict.ruling == .inconclusive(.noBaseline))
    #expect(
      verdict.summary
        == "its baseline was counted by glibc 2.36, counted where it is called, and 'int8' now by "
        + "jemalloc 5.3.0, allocation hooks")
  }

  @Test func `a baseline without counts is none`() {
    var known = memory(allocations: 1, bytes: 1)
    known.running.allocations = nil
    let verdict = verdict(.same(memory(allocations: 1, bytes: 1)), .baseline(known, bytesWithin: .percent(1)))
    #expect(verdict.ruling == .inconclusive(.noBaseline))
    #expect(
      verdict.summary
        == "its baseline keeps no allocations of 'int8', which were not counted or differed between processes"
    )
  }

  @Test func `nothing counted is nothing measured`() {
    #expect(
      verdict(.same(memory(allocations: 0, bytes: 0)), .count(12)).ruling == .inconclusive(.memoryUnreadable))
  }

  @Test func `processes on both sides of the limit decide nothing`() {
    let mixed = MemoryReadings([memory(allocations: 13, bytes: 1), memory(allocations: 12, bytes: 1)])
    let verdict = verdict(mixed, .count(12))
    #expect(verdict.ruling == .inconclusive(.tooClose))
    #expect(
      verdict.summary
        == "'int8' asked 12 … 13 (it varies) times for memory while running, promised at most 12")
  }

  @Test func `what was not counted is not judged`() {
    let verdict = verdict(.same(.sampled(seen: 1, resident: 1)), .count(12))
    #expect(verdict.ruling == .inconclusive(.memoryUnreadable))
    #expect(
      verdict.summary
        == "allocations of 'int8' were not counted: statistics of glibc 2.36, read every 100 µs")
  }

  @Test func `a negative limit means nothing`() {
    let readings = MemoryReadings.same(memory(allocations: 1, bytes: 1))
    #expect(verdict(readings, .count(-1)).ruling == .inconclusive(.invalidClaim))
    #expect(verdict(readings, .bytes(.megabytes(.nan))).ruling == .inconclusive(.invalidClaim))
  }
}
