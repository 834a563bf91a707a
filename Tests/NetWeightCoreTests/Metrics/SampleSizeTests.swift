import Foundation
import NetWeightCore
import Testing

@Suite struct SampleSizeTests {
  private func toCertify(margin: Double = 0.01, drop: Double = 0, churn: Double) -> Int? {
    SampleSize.toCertify(margin: margin, drop: drop, churn: churn, confidence: 0.95)
  }

  /// In floating point 0.009 − 9/1000 is 1.7e-18 and not 0: the number of samples would be beyond any Int.
  @Test func `a drop of exactly the margin is certified by no number`() {
    #expect(SampleSize.toCertify(margin: 0.9 / 100, drop: 9.0 / 1000, churn: 0.009, confidence: 0.95) == nil)
  }

  @Test func `without flips it is the number at which the exact bound reaches the margin`() {
    #expect(toCertify(churn: 0) == 299)
  }

  @Test func `it is on the safe side of an exact enumeration`() {
    // Enumerated: 773 at 1 % churn and 3,140 at 5 %, for 80 % power.
    #expect(toCertify(churn: 0.01) == 856)
    #expect(toCertify(churn: 0.05) == 3162)
  }

  @Test func `a drop near the margin needs more, and one at the margin no number does`() throws {
    let nearer = try #require(toCertify(drop: 0.005, churn: 0.01))
    #expect(nearer > 4 * 600)
    #expect(toCertify(drop: 0.01, churn: 0.01) == nil)
    #expect(toCertify(margin: 0, churn: 0.01) == nil)
  }

  @Test(arguments: [50, 200, 1000])
  func `a slice rejects its visible drop in at least 80 % of cases, by exact enumeration`(samples: Int) {
    let margin = 0.02
    let drop = SampleSize.visibleDrop(samples: samples, margin: margin, slices: 10, confidence: 0.95)
    let power = (0...samples).reduce(0.0) { sum, failures in
      let counts = PairedCounts(samples: samples, newFailures: failures, gains: 0)
      let pValue = NormalDistribution.upperTail(TangoScore(counts).statistic(at: margin))
      return pValue <= 0.05 / 10 ? sum + binomial(failures, of: samples, share: drop) : sum
    }
    #expect((0.79...0.96).contains(power), "\(power) at \(drop)")
  }

  private func binomial(_ successes: Int, of samples: Int, share: Double) -> Double {
    let n = Double(samples)
    let k = Double(successes)
    let ways = lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1)
    return exp(ways + k * log(share) + (n - k) * log(1 - share))
  }

  @Test(arguments: [(50, 0.246), (200, 0.082), (1000, 0.036)])
  func `ten slices of a size see these drops`(samples: Int, drop: Double) {
    let visible = SampleSize.visibleDrop(samples: samples, margin: 0.02, slices: 10, confidence: 0.95)
    #expect(abs(visible - drop) < 0.0005, "\(visible)")
  }

  @Test func `more slices and fewer samples see less`() {
    func visible(_ samples: Int, _ slices: Int) -> Double {
      SampleSize.visibleDrop(samples: samples, margin: 0.02, slices: slices, confidence: 0.95)
    }
    #expect(visible(200, 1) < visible(200, 10))
    #expect(visible(200, 10) < visible(50, 10))
    #expect(visible(1, 10) == 1)
    #expect(visible(0, 10) == 1)
  }
}

@Suite struct PairedCountsTests {
  @Test func `flips are counted by their direction`() {
    let counts = PairedCounts(
      reference: [true, true, true, false, false], candidate: [true, false, false, true, false])
    #expect(counts == PairedCounts(samples: 5, newFailures: 2, gains: 1))
    #expect(counts.drop == 0.2)
    #expect(counts.churn == 0.6)
  }

  @Test func `of nothing there is neither drop nor churn`() {
    let counts = PairedCounts(reference: [], candidate: [])
    #expect(counts.drop == 0)
    #expect(counts.churn == 0)
  }

  @Test func `augmentations that always flip together count as one`() {
    // Twenty originals of ten each; two originals fail as a whole.
    let reference = [Bool](repeating: true, count: 200)
    let candidate = (0..<200).map { $0 / 10 >= 2 }
    let groups = (0..<200).map { "original \($0 / 10)" }
    let counts = PairedCounts(reference: reference, candidate: candidate, groups: groups)
    #expect(abs(counts.designEffect - 10) < 1e-9)
    #expect(PairedCounts(reference: reference, candidate: candidate).designEffect == 1)
  }

  @Test func `groups that flip independently have no design effect`() {
    // Each original has one failure in ten, so that the sums of all groups are equal.
    let candidate = (0..<2_000).map { $0 % 10 != 0 }
    let counts = PairedCounts(
      reference: [Bool](repeating: true, count: 2_000), candidate: candidate,
      groups: (0..<2_000).map { "\($0 / 10)" })
    #expect(counts.designEffect == 1)
  }

  @Test func `of groups without a flip the samples of each count as one`() {
    let right = [Bool](repeating: true, count: 200)
    let counts = PairedCounts(reference: right, candidate: right, groups: (0..<200).map { "\($0 / 10)" })
    #expect(counts.designEffect == 10)
    // Twenty originals bound the drop as twenty samples do.
    let bound = PairedOutcomes(counts, referenceRight: 200).upperBound(confidence: 0.95)
    #expect(abs(bound - (1 - pow(0.05, 1.0 / 20))) < 1e-9)
  }

  @Test func `groups of one sample each have no design effect`() {
    let right = [Bool](repeating: true, count: 200)
    let candidate = (0..<200).map { $0 % 50 != 0 }
    let counts = PairedCounts(reference: right, candidate: candidate, groups: (0..<200).map { "\($0)" })
    #expect(counts.designEffect == 1)
  }

  @Test func `samples without a group stand alone`() {
    let candidate = [false, false, true, true, true, true]
    let counts = PairedCounts(
      reference: [Bool](repeating: true, count: 6), candidate: candidate,
      groups: ["a", "a", nil, nil, nil, nil])
    // Deviations 2/3, 2/3 and four times −1/3: (16/9 + 4/9) ÷ (8/9 + 4/9).
    #expect(abs(counts.designEffect - 20.0 / 12) < 1e-12)
  }
}
