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
    let chance = (0...failures).reduce(0.0) { sum, count in
      sum + exp(logarithm(samples, count, share))
    }
    #expect(abs(chance - 0.05) < 1e-9)
  }

  private func logarithm(_ samples: Int, _ count: Int, _ share: Double) -> Double {
    let (n, k) = (Double(samples), Double(count))
    return lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + k * log(share) + (n - k) * log(1 - share)
  }

  @Test func `of many flips it is Tango's with an eighth of a sample`() {
    let counts = PairedCounts(samples: 1_000, newFailures: 60, gains: 40)
    let tango = TangoScore(counts).upperBound(confidence: 0.95)
    #expect(abs(bound(1_000, newFailures: 60, gains: 40) - tango - 0.125 / 1_000) < 1e-12)
  }

  /// Sizes at which Tango's bound alone certifies in 6.8, 5.7, 6.0 and 5.2 %.
  @Test(arguments: [(268, 0.01), (177, 0.03), (450, 0.01), (366, 0.05)])
  func `a true drop of the margin is certified in at most 5 % of sets`(samples: Int, churn: Double) {
    let flips = (failure: (churn + 0.01) / 2, gain: (churn - 0.01) / 2)
    var certified = 0.0
    for failures in 0...60 {
      // More gains than that with so few failures have no chance to speak of.
      for gains in 0...(flips.gain > 0 ? 60 : 0) {
        guard bound(samples, newFailures: failures, gains: gains) <= 0.01 else { continue }
        let rest = Double(samples - failures - gains)
        let chance =
          lgamma(Double(samples) + 1) - lgamma(Double(failures) + 1) - lgamma(Double(gains) + 1)
          - lgamma(rest + 1) + Double(failures) * log(flips.failure)
          + (gains > 0 ? Double(gains) * log(flips.gain) : 0) + rest * log(1 - churn)
        certified += exp(chance)
      }
    }
    #expect(certified <= 0.05)
  }

  @Test func `nothing asked is bound by nothing`() {
    #expect(bound(0, newFailures: 0) == 1)
    #expect(bound(1, newFailures: 1) == 1)
  }
}
