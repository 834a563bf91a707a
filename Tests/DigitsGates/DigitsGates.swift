import NetWeight

@Suite("The compressed digits models", .baseline("digits", reference: Digits.fp32), .uncontended)
struct DigitsGates {
  let fp32 = Digits.fp32
  let int8 = Digits.int8
  let pruned = Digits.pruned
  let gold: SampleSet
  let hard: SampleSet

  init() throws {
    gold = try Digits.gold()
    hard = try Digits.hard()
  }

  @Test func `int8 keeps its promises`() async throws {
    try await #expectWithinDrop(int8, of: .points(1), in: .accuracy, on: gold)
    try await #expectWithinDrop(int8, of: .points(1), in: .accuracy, on: hard)
    try await #expectFaster(int8, than: fp32, p95: .times(1.5), on: gold)
    try await #expectNoFallback(int8, on: gold)
    try await #expectPeakMemory(int8, atMost: .ratio(0.6, of: fp32), on: gold)
    try await #expectNoLeak(int8, on: gold)
    try await #expectSmaller(int8, than: fp32, by: .times(3.5))
  }

  @Test func `the pruned model keeps its promises`() async throws {
    try await #expectWithinDrop(pruned, of: .points(1), in: .accuracy, on: gold)
    try await #expectWithinDrop(pruned, of: .points(2), in: .accuracy, on: hard)
    try await #expectFaster(pruned, than: fp32, p95: .times(1.5), on: gold)
    try await #expectNoFallback(pruned, on: gold)
    try await #expectPeakMemory(pruned, atMost: .ratio(0.6, of: fp32), on: gold)
    try await #expectSmaller(pruned, than: fp32, by: .times(3))
  }

  /// The reference answers its own questions, so that its baseline is there to compare with.
  @Test func `fp32 is what its baseline says`() async throws {
    try await #expectWithinDrop(fp32, of: .points(0), in: .accuracy, on: gold)
    try await #expectWithinDrop(fp32, of: .points(0), in: .accuracy, on: hard)
    try await #expectNoFallback(fp32, on: gold)
  }
}
