import Foundation
import NetWeightCore
import Testing

@Suite struct CertifiedBoundTests {
  private func bound(_ samples: Int, newFailures: Int, gains: Int = 0) -> Double {
    PairedOutcomes(
      PairedCounts(samples: samples, newFailures: newFailures, gains: gains), referenceRight: samples
    ).upperBound(confidence: 0.95)
  }

  @Test func `without flips it is the share that leaves none in 5 % of sets`() {
    for samples in [1, 20, 200, 298, 299, 10_000] {
      #expect(abs(bound(samples, newFailures: 0) - (1 - pow(0.05, 1 / Double(samples)))) < 1e-12)
    }
    #expect(bound(299, newFailures: 0) <= 0.01)
    #expect(bound(298, newFailures: 0) > 0.01)
  }

  @Test(arguments: [(100, 1), (100, 3), (450, 1), (3_000, 2)])
  func `of a few new failures alone it is where so few are left in 5 % of sets`(samples: Int, failures: Int) {
    let share = bound(samples, newFailures: failures)
    let flips = FlipChance(drop: share, churn: share)
    let chance = (0...failures).reduce(0.0) { sum, count in
      sum + flips.of(PairedCounts(samples: samples, newFailures: count, gains: 0))
    }
    #expect(abs(chance - 0.05) < 1e-9)
  }

  @Test func `of many flips it is Tango's with an eighth of a sample`() {
    let counts = PairedCounts(samples: 1_000, newFailures: 60, gains: 40)
    let tango = TangoScore(counts).upperBound(confidence: 0.95)
    #expect(abs(bound(1_000, newFailures: 60, gains: 40) - tango - 0.125 / 1_000) < 1e-12)
  }

  /// Sizes at which Tango's bound alone certifies in 6.8, 5.7, 6.0 and 5.2 %.
  @Test(arguments: [(268, 0.01), (177, 0.03), (450, 0.01), (366, 0.05)])
  func `a true drop of the margin is certified in at most 5 % of sets`(samples: Int, churn: Double) {
    let chance = FlipChance(drop: 0.01, churn: churn)
    var certified = 0.0
    for failures in 0...60 {
      // More gains than that with so few failures have no chance to speak of.
      for gains in 0...60 where bound(samples, newFailures: failures, gains: gains) <= 0.01 {
        certified += chance.of(PairedCounts(samples: samples, newFailures: failures, gains: gains))
      }
    }
    #expect(certified <= 0.05)
  }

  @Test func `nothing asked is bound by nothing`() {
    #expect(bound(0, newFailures: 0) == 1)
    #expect(bound(1, newFailures: 1) == 1)
  }
}
