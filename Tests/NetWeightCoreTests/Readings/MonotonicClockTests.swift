import NetWeightCore
import Testing

@Suite struct MonotonicClockTests {
  @Test func neverGoesBack() {
    var last = MonotonicClock.nanoseconds()
    for _ in 0..<100_000 {
      let now = MonotonicClock.nanoseconds()
      if now < last { Issue.record("went back from \(last) to \(now)") }
      last = now
    }
  }

  @Test func countsNanoseconds() async throws {
    let start = MonotonicClock.nanoseconds()
    try await Task.sleep(for: .milliseconds(5))
    // Only the lower bound is a fact; a busy machine may sleep for any length.
    #expect(MonotonicClock.nanoseconds() - start >= 5_000_000)
  }
}
