import NetWeightCore
import Testing

@Suite struct BlockPlanTests {
  private let second = 1e9

  private func plan(
    at quantile: Double = 0.5, _ reference: Double, _ candidate: Double, remaining seconds: Double = 10,
    tickPeriod: Double? = nil
  ) -> BlockPlan {
    BlockPlan(
      quantile: quantile, reference: reference, candidate: candidate, remaining: seconds * second,
      tickPeriod: tickPeriod)
  }

  @Test(arguments: [(0.5, 2), (0.9, 2), (0.95, 4), (0.99, 5)])
  func `the further out the quantile, the more timings are kept, and never the first`(
    quantile: Double, kept: Int
  ) {
    let plan = plan(at: quantile, 20_000, 5_000)
    #expect((plan.timings, plan.discarded, plan.repetitions) == (kept + 1, 1, 1))
    #expect(plan.kept == kept)
  }

  @Test(arguments: [(0.5, 2e5, 0), (0.9, 2e5, 0), (0.95, 2e5, 3), (0.99, 2e5, 3), (0.95, 3e6, 0)])
  func `calls after a preemption are dropped from a tail, where preempted ones are`(
    quantile: Double, call: Double, recovery: Int
  ) {
    #expect(plan(at: quantile, call, call).recovery == recovery)
  }

  @Test func `calls near to the cost of the clock are timed together`() {
    let plan = plan(20_000, 100)
    #expect((plan.timings, plan.discarded, plan.repetitions) == (3, 1, 20))
  }

  @Test func `a call that takes no time at all has its limit too`() {
    #expect(plan(0, 0, remaining: 1).repetitions == 4000)
  }

  @Test(arguments: [(0.05, 6, 1), (0.08, 4, 1), (0.11, 3, 1), (0.15, 2, 0), (0.3, 1, 0), (2, 1, 0)])
  func `blocks get shorter as calls get longer`(seconds: Double, timings: Int, discarded: Int) {
    let plan = plan(at: 0.99, seconds * second, seconds * second)
    #expect(plan.timings == timings)
    #expect(plan.discarded == discarded)
    #expect(plan.repetitions == 1)
  }

  /// Nanoseconds, at 250 ticks a second.
  @Test(arguments: [(9_000.0, false), (10_000, true), (200_000, true), (999_000, true), (1_000_000, false)])
  func `ticks of the timer are dropped where some calls meet one and most do not`(call: Double, drops: Bool) {
    let plan = plan(8_000, call, tickPeriod: 4e6)
    #expect(plan.watchesTicks == drops)
    #expect(plan.slowTiming == 1.25 * max(call, 8_000) + 100_000)
  }

  @Test func `short calls keep one that is not timed, however short the budget`() {
    let plan = plan(1e6, 1e6, remaining: 0)
    #expect((plan.timings, plan.discarded, plan.repetitions) == (2, 1, 1))
  }
}
