import NetWeightCore
import Testing

@Suite struct ThreadUsageTests {
  private func usage(cpu: UInt64, at time: UInt64) -> ThreadUsage {
    ThreadUsage(involuntarySwitches: 0, cpuTime: cpu, time: time)
  }

  @Test func `a call has had what is left when those before it are taken off`() {
    // Three undisturbed calls of 200, then one that took 900 and lost its core for 650.
    let before = usage(cpu: 10_000, at: 50_000)
    let after = usage(cpu: 10_850, at: 51_500)
    #expect(after.cpuTime(since: before, from: 50_600) == 250)
  }

  @Test func `never less than nothing, though one clock has coarser steps than the other`() {
    let before = usage(cpu: 10_000, at: 50_000)
    #expect(usage(cpu: 10_500, at: 51_500).cpuTime(since: before, from: 50_600) == 0)
    #expect(usage(cpu: 9_000, at: 51_500).cpuTime(since: before, from: 49_000) == 0)
  }

  /// A figure that moves on at ticks of 4 ms only would be 0 in most, and far too much in the others.
  @Test func `time on a core is that of the call, to the microsecond`() {
    for _ in 0..<50 {
      let before = ThreadUsage.now()
      var last = before
      while last.time < before.time + 200_000 { last = ThreadUsage.now() }
      let had = last.cpuTime - before.cpuTime
      #expect(had > 0)
      #expect(had <= last.time - before.time + 10_000)
      #expect(last.cpuTime(since: before, from: last.time - 100_000) <= 110_000)
    }
  }
}
