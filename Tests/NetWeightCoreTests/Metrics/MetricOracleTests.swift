import NetWeightCore
import Testing

/// Each metric against another implementation of it, on 1,500 random cases.
@Suite struct MetricOracleTests {
  @Test func `top-k accuracy is numpy's`() throws {
    try MetricOracle.expect("top-k") { draws in
      var draws = draws
      return (.topK(1 + draws.below(4)), draws.classification(withNaN: true))
    }
  }

  @Test(arguments: [
    ("balanced-accuracy", QualityMetric.balancedAccuracy), ("macro-f1", .f1(.macro)),
    ("micro-f1", .f1(.micro)),
  ])
  func `balanced accuracy and F1 are scikit-learn's`(file: String, metric: QualityMetric) throws {
    try MetricOracle.expect(file) { draws in
      var draws = draws
      return (metric, draws.classification(withNaN: true))
    }
  }

  @Test func `AUROC is scikit-learn's, of two classes and of more`() throws {
    try MetricOracle.expect("auroc") { draws in
      var draws = draws
      return (.auroc, draws.classification(fewestClasses: 1))
    }
  }

  @Test func `calibration error is numpy's`() throws {
    try MetricOracle.expect("calibration-error") { draws in
      var draws = draws
      let bins = draws.chance(0.5) ? 15 : 1 + draws.below(20)
      return (.calibrationError(bins: bins), draws.classification())
    }
  }

  @Test(arguments: [
    ("mean-absolute-error", QualityMetric.meanAbsoluteError),
    ("root-mean-square-error", .rootMeanSquareError),
    ("r-squared", .rSquared),
  ])
  func `errors of regression are scikit-learn's`(file: String, metric: QualityMetric) throws {
    try MetricOracle.expect(file) { draws in
      var draws = draws
      return (metric, draws.regression())
    }
  }

  @Test func `perplexity is the exponential of scikit-learn's log loss`() throws {
    try MetricOracle.expect("perplexity") { draws in
      var draws = draws
      return (.perplexity, try draws.language())
    }
  }

  @Test func `BLEU is sacreBLEU's`() throws {
    let words: [String] = try MetricOracle.file("words")
    try MetricOracle.expect("bleu") { draws in
      let texts = OracleTexts(draws, mostReferences: 3, words: words)
      return (.bleu(texts.decode), texts.samples)
    }
  }

  @Test func `chrF is sacreBLEU's`() throws {
    let words: [String] = try MetricOracle.file("words")
    try MetricOracle.expect("chrf") { draws in
      let texts = OracleTexts(draws, mostReferences: 3, words: words)
      return (.chrF(texts.decode), texts.samples)
    }
  }

  @Test func `word error rate is jiwer's`() throws {
    let words: [String] = try MetricOracle.file("words")
    try MetricOracle.expect("word-error-rate") { draws in
      let texts = OracleTexts(draws, mostReferences: 1, words: words)
      return (.wordErrorRate(texts.decode), texts.samples)
    }
  }

  @Test func `character error rate is jiwer's`() throws {
    let words: [String] = try MetricOracle.file("words")
    try MetricOracle.expect("character-error-rate") { draws in
      let texts = OracleTexts(draws, mostReferences: 1, words: words)
      return (.characterErrorRate(texts.decode), texts.samples)
    }
  }

  @Test func `recall at k is numpy's`() throws {
    try MetricOracle.expect("recall") { draws in
      var draws = draws
      return (.recall(at: 1 + draws.below(8)), draws.retrieval())
    }
  }

  @Test func `nDCG is scikit-learn's`() throws {
    try MetricOracle.expect("ndcg") { draws in
      var draws = draws
      return (.nDCG(at: 1 + draws.below(8)), draws.retrieval())
    }
  }

  @Test(arguments: [
    ("map-50", QualityMetric.meanAveragePrecision(iou: 0.5)), ("map", .meanAveragePrecision()),
  ])
  func `mean average precision is pycocotools'`(file: String, metric: QualityMetric) throws {
    try MetricOracle.expect(file) { (metric, try OracleImages($0).samples) }
  }
}
