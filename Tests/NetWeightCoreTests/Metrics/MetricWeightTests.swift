import NetWeightCore
import Testing

/// A weight says how often a sample counts, which is what intervals of every metric rest on.
@Suite struct MetricWeightTests {
  private static let metrics: [QualityMetric] = [
    .topK(2), .balancedAccuracy, .f1(.macro), .f1(.micro), .auroc, .calibrationError(),
  ]

  /// Weighted and repeated samples give the same, or both nothing.
  private func expectWeightsRepeat(_ metric: QualityMetric, _ samples: ScoredSamples, seed: Int) throws {
    var draws = SeededGenerator(seed: UInt64(seed))
    var weights: [Double] = []
    for _ in samples { weights.append(Double(draws.below(4))) }
    let repeated = zip(samples, weights).flatMap { Array(repeating: $0, count: Int($1)) }
    guard !repeated.isEmpty else { return }
    let (weighted, expected) = (
      try metric.value(of: samples, weights: weights), try metric.value(of: repeated)
    )
    #expect(
      weighted.isNaN ? expected.isNaN : abs(weighted - expected) < 1e-10, "\(metric) of case \(seed)")
    if metric.scoring is any RankingScoring, !weighted.isNaN { #expect(weighted == expected) }
  }

  @Test(arguments: metrics) func `weights of classified samples repeat them`(metric: QualityMetric) throws {
    for seed in 0..<200 {
      var draws = SeededGenerator(seed: UInt64(seed))
      try expectWeightsRepeat(metric, draws.classification(), seed: seed)
    }
  }

  @Test func `weights of images repeat them`() throws {
    for seed in 0..<300 {
      let samples = try OracleImages(SeededGenerator(seed: UInt64(seed))).samples
      // Of equal scores in one image, that of the image's copy would stand in between.
      let isTied = samples.contains { output, _ in
        let scores = stride(from: 4, to: output.scalars.count, by: 6).map { output.scalars[$0] }
        return Set(scores).count < scores.count
      }
      if isTied { continue }
      try expectWeightsRepeat(.meanAveragePrecision(), samples, seed: seed)
      try expectWeightsRepeat(.meanAveragePrecision(iou: 0.75), samples, seed: seed)
    }
  }

  @Test func `weights of numbers and queries repeat them`() throws {
    for seed in 0..<200 {
      var draws = SeededGenerator(seed: UInt64(seed))
      try expectWeightsRepeat(.rootMeanSquareError, draws.regression(), seed: seed)
      try expectWeightsRepeat(.nDCG(at: 5), draws.retrieval(), seed: seed)
      try expectWeightsRepeat(.perplexity, draws.language(), seed: seed)
    }
  }

  /// Rows of a ranking, one a sample.
  private func rows(
    _ metric: QualityMetric, _ samples: ScoredSamples
  ) throws -> (scoring: any RankingScoring, rows: [[Double]]) {
    let scoring = try #require(metric.scoring as? any RankingScoring)
    return (scoring, try samples.map { try scoring.statistics(of: $0.output, $0.target) })
  }

  @Test func `samples that belong together share a row and a weight`() throws {
    for seed in 0..<100 {
      var draws = SeededGenerator(seed: UInt64(seed))
      let images = try OracleImages(draws).samples
      for (metric, samples) in [
        (QualityMetric.auroc, draws.classification()), (.meanAveragePrecision(), images),
      ] {
        let (scoring, rows) = try rows(metric, samples)
        let together = [rows.prefix(3).flatMap { $0 }] + rows.dropFirst(3)
        let shared = scoring.ranking(of: together)(together.indices.map { $0 == 0 ? 2 : 1 })
        let alone = scoring.ranking(of: rows)(rows.indices.map { $0 < 3 ? 2 : 1 })
        #expect(shared == alone || (shared.isNaN && alone.isNaN), "\(metric) of case \(seed)")
      }
    }
  }

  @Test func `one ranking answers many weightings`() throws {
    let samples: ScoredSamples = [
      (Tensor(vector: [0.1]), .label(0)), (Tensor(vector: [0.4]), .label(1)),
      (Tensor(vector: [0.4]), .label(0)),
      (Tensor(vector: [0.8]), .label(1)),
    ]
    let (scoring, rows) = try rows(.auroc, samples)
    let area = scoring.ranking(of: rows)
    #expect(area([1, 1, 1, 1]) == 0.875)
    #expect(area([0, 1, 1, 0]) == 0.5)
    // Fractions as well: 0.5 · 2 pairs in order, half of 0.5 · 1 tied ones, out of 0.5 · 3.
    #expect(abs(area([2, 0.5, 1, 0]) - 1.25 / 1.5) < 1e-15)
    #expect(area([1, 0, 1, 0]).isNaN)
  }
}
