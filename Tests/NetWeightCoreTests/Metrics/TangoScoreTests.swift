import Foundation
import NetWeightCore
import Testing

@Suite struct TangoScoreTests {
  @Test func `the statistic is that of a direct search for the most likely shares`() {
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<200 {
      let counts = PairedCounts.random(using: &generator)
      let difference = 1.9 * generator.uniform() - 0.95
      let expected = Likelihood(counts).statistic(at: difference)
      let found = TangoScore(counts).statistic(at: difference)
      #expect(abs(found - expected) < 1e-5 * max(1, abs(expected)), "\(counts) at \(difference)")
    }
  }

  @Test func `the ends of the interval are where the direct search says so`() {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<60 {
      let counts = PairedCounts.random(using: &generator)
      let interval = TangoScore(counts).interval(confidence: 0.95)
      let likelihood = Likelihood(counts)
      for (end, expected) in [(interval.lower, 1.959964), (interval.upper, -1.959964)] {
        // At −1 and 1 the interval ends since there are no larger drops.
        guard abs(end) < 0.999_999 else { continue }
        #expect(abs(likelihood.statistic(at: end) - expected) < 1e-4, "\(counts)")
      }
    }
  }

  @Test func `without flips 268 samples certify one point and 267 do not`() {
    func bound(_ samples: Int) -> Double {
      TangoScore(PairedCounts(samples: samples, newFailures: 0, gains: 0)).upperBound(confidence: 0.95)
    }
    #expect(bound(268) <= 0.01)
    #expect(bound(267) > 0.01)
  }

  @Test func `a drop and the rise of the same counts mirror each other`() {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<100 {
      let counts = PairedCounts.random(using: &generator)
      let mirrored = PairedCounts(
        samples: counts.samples, newFailures: counts.gains, gains: counts.newFailures)
      let interval = TangoScore(counts).interval(confidence: 0.9)
      let other = TangoScore(mirrored).interval(confidence: 0.9)
      #expect(abs(interval.lower + other.upper) < 1e-9)
      #expect(abs(interval.upper + other.lower) < 1e-9)
    }
  }

  @Test func `the bound on one side is an end of the interval with twice the error`() {
    let score = TangoScore(PairedCounts(samples: 400, newFailures: 9, gains: 2))
    #expect(abs(score.upperBound(confidence: 0.95) - score.interval(confidence: 0.9).upper) < 1e-12)
  }

  @Test func `a design effect is as if there were fewer samples`() {
    let grouped = TangoScore(PairedCounts(samples: 400, newFailures: 12, gains: 4, designEffect: 2))
    let fewer = TangoScore(PairedCounts(samples: 200, newFailures: 6, gains: 2))
    #expect(grouped.interval(confidence: 0.95) == fewer.interval(confidence: 0.95))
  }

  @Test func `nothing asked says nothing`() {
    let score = TangoScore(PairedCounts(samples: 0, newFailures: 0, gains: 0))
    #expect(score.interval(confidence: 0.95) == Interval(-1, 1))
  }

  @Test(arguments: [0.01, 0.02, 0.03, 0.05])
  func `a true drop of the margin is certified in at most 5 % of sets of 200`(churn: Double) {
    let margin = 0.01
    let samples = 200
    var certified = 0.0
    for newFailures in 0...40 {
      for gains in 0...40 {
        let counts = PairedCounts(samples: samples, newFailures: newFailures, gains: gains)
        guard TangoScore(counts).upperBound(confidence: 0.95) <= margin else { continue }
        certified += FlipChance(drop: margin, churn: churn).of(counts)
      }
    }
    #expect(certified <= 0.052)
    // It is a test at all: where there are gains to see, it certifies now and then.
    if churn > margin { #expect(certified > 0.005) }
  }
}

/// Tango's statistic without his formula: the shares that are the most likely for a given drop are searched for.
private struct Likelihood {
  let counts: PairedCounts

  init(_ counts: PairedCounts) { self.counts = counts }

  func statistic(at difference: Double) -> Double {
    let n = Double(counts.samples)
    // The share of gains g, with new failures g + difference and the rest not below 0.
    var low = max(0, -difference)
    var high = (1 - difference) / 2
    for _ in 0..<200 {
      let left = low + (high - low) / 3
      let right = high - (high - low) / 3
      if logarithm(left, difference) < logarithm(right, difference) { low = left } else { high = right }
    }
    let gains = (low + high) / 2
    let variance = n * (2 * gains + difference - difference * difference)
    return (Double(counts.newFailures - counts.gains) - n * difference) / variance.squareRoot()
  }

  private func logarithm(_ gains: Double, _ difference: Double) -> Double {
    func term(_ count: Int, _ share: Double) -> Double {
      count == 0 ? 0 : Double(count) * log(max(share, 1e-300))
    }
    return term(counts.newFailures, gains + difference) + term(counts.gains, gains)
      + term(counts.samples - counts.newFailures - counts.gains, 1 - difference - 2 * gains)
  }
}

extension PairedCounts {
  fileprivate static func random(using generator: inout SeededGenerator) -> PairedCounts {
    let samples = Int.random(in: 20...500, using: &generator)
    let newFailures = Int.random(in: 0...samples / 4, using: &generator)
    return PairedCounts(
      samples: samples, newFailures: newFailures, gains: Int.random(in: 0...samples / 4, using: &generator))
  }
}
