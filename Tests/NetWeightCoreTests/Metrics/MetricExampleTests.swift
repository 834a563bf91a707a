import NetWeightCore
import Testing

/// What random cases do not reach: names, directions, nothing at all, extreme scores.
@Suite struct MetricExampleTests {
  private static let text: @Sendable (Tensor) throws -> String = { _ in "" }

  @Test(arguments: [
    (QualityMetric.topK(5), "top-5 accuracy", true, Estimate.Unit.fraction),
    (.balancedAccuracy, "balanced accuracy", true, .fraction), (.f1(.macro), "macro F1", true, .fraction),
    (.f1(.micro), "micro F1", true, .fraction), (.auroc, "AUROC", true, .fraction),
    (.calibrationError(), "expected calibration error", false, .fraction),
    (.calibrationError(bins: 10), "expected calibration error, 10 bins", false, .fraction),
    (.meanAbsoluteError, "mean absolute error", false, .plain),
    (.rootMeanSquareError, "root mean square error", false, .plain), (.rSquared, "R²", true, .fraction),
    (.perplexity, "perplexity", false, .plain), (.bleu(text), "BLEU", true, .fraction),
    (.chrF(text), "chrF", true, .fraction), (.wordErrorRate(text), "word error rate", false, .fraction),
    (.characterErrorRate(text), "character error rate", false, .fraction),
    (.recall(at: 10), "recall@10", true, .fraction), (.nDCG(at: 10), "nDCG@10", true, .fraction),
    (.meanAveragePrecision(iou: 0.5), "mAP@0.5", true, .fraction),
    (.meanAveragePrecision(), "mAP@0.5:0.95", true, .fraction),
    (.custom("exact match") { _, _ in true }, "exact match", true, .fraction),
    (.custom("edits", isBetterHigher: false, unit: .plain) { _, _ in 2.0 }, "edits", false, .plain),
  ])
  func `a metric has the field's name, a direction and a unit`(
    metric: QualityMetric, name: String, isBetterHigher: Bool, unit: Estimate.Unit
  ) {
    #expect(metric.name == name)
    #expect(metric.isBetterHigher == isBetterHigher)
    #expect(metric.unit == unit)
  }

  @Test(arguments: [
    QualityMetric.balancedAccuracy, .f1(.macro), .f1(.micro), .auroc, .calibrationError(), .meanAbsoluteError,
    .rootMeanSquareError, .rSquared, .perplexity, .bleu(text), .chrF(text), .wordErrorRate(text),
    .recall(at: 1), .nDCG(at: 1), .meanAveragePrecision(), .custom("own") { _, _ in 1.0 },
  ])
  func `no sample has no value`(metric: QualityMetric) throws {
    #expect(try metric.value(of: []).isNaN)
  }

  @Test func `what you find right or count yourself is a share or a mean`() throws {
    let samples: ScoredSamples = [
      (Tensor(vector: [1]), .values([1])), (Tensor(vector: [2]), .values([5])),
      (Tensor(vector: [3]), .values([3])),
    ]
    let isSame = QualityMetric.custom("same") { output, target in target == .values(output.scalars) }
    #expect(isSame.scoring is any BinaryScoring)
    #expect(try isSame.value(of: samples) == 2.0 / 3)
    let first = QualityMetric.custom("first") { output, _ in Double(output.scalars[0]) }
    #expect(first.scoring is any AdditiveScoring)
    #expect(try first.value(of: samples) == 2)
  }

  @Test func `perplexity of no knowledge is the vocabulary's size`() throws {
    let output = try Tensor(shape: [2, 4], scalars: [Float](repeating: 7, count: 8))
    #expect(abs(try QualityMetric.perplexity.value(of: [(output, .tokens([0, 3]))]) - 4) < 1e-12)
  }

