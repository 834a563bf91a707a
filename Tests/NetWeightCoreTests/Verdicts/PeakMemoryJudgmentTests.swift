import NetWeightCore
import Testing

@Suite struct PeakMemoryJudgmentTests {
  private let claim = Claim(
    kind: .peakMemory, sourceText: "#expectPeakMemory(int8, atMost: .megabytes(64))",
    promise: "at most 64.0 MB",
    variant: "int8", reference: "fp32")

  private func verdict(
    _ readings: MemoryReadings, atMost limit: PeakMemoryJudgment.Limit = .bytes(.megabytes(64)),
    file: Int = 40_000_000
  ) -> Verdict {
    PeakMemoryJudgment(claim: claim, limit: limit).verdict(on: readings, artefactBytes: file)
  }

  private func verdict(
    loading: Int, running: Int, kept: Int, atMost limit: PeakMemoryJudgment.Limit = .bytes(.megabytes(64)),
    file: Int = 40_000_000
  ) -> Verdict {
    verdict(.same(.counted(loading: loading, running: running, kept: kept)), atMost: limit, file: file)
  }

  @Test func `the higher of both phases is held to the limit, and the limit itself holds`() {
    #expect(
      verdict(loading: 40_000_000, running: 64_000_000, kept: 40_000_000).description == """
        #expectPeakMemory(int8, atMost: .megabytes(64))
          verdict     held: 'int8' needs 64.0 MB at its peak, promised at most 64.0 MB
          promised    at most 64.0 MB
          variant     int8: peak memory 64.0 MB, n = 3
          loading     peak 40.0 MB, requested 40.0 MB, 12 allocations, kept 40.0 MB
          running     peak 64.0 MB, requested 64.0 MB, 12 allocations, kept 40.0 MB
          files       40.0 MB
          counted by  jemalloc 5.3.0, allocation hooks, in a process of its own
          exact       deterministic are peak, requested, allocations and kept (the same in 3 processes); resident \
        varies by about 2 %
        """)
  }

  @Test func `a second copy of the weights is named with its bytes`() {
    let verdict = verdict(loading: 80_000_000, running: 80_000_000, kept: 70_000_000)
    #expect(verdict.ruling == .broken)
    #expect(
      verdict.summary == "'int8' needs 80.0 MB at its peak, promised at most 64.0 MB, 16.0 MB too many")
    #expect(
      verdict.next == [
        "it keeps 70.0 MB of a file of 40.0 MB, 30.0 MB more: look for a second copy of the weights, "
          + "for example the ones before quantization"
      ])
    #expect(verdict.notes.contains(.init("files", "40.0 MB; 30.0 MB more than that is kept")))
  }

  @Test func `a second copy that is as large as the reference's weights is named by it`() {
    let reference = MemoryReadings.same(.counted(loading: 1_250_000, running: 1_250_000, kept: 1_200_000))
    let verdict = verdict(
      loading: 1_510_000, running: 1_510_000, kept: 1_510_000, atMost: .ratio(0.6, reference), file: 309_000)
    #expect(
      verdict.next == [
        "it keeps 1.51 MB of a file of 309 kB, 1.20 MB more, as much as 'fp32' keeps: look for a second copy of the "
          + "weights, for example the ones before quantization"
      ])
  }

  @Test func `loading by a detour is suspected by its peak`() {
    #expect(
      verdict(loading: 80_000_000, running: 40_000_000, kept: 40_000_000).next
        == ["loading needs far more than it keeps: read the weights straight into their place"])
  }

  @Test func `a model that is simply large is told so`() {
    #expect(
      verdict(loading: 41_000_000, running: 80_000_000, kept: 40_000_000).next
        == ["the weights and buffers that it needs are over the promise: compress further, or promise less"])
  }

  @Test func `a part of the reference's peak is compared with it`() {
    let reference = MemoryReadings.same(.counted(loading: 100_000_000, running: 50_000_000, kept: 50_000_000))
    let verdict = verdict(
      loading: 61_000_000, running: 1, kept: 60_000_000, atMost: .ratio(0.6, reference), file: 50_000_000)
    #expect(verdict.ruling == .broken)
    #expect(
      verdict.summary
        == "'int8' needs 61.0 MB at its peak, promised at most 60.0 MB, 0.6 of the 100 MB of 'fp32', "
        + "1.00 MB too many")
    #expect(verdict.baseline?.description == "100 MB, n = 3")
    #expect(verdict.difference?.description == "0.610×, n = 1")
  }

  @Test func `the accepted baseline is a limit with room`() {
    let known = PeakMemory.counted(loading: 100_000, running: 90_000, kept: 80_000)
    let limit = PeakMemoryJudgment.Limit.baseline(known, within: .percent(2))
    #expect(verdict(loading: 102_000, running: 1, kept: 80_000, atMost: limit).ruling == .held)
    let over = verdict(loading: 102_001, running: 1, kept: 102_001, atMost: limit, file: 100_000)
    #expect(over.ruling == .broken)
    #expect(
      over.summary
        == "'int8' needs 102 kB at its peak, promised at most 102 kB, 2 % over the 100 kB in its baseline, "
        + "1 B too many")
    #expect(
      over.next == [
        "the weights and buffers that it needs are over the promise: compress further, or promise less",
        "after an intended change: review and accept what this run proposed",
      ])
  }

  @Test func `one disturbed process of three decides nothing, and is told`() {
    let usual = PeakMemory.counted(loading: 60_000_000, running: 1, kept: 40_000_000)
    let disturbed = PeakMemory.counted(loading: 65_000_000, running: 1, kept: 40_000_000)
    let verdict = verdict(MemoryReadings([disturbed, usual, usual]))
    #expect(verdict.ruling == .held)
    #expect(
      verdict.notes.first { $0.label == "exact" }?.text
        == "not deterministic here: peak 60000000 … 65000000, requested while loading 60000000 … 65000000 in 3 processes; "
        + "the median counts"
    )
    #expect(self.verdict(MemoryReadings([disturbed, disturbed, usual])).ruling == .broken)
  }

  @Test func `what was sampled is held by its upper bound and broken by its lower one`() {
    #expect(verdict(.same(.sampled(seen: 40_000_000, resident: 60_000_000))).ruling == .held)
    let broken = verdict(.same(.sampled(seen: 130_000_000, resident: 140_000_000)))
    #expect(broken.ruling == .broken)
    #expect(
      broken.summary == "'int8' needs between 65.0 MB and 143 MB at its peak, which was not counted; "
        + "promised at most 64.0 MB, 1.00 MB too many")
    let open = verdict(.same(.sampled(seen: 40_000_000, resident: 70_000_000)))
    #expect(open.ruling == .inconclusive(.tooClose))
    #expect(
      open.next == [
        "install jemalloc 5.2.1 to 5.3.1, whose hooks count every byte: apt-get install libjemalloc-dev"
      ])
    #expect(open.notes.contains { $0.label == "not seen" })
    #expect(verdict(.same(.sampled(seen: 40_000_000, resident: nil))).ruling == .inconclusive(.tooClose))
    #expect(verdict(.same(.sampled(seen: nil, resident: 30_000_000))).ruling == .held)
  }

  @Test func `far more that is resident than was counted is not passed`() {
    func memory(resident: Int) -> MemoryReadings {
      var memory = PeakMemory.counted(loading: 8_000_000, running: 8_000_000, kept: 8_000_000)
      memory.running.residentAnonymousBytes = resident
      return .same(memory)
    }
    #expect(verdict(memory(resident: 27_000_000)).ruling == .held)
    // 16 MB and half as much again as was kept is what allocators may keep for themselves.
    #expect(verdict(memory(resident: 60_000_000)).ruling == .held)
    let unseen = verdict(memory(resident: 80_000_000))
    #expect(unseen.ruling == .inconclusive(.memoryUnreadable))
    #expect(
      unseen.summary
        == "'int8' asked for 8.00 MB at its peak, and 72.0 MB more than it kept are resident, which were not counted"
    )
    #expect(verdict(memory(resident: 80_000_000), atMost: .bytes(.megabytes(7))).ruling == .broken)
  }

  @Test func `a reference that was not counted is no measure of what was`() {
    let verdict = verdict(
      loading: 1000, running: 1000, kept: 1000, atMost: .ratio(0.6, .same(.sampled(seen: 1, resident: nil))))
    #expect(verdict.ruling == .inconclusive(.memoryUnreadable))
    #expect(
      verdict.summary == "the memory of 'fp32' was not counted: statistics of glibc 2.36, read every 100 µs")
  }

  @Test(arguments: [(0.0, "0 B"), (-1, "-1.00 MB"), (.nan, "NaN"), (.infinity, "∞")])
  func `a limit that means nothing decides nothing`(megabytes: Double, text: String) {
    let verdict = verdict(loading: 1000, running: 1000, kept: 1000, atMost: .bytes(.megabytes(megabytes)))
    #expect(verdict.ruling == .inconclusive(.invalidClaim))
    #expect(verdict.summary == "a limit of \(text) on a peak of 1.00 kB says nothing")
  }

  @Test(arguments: [0.0, -1, .nan])
  func `a ratio that means nothing decides nothing`(ratio: Double) {
    let reference = MemoryReadings.same(.counted(loading: 1000, running: 1000, kept: 1000))
    #expect(
      verdict(loading: 1000, running: 1000, kept: 1000, atMost: .ratio(ratio, reference)).ruling
        == .inconclusive(.invalidClaim))
  }

  @Test func `a peak of nothing was not measured`() {
    let nothing = verdict(loading: 0, running: 0, kept: 0)
    #expect(nothing.ruling == .inconclusive(.memoryUnreadable))
    #expect(nothing.summary == "no memory of 'int8' was seen by jemalloc 5.3.0, allocation hooks")
    #expect(verdict(.same(.sampled(seen: nil, resident: nil))).ruling == .inconclusive(.memoryUnreadable))
  }
}
