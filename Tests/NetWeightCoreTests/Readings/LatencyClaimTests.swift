import NetWeightCore
import Testing

/// The sequential test on simulated machines. Seeds are fixed: these are facts of the method, not chances.
@Suite struct LatencyClaimTests {
  /// Runs the sequential test as a measurement does.
  private func run(
    _ claim: LatencyClaim, ratio: Double, most: Int, _ simulation: inout LatencySimulation
  ) -> (decision: LatencyClaim.Decision, pairs: [BlockPair]) {
    let boundary = SequentialBoundary.standard
    var pairs: [BlockPair] = []
    while let look = boundary.nextLook(after: pairs.count), look <= most {
      while pairs.count < look { pairs.append(simulation.pair(ratio: ratio)) }
      let decision = claim.decision(on: pairs, criticalValue: boundary.criticalValue)
      if decision != .undecided { return (decision, pairs) }
    }
    return (.undecided, pairs)
  }

  @Test(arguments: [(0.95, UInt64(10)), (0.5, 11)])
  func `a candidate exactly at the limit is falsely decided in at most 1 % a side`(
    quantile: Double, seed: UInt64
  ) {
    var simulation = LatencySimulation(seed: seed, quantile: quantile)
    let claim = LatencyClaim(quantile: quantile, limit: 1.05, floor: 1)
    let runs = 2000
    var counts: [LatencyClaim.Decision: Int] = [:]
    for _ in 0..<runs { counts[run(claim, ratio: 1.05, most: 256, &simulation).decision, default: 0] += 1 }
    // Ten of the twenty-four looks; 1 % are 20, and it stays well under that.
    #expect(counts[.held, default: 0] <= 20)
    #expect(counts[.broken, default: 0] <= 20)
    #expect(counts[.held, default: 0] + counts[.broken, default: 0] > 0)
  }

  @Test func `the interval at a stopped run holds the true ratio in 98 % of runs`() {
    var simulation = LatencySimulation(seed: 12, quantile: 0.95)
    let claim = LatencyClaim(quantile: 0.95, limit: 1)
    let runs = 250
    var covered = 0
    for _ in 0..<runs {
      let pairs = run(claim, ratio: 1.08, most: 128, &simulation).pairs
      let score = QuantileScore(quantile: 0.95, pairs: pairs)
      // The interval is all ratios that are not rejected.
      if abs(score.statistic(atRatio: 1.08)) <= SequentialBoundary.standard.criticalValue { covered += 1 }
    }
    #expect(covered >= 245)
  }

  @Test func `ten percent at p95 break a margin of five`() {
    var simulation = LatencySimulation(seed: 13, quantile: 0.95, burstChance: 0.003)
    let claim = LatencyClaim(quantile: 0.95, limit: 1.05)
    var broken = 0
    for _ in 0..<100 {
      if run(claim, ratio: 1.1, most: 512, &simulation).decision == .broken { broken += 1 }
    }
    #expect(broken >= 95)
  }

  @Test func `twice as fast holds a promise of one and a half`() {
    var simulation = LatencySimulation(seed: 14, quantile: 0.95)
    let claim = LatencyClaim(quantile: 0.95, limit: 1 / 1.5)
    let held = (0..<50).count { _ in run(claim, ratio: 0.5, most: 512, &simulation).decision == .held }
    #expect(held == 50)
  }

  @Test func `what the instrument may differ by is never decided`() {
    var simulation = LatencySimulation(seed: 15, quantile: 0.5)
    let claim = LatencyClaim(quantile: 0.5, limit: 1, floor: 1.05)
    for _ in 0..<20 {
      #expect(run(claim, ratio: 1.02, most: 512, &simulation).decision == .undecided)
    }
  }

  @Test func `looks rise from 12 to 32,768 pairs and end there`() {
    #expect(SequentialBoundary.standard.nextLook(after: 0) == 12)
    #expect(SequentialBoundary.standard.nextLook(after: 12) == 16)
    #expect(SequentialBoundary.standard.nextLook(after: 24_577) == 32_768)
    #expect(SequentialBoundary.standard.nextLook(after: 32_768) == nil)
  }
}
