import NetWeightCore
import Testing

@Suite struct BlockPlanTests {
  private let second = 1e9

  @Test func `six timings, the first not kept, where time does not press`() {
    let plan = BlockPlan(reference: 20_000, candidate: 5_000, remaining: 10 * second)
    #expect(plan == .standard)
    #expect(plan.kept == 5)
  }

  @Test func `calls near to the cost of the clock are timed together`() {
    let plan = BlockPlan(reference: 20_000, candidate: 100, remaining: 10 * second)
    #expect(plan == BlockPlan(timings: 6, discarded: 1, repetitions: 20))
  }

  @Test func `a call that takes no time at all has its limit too`() {
    #expect(BlockPlan(reference: 0, candidate: 0, remaining: second).repetitions == 4000)
  }

  @Test(arguments: [(0.05, 6, 1), (0.08, 4, 1), (0.11, 3, 1), (0.15, 2, 0), (0.3, 1, 0), (2, 1, 0)])
  func `blocks get shorter as calls get longer`(seconds: Double, timings: Int, discarded: Int) {
    let plan = BlockPlan(reference: seconds * second, candidate: seconds * second, remaining: 10 * second)
    #expect(plan.timings == timings)
    #expect(plan.discarded == discarded)
    #expect(plan.repetitions == 1)
  }

  @Test func `short calls keep one that is not timed, however short the budget`() {
    let plan = BlockPlan(reference: 1e6, candidate: 1e6, remaining: 0)
    #expect(plan == BlockPlan(timings: 2, discarded: 1, repetitions: 1))
  }
}
