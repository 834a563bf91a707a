import NetWeightCore
import Testing

@Suite struct QuantileTests {
  @Test(arguments: [(0.0, 1.0), (0.25, 2), (0.5, 3), (0.9, 4.6), (0.95, 4.8), (1, 5)])
  func `between order statistics it is linear`(probability: Double, value: Double) {
    var values = [5.0, 1, 4, 2, 3]
    #expect(abs(Quantile.of(&values, probability) - value) < 1e-12)
  }

  @Test(arguments: [2, 3, 10, 99, 1000], [2, 1_000_000])
  func `it is that of the sorted list, with ties and without`(count: Int, distinct: Int) {
    var random = SplitMix64(seed: UInt64(count + distinct))
    let values = (0..<count).map { _ in Double(random.below(distinct)) }
    let sorted = values.sorted()
    for probability in [0, 0.05, 0.5, 0.95, 0.99, 1] {
      var reordered = values
      let position = probability * Double(count - 1)
      let below = sorted[Int(position)]
      let above = sorted[Int(position.rounded(.up))]
      let expected = below + (position - position.rounded(.down)) * (above - below)
      #expect(abs(Quantile.of(&reordered, probability) - expected) < 1e-9)
      #expect(reordered.sorted() == sorted)
    }
  }

  @Test func `of nothing there is none`() {
    var empty: [Double] = []
    #expect(Quantile.of(&empty, 0.5).isNaN)
    #expect(Quantile.median(of: []).isNaN)
  }

  @Test func `of one it is that one`() {
    var one = [7.0]
    #expect(Quantile.of(&one, 0.95) == 7)
    #expect(Quantile.median(of: [7, 8]) == 7.5)
  }

  @Test func `too few values have no interval`() {
    #expect(Quantile.interval(ofSorted: [], 0.95, confidence: 0.95) == nil)
    #expect(Quantile.interval(ofSorted: (1...50).map(Double.init), 0.95, confidence: 0.95) == nil)
  }

  @Test func `the interval is of order statistics`() {
    // 190 ± 1.96 · √9.5 = 183.96 … 196.04, rounded outwards.
    #expect(
      Quantile.interval(ofSorted: (1...200).map(Double.init), 0.95, confidence: 0.95) == Interval(183, 198))
  }

  @Test func `the interval holds the true quantile at least as often as it says`() {
    var generator = SeededGenerator(seed: 5)
    let runs = 2000
    let covered = (0..<runs).count { _ in
      let values = (0..<200).map { _ in generator.uniform() }.sorted()
      guard let interval = Quantile.interval(ofSorted: values, 0.95, confidence: 0.95) else { return false }
      return interval.lower <= 0.95 && 0.95 <= interval.upper
    }
    #expect((0.95...0.99).contains(Double(covered) / Double(runs)))
  }
}
