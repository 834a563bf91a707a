import NetWeightCore
import Testing

@Suite struct RatioOfSumsTests {
  @Test func `a mean has the standard error of a mean`() {
    let mean = RatioOfSums([(1, 1), (2, 1), (3, 1)])
    #expect(mean.value == 2)
    #expect(abs(mean.standardError - (1.0 / 3).squareRoot()) < 1e-12)
    let interval = mean.interval(confidence: 0.95)
    #expect(abs((interval?.upper ?? 0) - (2 + 1.959964 * (1.0 / 3).squareRoot())) < 1e-6)
  }

  @Test func `samples that say the same twice count once`() {
    let single = RatioOfSums([(1, 2), (4, 5), (3, 1)])
    let doubled = RatioOfSums(
      [(1, 2), (4, 5), (3, 1), (1, 2), (4, 5), (3, 1)], groups: ["a", "b", "c", "a", "b", "c"])
    #expect(single.value == doubled.value)
    #expect(abs(single.standardError - doubled.standardError) < 1e-12)
  }

  @Test func `one group has no error to go by, and a quotient by nothing is none`() {
    #expect(RatioOfSums([(1, 1), (2, 1)], groups: ["a", "a"]).interval(confidence: 0.95) == nil)
    #expect(RatioOfSums([(1, 0), (2, 0)]).interval(confidence: 0.95) == nil)
    #expect(RatioOfSums([]).value.isNaN)
  }

  /// A thousand times 40 samples of a population whose ratio is known.
  @Test func `the interval holds the true ratio about as often as it says`() {
    var generator = SeededGenerator(seed: 7)
    let held = (0..<1000).count { _ in
      let terms = (0..<40).map { _ in
        let below = 1 + generator.uniform()
        return (above: below * 2 * generator.uniform(), below: below)
      }
      guard let interval = RatioOfSums(terms).interval(confidence: 0.95) else { return false }
      return interval.lower <= 1 && 1 <= interval.upper
    }
    #expect((920...970).contains(held))
  }
}
