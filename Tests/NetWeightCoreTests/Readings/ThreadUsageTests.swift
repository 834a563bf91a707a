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

  @Test func `a busy thread has its core, and the figures rise`() {
    let before = ThreadUsage.now()
    let end = before.time + 20_000_000
    var last = before
    while last.time < end { last = ThreadUsage.now() }
    let had = last.cpuTime(since: before, from: before.time)
    #expect(had > 0)
    #expect(had <= last.time - before.time + 2_000_000)
  }
}