  @Test func `logits that would overflow and ones that are masked have a likelihood`() throws {
    let output = try Tensor(shape: [2, 3], scalars: [3e38, 3e38, -3e38, -.infinity, -1000, -1000])
    #expect(abs(try QualityMetric.perplexity.value(of: [(output, .tokens([0, 2]))]) - 2) < 1e-12)
  }

  @Test func `a confidence at the end of a bin is in the lower one`() throws {
    let scores = Tensor(vector: [0, 0])
    let wrong: ScoredSamples = [(scores, .label(1)), (Tensor(vector: [0.5, 0]), .label(0))]
    // 0.5 and 0.62: in one bin of two halves the gaps would cancel out, and in two they do not.
    #expect(abs(try QualityMetric.calibrationError(bins: 2).value(of: wrong) - 0.4387703343990728) < 1e-12)
    #expect(abs(try QualityMetric.calibrationError(bins: 1).value(of: wrong) - 0.0612296656009273) < 1e-12)
    #expect(
      try QualityMetric.calibrationError(bins: -3).value(of: wrong)
        == QualityMetric.calibrationError(bins: 1).value(of: wrong))
  }

  @Test func `an output of another number of classes leaves AUROC without a value`() throws {
    let samples: ScoredSamples = [
      (Tensor(vector: [1]), .label(0)), (Tensor(vector: [1, 2, 3]), .label(1)),
    ]
    #expect(try QualityMetric.auroc.value(of: samples).isNaN)
  }

  @Test func `detections of a negative class only fill up an output`() throws {
    let box = Box(left: 0, top: 0, right: 4, bottom: 4, label: 2)
    let output = try Tensor(shape: [2, 6], scalars: [0, 0, 4, 4, 0.5, 2, 0, 0, 0, 0, 0.9, -1])
    #expect(try QualityMetric.meanAveragePrecision().value(of: [(output, .boxes([box]))]) == 1)
  }

  /// As pycocotools has it: 51 of 101 recalls are reached.
  @Test func `of boxes that a detection overlaps alike it takes the last`() throws {
    let boxes = [0, 4].map { Box(left: $0, top: 0, right: $0 + 10, bottom: 10, label: 0) }
    let output = try Tensor(shape: [2, 6], scalars: [2, 0, 12, 10, 0.9, 0, 4, 0, 14, 10, 0.8, 0])
    let value = try QualityMetric.meanAveragePrecision(iou: 0.5).value(of: [(output, .boxes(boxes))])
    #expect(abs(value - 51.0 / 101) < 1e-12)
  }

  @Test(arguments: [2, 5, 1000, 4099]) func `a truth that does not vary has no variance by rounding`(
    count: Int
  ) throws {
    for truth in [Float(0.1), 1e-3, 12345.678] {
      let wrong = ScoredSamples(
        repeating: (Tensor(vector: [truth + 1]), .values([truth])), count: count)
      #expect(try QualityMetric.rSquared.value(of: wrong) == 0)
      let right = ScoredSamples(repeating: (Tensor(vector: [truth]), .values([truth])), count: count)
      #expect(try QualityMetric.rSquared.value(of: right) == 1)
    }
  }

  @Test func `one document is ranked best if it is relevant`() throws {
    let metric = QualityMetric.nDCG(at: 3)
    #expect(try metric.value(of: [(Tensor(vector: [1]), .relevances([2]))]) == 1)
    #expect(try metric.value(of: [(Tensor(vector: [1]), .relevances([0]))]) == 0)
  }

  @Test func `an output with NaN is wrong and answers no class`() throws {
    let samples: ScoredSamples = [
      (Tensor(vector: [2, 1]), .label(0)), (Tensor(vector: [.nan, 1]), .label(1)),
    ]
    #expect(try QualityMetric.topK(2).value(of: samples) == 0.5)
    #expect(try QualityMetric.balancedAccuracy.value(of: samples) == 0.5)
    #expect(try QualityMetric.f1(.macro).value(of: samples) == 0.5)
    #expect(try QualityMetric.f1(.micro).value(of: samples) == 2.0 / 3)
  }
}
