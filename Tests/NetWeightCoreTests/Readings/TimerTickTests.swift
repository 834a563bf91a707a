import NetWeightCore
import Testing

@Suite(.enabled(if: TimerTick.period != nil, "no clock tells of ticks here"))
struct TimerTickTests {
  @Test func `ticks are whole periods apart`() throws {
    let period = try #require(TimerTick.period)
    var last = TimerTick.last()
    let end = MonotonicClock.nanoseconds() + 100_000_000
    while MonotonicClock.nanoseconds() < end {
      let now = TimerTick.last()
      defer { last = now }
      guard now != last else { continue }
      let periods = Double(now - last) / period
      #expect(abs(periods - periods.rounded()) < 0.01)
    }
  }

  @Test func `a call that met one is dropped`() async throws {
    struct Spinning: SynchronousLoadedVariant {
      func predict(_ input: Tensor) throws -> Tensor {
        let end = MonotonicClock.nanoseconds() + 300_000
        while MonotonicClock.nanoseconds() < end {}
        return input
      }
    }
    var measurement = LatencyMeasurement(claim: LatencyClaim(quantile: 0.5, limit: 1, floor: 1e3), budget: 60)
    measurement.boundary = SequentialBoundary(looks: [64], criticalValue: 3.03)
    let latency = try await measurement.run(
      reference: ("a", Spinning()), candidate: ("b", Spinning()), inputs: [Tensor(vector: [0])],
      quantity: "p50")
    #expect(latency.tickedShare > 0)
    #expect(latency.reference.calls + latency.candidate.calls < 2 * 5 * 64)
  }
}
