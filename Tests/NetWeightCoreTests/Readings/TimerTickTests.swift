import NetWeightCore
import Synchronization
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
      let nanoseconds: UInt64
      func predict(_ input: Tensor) throws -> Tensor {
        let end = MonotonicClock.nanoseconds() + nanoseconds
        while MonotonicClock.nanoseconds() < end {}
        return input
      }
    }
    let variant = Spinning(nanoseconds: UInt64(try #require(TimerTick.period) / 10))
    var measurement = LatencyMeasurement(claim: LatencyClaim(quantile: 0.5, limit: 1, floor: 1e3), budget: 60)
    measurement.boundary = SequentialBoundary(looks: [64], criticalValue: 3.03)
    measurement.leastPairs = 64
    let latency = try await measurement.run(
      reference: ("a", variant), candidate: ("b", variant), inputs: [Tensor(vector: [0])],
      quantity: "p50")
    #expect(latency.tickedShare > 0)
    #expect(latency.reference.calls + latency.candidate.calls < 2 * 2 * 64)
  }

  /// Calls that are slow for a reason of their own always meet a tick, and beside others hardly one ends without being
  /// preempted. Dropping them would hide a tail.
  @Test func `a slow call is kept though it met a tick`() async throws {
    let period = try #require(TimerTick.period)
    let steady = TailedVariant(usual: period / 10, slow: period / 10)
    let tailed = TailedVariant(usual: period / 20, slow: 3 * period)
    var measurement = LatencyMeasurement(
      claim: LatencyClaim(quantile: 0.95, limit: 1, floor: 1e3), budget: 60)
    measurement.boundary = SequentialBoundary(looks: [96], criticalValue: 3.03)
    let latency = try await measurement.run(
      reference: ("steady", steady), candidate: ("tailed", tailed), inputs: [Tensor(vector: [0])],
      quantity: "p95")
    #expect(latency.tickedShare > 0)
    #expect(latency.candidate.p95 > period / 2)
    // Half of what the reference takes, if the slow calls were gone.
    #expect(latency.ratio.value > 1)
  }
}

/// Every tenth call is a slow one.
private final class TailedVariant: SynchronousLoadedVariant {
  private let usual, slow: UInt64
  private let calls = Atomic(0)

  init(usual: Double, slow: Double) {
    self.usual = UInt64(usual)
    self.slow = UInt64(slow)
  }

  func predict(_ input: Tensor) throws -> Tensor {
    let isSlow = calls.add(1, ordering: .relaxed).newValue % 10 == 0
    let end = MonotonicClock.nanoseconds() + (isSlow ? slow : usual)
    while MonotonicClock.nanoseconds() < end {}
    return input
  }
}
