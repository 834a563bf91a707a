import NetWeightCore
import Testing

@Suite struct SizeJudgmentTests {
  private func verdict(_ reference: [Int], _ candidate: [Int], by factor: Double = 3.5) -> Verdict {
    let claim = Claim(
      kind: .size, sourceText: "#expectSmaller(int8, than: fp32, by: .times(3.5))", promise: "3.5× smaller",
      variant: "int8", reference: "fp32")
    func files(_ bytes: [Int]) -> [ArtefactFile] {
      bytes.map { ArtefactFile(name: "model-\($0).bin", bytes: $0, sha256: "") }
    }
    return SizeJudgment(claim: claim, factor: .times(factor))
      .verdict(reference: files(reference), candidate: files(candidate))
  }

  @Test func `all files count`() {
    #expect(
      verdict([7_000_000], [1_500_000, 500_000]).description == """
        #expectSmaller(int8, than: fp32, by: .times(3.5))
          verdict     held: the files of 'int8' have 2.00 MB, those of 'fp32' 7.00 MB: 3.50× smaller, promised at \
        least 3.5× smaller
          promised    3.5× smaller
          baseline    fp32: size 7.00 MB, n = 1
          variant     int8: size 2.00 MB, n = 2
          difference  size ratio 3.50×, n = 1
          file        model-1500000.bin, 1.50 MB
          file        model-500000.bin, 500 kB
        """)
  }

  @Test func `one byte too many breaks it`() {
    let verdict = verdict([7_000_000], [2_000_001])
    #expect(verdict.ruling == .broken)
    #expect(
      verdict.next == ["look for weights that stayed in their old format, or that are in the files twice"])
  }

  @Test func `a larger file is called larger`() {
    #expect(
      verdict([1000], [4000]).summary
        == "the files of 'int8' have 4.00 kB, those of 'fp32' 1.00 kB: 4.00× larger, promised at least 3.5× smaller"
    )
  }

  @Test(arguments: [([Int](), [5], "fp32"), ([5], [], "int8"), ([5], [0], "int8"), ([], [], "int8")])
  func `nothing in the files decides nothing`(reference: [Int], candidate: [Int], name: String) {
    let verdict = verdict(reference, candidate)
    #expect(verdict.ruling == .inconclusive(.unmeasurable))
    #expect(verdict.summary == "'\(name)' has no file with anything in it")
    #expect(verdict.next == ["give the variant the files that a user would ship"])
  }
}

@Suite struct PeakMemoryJudgmentTests {
  private let claim = Claim(
    kind: .peakMemory, sourceText: "#expectPeakMemory(int8, atMost: .megabytes(64))",
    promise: "at most 64.0 MB",
    variant: "int8", reference: "fp32")

  private func memory(loading: Int, running: Int, kept: Int) -> PeakMemory {
    func phase(_ peak: Int) -> PeakMemory.Phase {
      PeakMemory.Phase(
        peakRequestedBytes: peak, totalRequestedBytes: peak, allocations: 12, retainedBytes: kept,
        peakResidentBytes: nil)
    }
    return PeakMemory(
      backend: "jemalloc 5.3.0, allocation hooks", loading: phase(loading), running: phase(running))
  }

  private func verdict(
    _ memory: PeakMemory, atMost limit: PeakMemoryJudgment.Limit = .bytes(.megabytes(64)),
    file: Int = 40_000_000
  ) -> Verdict {
    PeakMemoryJudgment(claim: claim, limit: limit).verdict(on: memory, artefactBytes: file)
  }

  @Test func `the higher of both phases is held to the limit, and the limit itself holds`() {
    #expect(
      verdict(memory(loading: 40_000_000, running: 64_000_000, kept: 40_000_000)).description == """
        #expectPeakMemory(int8, atMost: .megabytes(64))
          verdict     held: 'int8' needs 64.0 MB at its peak, promised at most 64.0 MB
          promised    at most 64.0 MB
          variant     int8: peak memory 64.0 MB, n = 3
          loading     peak 40.0 MB, kept 40.0 MB, 12 allocations
          running     peak 64.0 MB, kept 40.0 MB, 12 allocations
          counted by  jemalloc 5.3.0, allocation hooks, in a process of its own
        """)
  }

  @Test func `a second copy of the weights is suspected by what is kept`() {
    let verdict = verdict(memory(loading: 80_000_000, running: 80_000_000, kept: 70_000_000))
    #expect(verdict.ruling == .broken)
    #expect(
      verdict.summary == "'int8' needs 80.0 MB at its peak, promised at most 64.0 MB, 16.0 MB too many")
    #expect(
      verdict.next == [
        "it keeps 70.0 MB of a file of 40.0 MB: look for a second copy of the weights, "
          + "for example the ones before quantization"
      ])
  }

  @Test func `loading by a detour is suspected by its peak`() {
    #expect(
      verdict(memory(loading: 80_000_000, running: 40_000_000, kept: 40_000_000)).next
        == ["loading needs far more than it keeps: read the weights straight into their place"])
  }

  @Test func `a model that is simply large is told so`() {
    #expect(
      verdict(memory(loading: 41_000_000, running: 80_000_000, kept: 40_000_000)).next
        == ["the weights and buffers that it needs are over the promise: compress further, or promise less"])
  }

  @Test func `a part of the reference's peak is compared with it`() {
    let reference = memory(loading: 100_000_000, running: 50_000_000, kept: 50_000_000)
    let found = memory(loading: 61_000_000, running: 1, kept: 60_000_000)
    let verdict = verdict(found, atMost: .ratio(0.6, reference), file: 50_000_000)
    #expect(verdict.ruling == .broken)
    #expect(
      verdict.summary == "'int8' needs 61.0 MB at its peak, promised at most 60.0 MB, 1.00 MB too many")
    #expect(verdict.baseline?.description == "100 MB, n = 3")
    #expect(verdict.difference?.description == "0.610×, n = 1")
  }

  @Test(arguments: [(0.0, "0 B"), (-1, "-1.00 MB"), (.nan, "NaN"), (.infinity, "∞")])
  func `a limit that means nothing decides nothing`(megabytes: Double, text: String) {
    let verdict = verdict(
      memory(loading: 1000, running: 1000, kept: 1000), atMost: .bytes(.megabytes(megabytes)))
    #expect(verdict.ruling == .inconclusive(.invalidClaim))
    #expect(verdict.summary == "a limit of \(text) on a peak of 1.00 kB says nothing")
  }

  @Test func `a peak of nothing was not measured`() {
    #expect(
      verdict(memory(loading: 0, running: 0, kept: 0)).ruling == .inconclusive(.invalidClaim))
  }
}

@Suite struct RulingTests {
  @Test func `rulings survive their text`() throws {
    let all = [Ruling.held, .broken] + InconclusiveReason.allCases.map(Ruling.inconclusive)
    for ruling in all {
      #expect(try ruling.throughJSON() == ruling)
    }
    #expect("\(Ruling.inconclusive(.noBaseline))" == "inconclusive (no-baseline)")
    #expect(Ruling.inconclusive(.noBaseline).name == "inconclusive")
  }
}
