import NetWeightCore
import Testing

@Suite struct LongCallTests {
  /// One of 100 ms cannot but be interrupted on a busy machine: if such were dropped, nothing would be left.
  @Test func `calls longer than a time slice are kept, interrupted or not`() {
    #expect(!BlockPlan(quantile: 0.5, reference: 1e8, candidate: 1e8, remaining: 1e10).dropsPreempted)
    #expect(BlockPlan(quantile: 0.5, reference: 2e5, candidate: 2e5, remaining: 1e10).dropsPreempted)
  }

  @Test func `a pair that would not end in time is not begun`() async throws {
    let slow = SuspendedForMilliseconds(count: 100)
    let latency = try await LatencyMeasurement(claim: LatencyClaim(quantile: 0.5, limit: 1), budget: 0.9).run(
      reference: ("old", slow), candidate: ("new", slow), inputs: [Tensor(vector: [0])], quantity: "p50")
    #expect(latency.decision == .undecided)
    #expect(latency.budgetWasSpent)
    // Warm-up takes 0.2 s and each pair as much: three end within 0.9 s, and a fourth would not. On a slow machine
    // there are fewer, never more.
    #expect((1...3).contains(latency.pairs.count))
    #expect((latency.sufficientBudget ?? 0) > 6)
  }
}

private struct SuspendedForMilliseconds: LoadedVariant {
  let count: Int

  func predict(_ input: Tensor) async throws -> Tensor {
    try await Task.sleep(for: .milliseconds(count))
    return input
  }
}
