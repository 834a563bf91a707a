import NetWeightCore
import Testing

@Suite struct BlockPlanTests {
  private let second = 1e9

  @Test func `six timings, the first not kept, where time does not press`() {
    let plan = BlockPlan(reference: 20_000, candidate: 5_000, remaining: 10 * second, tickPeriod: nil)
    #expect((plan.timings, plan.discarded, plan.repetitions) == (6, 1, 1))
    #expect(plan.kept == 5)
  }

  @Test func `calls near to the cost of the clock are timed together`() {
    let plan = BlockPlan(reference: 20_000, candidate: 100, remaining: 10 * second, tickPeriod: nil)
    #expect((plan.timings, plan.discarded, plan.repetitions) == (6, 1, 20))
  }

  @Test func `a call that takes no time at all has its limit too`() {
    #expect(BlockPlan(reference: 0, candidate: 0, remaining: second, tickPeriod: nil).repetitions == 4000)
  }

  @Test(arguments: [(0.05, 6, 1), (0.08, 4, 1), (0.11, 3, 1), (0.15, 2, 0), (0.3, 1, 0), (2, 1, 0)])
  func `blocks get shorter as calls get longer`(seconds: Double, timings: Int, discarded: Int) {
    let plan = BlockPlan(reference: seconds * second, candidate: seconds * second, remaining: 10 * second)
    #expect(plan.timings == timings)
    #expect(plan.discarded == discarded)
    #expect(plan.repetitions == 1)
  }

  /// Nanoseconds, at 250 ticks a second.
  @Test(arguments: [(9_000.0, false), (10_000, true), (200_000, true), (999_000, true), (1_000_000, false)])
  func `ticks of the timer are dropped where some calls meet one and most do not`(call: Double, drops: Bool) {
    let plan = BlockPlan(reference: 8_000, candidate: call, remaining: 10 * second, tickPeriod: 4e6)
    #expect(plan.watchesTicks == drops)
    #expect(plan.slowTiming == 1.25 * max(call, 8_000) + 100_000)
  }

  @Test func `short calls keep one that is not timed, however short the budget`() {
    let plan = BlockPlan(reference: 1e6, candidate: 1e6, remaining: 0, tickPeriod: nil)
    #expect((plan.timings, plan.discarded, plan.repetitions) == (2, 1, 1))
  }
}
