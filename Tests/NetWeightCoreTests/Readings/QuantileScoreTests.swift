import Foundation
import NetWeightCore
import Testing

@Suite struct QuantileScoreTests {
  @Test func `a small example worked by hand`() {
    // At ratio 1 and the median. Levels are medians of both blocks: 3 and 30.
    // Pair 1 ÷ 3: reference ⅓ ⅔ 1, candidate 1 4/3 5/3. Pair 2 ÷ 30: reference ⅓ ⅔ 4/3, candidate ⅔ 4/3 5/3.
    // The twelve in order: ⅓ ⅓ ⅔ ⅔ ⅔ 1 1 4/3 4/3 4/3 5/3 5/3, so that the median is 1.
    // Above it: pair 1 candidate 2, reference 0, score 2; pair 2 candidate 2, reference 1, score 1.
    // Level of pair 2: median of 10 20 40 20 40 50 = 30.
    let pairs = [
      BlockPair(reference: [1, 2, 3], candidate: [3, 4, 5]),
      BlockPair(reference: [10, 20, 40], candidate: [20, 40, 50]),
    ]
    let score = QuantileScore(quantile: 0.5, pairs: pairs)
    #expect(abs(score.statistic(atRatio: 1) - 3 / 5.0.squareRoot()) < 1e-12)
  }

  @Test func `it is the prototype's arithmetic`() {
    var simulation = LatencySimulation(seed: 6)
    let pairs = (0..<24).map { _ in simulation.pair(ratio: 1.07) }
    for quantile in [0.5, 0.9, 0.95] {
      let score = QuantileScore(quantile: quantile, pairs: pairs)
      for ratio in [0.5, 0.9, 1, 1.05, 1.5, 2] {
        let expected = prototype(ratio, quantile, pairs)
        #expect(abs(score.statistic(atRatio: ratio) - expected) < 1e-12)
      }
    }
  }

  /// `prototypes/paired-gate.swift` of the design.
  private func prototype(_ r: Double, _ tau: Double, _ pairs: [BlockPair]) -> Double {
    let levels = pairs.map { pair in
      let both = (pair.reference.map { $0 * r } + pair.candidate).sorted()
      let half = both.count / 2
      return both.count % 2 == 1 ? both[half] : 0.5 * (both[half - 1] + both[half])
    }
    let all = zip(pairs, levels).flatMap { pair, level in
      (pair.reference.map { $0 * r } + pair.candidate).map { $0 / level }
    }.sorted()
    let position = tau * Double(all.count - 1)
    let low = Int(position)
    let q = all[low] + (position - Double(low)) * (all[min(low + 1, all.count - 1)] - all[low])
    let scores = zip(pairs, levels).map { pair, level in
      let above = pair.candidate.count { $0 / level > q } - pair.reference.count { $0 * r / level > q }
      return Double(above) - (1 - tau) * Double(pair.candidate.count - pair.reference.count)
    }
    let variance = scores.reduce(0) { $0 + $1 * $1 }
    return variance == 0 ? 0 : scores.reduce(0, +) / variance.squareRoot()
  }

  @Test func `a longer candidate never looks shorter`() {
    var simulation = LatencySimulation(seed: 7)
    for _ in 0..<20 {
      let pairs = (0..<32).map { _ in simulation.pair(ratio: 1) }
      let ends = [0.01, 0.5, 0.9, 0.97, 1.03, 1.1, 2, 100].map {
        QuantileScore(quantile: 0.5, pairs: pairs).statistic(atRatio: $0)
      }
      for (smaller, larger) in zip(ends, ends.dropFirst()) { #expect(smaller >= larger) }
    }
  }

  @Test func `swapping the variants turns the sign and inverts the ratio`() {
    var simulation = LatencySimulation(seed: 8)
    let pairs = (0..<64).map { _ in simulation.pair(ratio: 1.3) }
    let swapped = pairs.map { BlockPair(reference: $0.candidate, candidate: $0.reference) }
    for quantile in [0.5, 0.95] {
      let score = QuantileScore(quantile: quantile, pairs: pairs)
      let other = QuantileScore(quantile: quantile, pairs: swapped)
      #expect(abs(score.statistic(atRatio: 1.2) + other.statistic(atRatio: 1 / 1.2)) < 1e-9)
      #expect(abs(score.ratio(whereStatisticIs: 0) * other.ratio(whereStatisticIs: 0) - 1) < 0.01)
    }
  }

  @Test func `an exact multiple is found exactly`() {
    var simulation = LatencySimulation(seed: 9)
    let pairs = (0..<32).map { _ in
      let reference = simulation.pair(ratio: 1).reference
      return BlockPair(reference: reference, candidate: reference.map { $0 * 1.25 })
    }
    #expect(abs(QuantileScore(quantile: 0.5, pairs: pairs).ratio(whereStatisticIs: 0) - 1.25) < 0.01)
  }

  @Test(arguments: [
    [], [BlockPair(reference: [], candidate: [])],
    [BlockPair](repeating: BlockPair(reference: [1000, 1000], candidate: [1000, 1000]), count: 64),
    [BlockPair](repeating: BlockPair(reference: [0, 0, 0, 0, 0], candidate: [0, 0, 0, 0, 0]), count: 64),
    [BlockPair](repeating: BlockPair(reference: [], candidate: []), count: 64),
  ])
  func `streams without any difference or any call decide nothing`(pairs: [BlockPair]) {
    let score = QuantileScore(quantile: 0.95, pairs: pairs)
    #expect(score.statistic(atRatio: 1) == 0)
    #expect(score.ratio(whereStatisticIs: 3.03) == 0)
    #expect(score.ratio(whereStatisticIs: -3.03) == .infinity)
    #expect(
      LatencyClaim(quantile: 0.95, limit: 1).decision(on: pairs, criticalValue: 3.03) == .undecided)
  }

  @Test func `two pairs bound nothing`() {
    let pair = BlockPair(reference: [100, 101, 102, 103, 104], candidate: [200, 201, 202, 203, 204])
    let score = QuantileScore(quantile: 0.5, pairs: [pair, pair])
    #expect(score.ratio(whereStatisticIs: 3.03) == 0)
    #expect(score.ratio(whereStatisticIs: -3.03) == .infinity)
    #expect((1.9...2.1).contains(score.ratio(whereStatisticIs: 0)))
  }

  @Test func `a pair that lost a whole block does not speak for the other`() {
    // Every candidate call of these pairs was preempted: there is nothing to compare with.
    let pairs = [BlockPair](
      repeating: BlockPair(reference: [900, 901, 902, 903, 904], candidate: []), count: 64)
    let score = QuantileScore(quantile: 0.95, pairs: pairs)
    #expect(score.statistic(atRatio: 1) == 0)
  }
}
