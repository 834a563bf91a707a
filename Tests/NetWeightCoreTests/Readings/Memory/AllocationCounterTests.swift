import NetWeightCore
import Testing

/// The counting itself is tested in measuring children (`AllocationPatternTests`); this is the process without.
@Suite struct AllocationCounterTests {
  @Test func countsNothingUnlessStarted() {
    let array = [Int](repeating: 1, count: 1000)
    #expect(AllocationCounter.read() == AllocationCounter.read())
    #expect(AllocationCounter.read().total == 0)
    #expect(array.count == 1000)
  }
}
