import Foundation
import NetWeightCore
import Testing

@Suite struct NormalDistributionTests {
  @Test(arguments: [
    (0.5, 0.0), (0.8, 0.8416212335729143), (0.95, 1.6448536269514722), (0.975, 1.959963984540054),
    (0.999, 3.090232306167813), (0.01, -2.3263478740408408),
  ])
  func `quantiles are those of the tables`(probability: Double, z: Double) {
    #expect(abs(NormalDistribution.quantile(probability) - z) < 1e-12)
  }

  @Test func `the upper tail is the other way round`() {
    #expect(abs(NormalDistribution.upperTail(1.959963984540054) - 0.025) < 1e-15)
    #expect(abs(NormalDistribution.upperTail(-1.6448536269514722) - 0.95) < 1e-15)
  }
}

@Suite struct WilsonIntervalTests {
  @Test(arguments: [
    // Newcombe, Statistics in Medicine 17 (1998), 857–872, table I, method 3.
    (81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0000, 0.1611), (1, 29, 0.0061, 0.1718),
  ])
  func `intervals are those of Newcombe's table`(successes: Int, samples: Int, lower: Double, upper: Double) {
    let interval = WilsonInterval.of(successes: successes, samples: samples, confidence: 0.95)
    #expect(abs(interval.lower - lower) < 5.1e-5)
    #expect(abs(interval.upper - upper) < 5.1e-5)
  }

  @Test func `no sample says nothing`() {
    #expect(WilsonInterval.of(successes: 0, samples: 0, confidence: 0.95) == Interval(0, 1))
  }

  @Test func `all right does not reach above 1`() {
    #expect(WilsonInterval.of(successes: 9, samples: 9, confidence: 0.95).upper == 1)
  }
}

@Suite struct HolmCorrectionTests {
  @Test func `a case worked by hand`() {
    // Level 0.05 of five: 0.008 ≤ 0.01 and 0.011 ≤ 0.0125 are rejected, 0.02 > 0.0167 stops it, and so 0.021 is
    // not rejected though it is under 0.025.
    #expect(
      HolmCorrection.rejected(pValues: [0.02, 0.008, 0.8, 0.011, 0.021], level: 0.05)
        == [false, true, false, true, false])
  }

  @Test func `more is rejected than by Bonferroni`() {
    #expect(HolmCorrection.rejected(pValues: [0.01, 0.04, 0.02], level: 0.05) == [true, true, true])
  }

  @Test func `one hypothesis needs no correction and none rejects none`() {
    #expect(HolmCorrection.rejected(pValues: [0.05], level: 0.05) == [true])
    #expect(HolmCorrection.rejected(pValues: [], level: 0.05).isEmpty)
  }

  @Test func `a family of ten true hypotheses loses one in 5 % of runs`() {
    var generator = SeededGenerator(seed: 4)
    let runs = 20_000
    let failing = (0..<runs).count { _ in
      let pValues = (0..<10).map { _ in generator.uniform() }
      return HolmCorrection.rejected(pValues: pValues, level: 0.05).contains(true)
    }
    // 1 − 0.995^10 = 0.0489, and its standard error here is 0.0015.
    #expect((0.044...0.054).contains(Double(failing) / Double(runs)))
  }
}
