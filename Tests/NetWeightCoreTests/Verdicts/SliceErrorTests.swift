import Foundation
import NetWeightCore
import Testing

@Suite struct SliceErrorTests {
  /// Sizes and flips at which the normal tail breaks one of ten slices in 6.4, 12.5 and 9.2 % of runs.
  @Test(arguments: [(500, 0.02, 0.02), (426, 0.022, 0.02), (195, 0.055, 0.05)])
  func `ten slices at their margin break in at most 5 % of runs`(samples: Int, churn: Double, margin: Double)
  {
    let flips = FlipChance(drop: margin, churn: churn)
    var chance = 0.0
    for failures in 0...60 {
      for gains in 0...12 {
        let counts = PairedCounts(samples: samples, newFailures: failures, gains: gains)
        guard pValue(counts, margin: margin) <= 0.05 / 10 else { continue }
        chance += flips.of(counts)
      }
    }
    #expect(1 - pow(1 - chance, 10) <= 0.05)
    // It is a test at all.
    #expect(chance > 0.001)
  }

  @Test func `the larger the drop the smaller its chance, up to a slice that collapses`() {
    for samples in [1, 5, 20, 50, 1_000] {
      let values = (0...samples).map { failures in
        pValue(PairedCounts(samples: samples, newFailures: failures, gains: 0), margin: 0.02)
      }
      #expect(zip(values, values.dropFirst()).allSatisfy { $0 >= $1 }, "\(samples)")
    }
  }

  private func pValue(_ counts: PairedCounts, margin: Double) -> Double {
    let outcomes = PairedOutcomes(counts, referenceRight: counts.samples)
    let evidence = QualityEvidence(
      set: "tiny/gold", reference: "fp32", whole: outcomes, slices: [("slice", outcomes)])
    return SliceJudgment(evidence, margin: { _ in margin }, confidence: 0.95).findings[0].pValue ?? 1
  }
}
