import NetWeightCore
import Testing

@Suite struct MemoryPlotTests {
  private func report(_ picture: MemoryPicture?) -> String {
    let claim = Claim(kind: .peakMemory, sourceText: "#expectPeakMemory(…)", promise: "p", variant: "int8")
    var verdict = Verdict(claim: claim, ruling: .held, summary: "s")
    verdict.memory = picture
    var record = RunRecord(
      suite: "digits",
      machine: Machine(processor: "P", vectorInstructions: "AVX2", cores: 2, system: "Linux x86_64"),
      configuration: "release", allocator: Allocator("glibc 2.36"))
    record.verdicts = [verdict]
    return HTMLReport(record).text
  }

  private func timeline(loading: [Int], running: [Int]) -> MemoryTimeline {
    MemoryTimeline(
      loading: .init(partNanoseconds: 100_000, highestBytes: loading),
      running: .init(partNanoseconds: 200_000, highestBytes: running))
  }

  @Test func `loading and running stand side by side under what was promised`() {
    let text = report(
      MemoryPicture(timeline: timeline(loading: [0, 1_000_000], running: [500_000]), allowedBytes: 2_000_000))
    // The top is 5 % over the limit: 1 MB of 2.1 MB is 57 of 120 units high.
    #expect(text.contains(#"<path class="live" d="M0.0 136.0V136.0H160.0V78.9H320.0V136.0Z"/>"#))
    #expect(text.contains(#"<path class="live" d="M320.0 136.0V107.4H640.0V136.0Z"/>"#))
    #expect(text.contains(">loading, peak 1.00 MB, 200 µs</text>"))
    #expect(text.contains(">running, peak 500 kB, 200 µs</text>"))
    #expect(text.contains(">promised at most 2.00 MB</text>"))
  }

  @Test func `a spike in one of many parts is not lost`() {
    var loading = [Int](repeating: 1000, count: 512)
    loading[301] = 1_000_000
    let text = report(MemoryPicture(timeline: timeline(loading: loading, running: [0])))
    // 1 of 1.05 MB.
    #expect(text.contains("V21.7H"))
    #expect(!text.contains("promised at most"))
  }

  @Test func `nothing is drawn of nothing`() {
    for picture in [
      nil, MemoryPicture(timeline: timeline(loading: [], running: [1])),
      MemoryPicture(timeline: timeline(loading: [0], running: [0])),
    ] {
      #expect(!report(picture).contains("<svg"))
    }
  }

  @Test func `the allocator stands beside what was timed`() {
    #expect(report(nil).contains("interleaved with the reference, memory from glibc 2.36 and not counted; "))
  }

  @Test func `pictures survive their file`() throws {
    let picture = MemoryPicture(timeline: timeline(loading: [1], running: [2]), allowedBytes: 3)
    #expect(try picture.throughJSON() == picture)
  }
}
