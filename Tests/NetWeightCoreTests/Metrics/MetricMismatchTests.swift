import NetWeightCore
import Testing

@Suite struct MetricMismatchTests {
  private static let one = Tensor(vector: [1])
  private static let two = Tensor(vector: [1, 2])
  private static let nan = Tensor(vector: [1, .nan])
  private static let none = Tensor(vector: [])
  private static let box = Box(left: 0, top: 0, right: 1, bottom: 1, label: 0)
  private static let text: @Sendable (Tensor) throws -> String = { _ in "a" }

  private func problem(_ metric: QualityMetric, _ output: Tensor, _ target: Target) throws -> String {
    let mismatch = try #require(throws: TargetMismatch.self) {
      try metric.value(of: [(output, target)])
    }
    #expect(mismatch.metric == metric.name)
    return mismatch.problem
  }

  @Test(arguments: [
    (QualityMetric.topK(5), "a label"), (.balancedAccuracy, "a label"), (.f1(.macro), "a label"),
    (.auroc, "a label"), (.calibrationError(), "a label"), (.meanAbsoluteError, "values"),
    (.rootMeanSquareError, "values"), (.rSquared, "values"), (.perplexity, "tokens"), (.bleu(text), "texts"),
    (.chrF(text), "texts"), (.wordErrorRate(text), "texts"), (.characterErrorRate(text), "texts"),
    (.recall(at: 3), "relevances"), (.nDCG(at: 3), "relevances"),
  ])
  func `a target of another kind is told with what was needed`(metric: QualityMetric, kind: String) throws {
    #expect(
      try problem(metric, Self.two, .boxes([])) == "it needs \(kind), and the sample has boxes")
  }

  @Test(arguments: [
    (Target.label(0), "a label"), (.values([]), "values"), (.texts([]), "texts"), (.tokens([]), "tokens"),
    (.relevances([]), "relevances"),
  ])
  func `each kind of target has a name`(target: Target, kind: String) throws {
    #expect(
      try problem(.meanAveragePrecision(), Self.none, target) == "it needs boxes, and the sample has \(kind)")
  }

  @Test(arguments: [
    (QualityMetric.topK(1), Target.label(2), two, "label 2 is not one of the output's classes, 0 to 1"),
    (.auroc, .label(2), one, "label 2 is not one of the output's classes, 0 to 1"),
    (.auroc, .label(-1), two, "label -1 is not one of the output's classes, 0 to 1"),
    (.auroc, .label(0), nan, "element 1 of the output is nan, expected finite numbers"),
    (.auroc, .label(0), none, "the output is empty"),
    (
      .calibrationError(bins: 10), .label(0), Tensor(vector: [.infinity, 0]),
      "element 0 of the output is inf, expected finite numbers"
    ),
    (.meanAbsoluteError, .values([1]), two, "the output has 2 elements, the sample 1 values"),
    (.rSquared, .values([]), none, "the output is empty"),
    (.rootMeanSquareError, .values([1, .nan]), two, "the sample's values are not all finite"),
    (.rootMeanSquareError, .values([1, 2]), nan, "element 1 of the output is nan, expected finite numbers"),
    (
      .perplexity, .tokens([0, 1]), two,
      "the output has shape [2], expected [2, vocabulary]: logits for each of the 2 tokens"
    ),
    (.recall(at: 1), .relevances([1]), two, "the output has 2 elements, the sample 1 relevances"),
    (.nDCG(at: 1), .relevances([1, -0.5]), two, "relevance -0.5 is below 0"),
    (.bleu(text), .texts([]), one, "the sample has no reference text, expected at least one"),
    (.wordErrorRate(text), .texts(["a", "b"]), one, "the sample has 2 reference texts, expected one"),
    (
      .meanAveragePrecision(iou: 0.5), .boxes([box]), one,
      "the output has shape [1], expected [detections, 6]: left, top, right, bottom, score, class"
    ),
  ])
  func `what cannot be scored is told`(
    metric: QualityMetric, target: Target, output: Tensor, text: String
  ) throws {
    #expect(try problem(metric, output, target) == text)
  }

  @Test(
    arguments: [
      ([0, 0, 1, 2], [2, 0], "token 2 at position 0 is not in the vocabulary, 0 to 1"),
      (
        [0, 0, 0, .nan], [0, 0],
        "the right token at position 1 has no finite log-likelihood: look for NaN or infinity among the logits"
      ),
      (
        [0, -.infinity, 0, 0], [1, 0],
        "the right token at position 0 has no finite log-likelihood: look for NaN or infinity among the logits"
      ),
    ] as [([Float], [Int], String)])
  func `tokens without a likelihood are told`(logits: [Float], tokens: [Int], text: String) throws {
    let output = try Tensor(shape: [2, 2], scalars: logits)
    #expect(try problem(.perplexity, output, .tokens(tokens)) == text)
  }

  @Test(
    arguments: [
      ([0, 0, 1, 1, 0.5, 1.5], "detection 0 has class 1.5, expected a whole number"),
      ([0, 0, 1, 1, .nan, 0], "element 4 of the output is nan, expected finite numbers"),
    ] as [([Float], String)])
  func `detections that are none are told`(detection: [Float], text: String) throws {
    let output = try Tensor(shape: [1, 6], scalars: detection)
    #expect(try problem(.meanAveragePrecision(), output, .boxes([Self.box])) == text)
  }

  @Test func `a number of your own has to be finite, and what you throw is passed on`() throws {
    let metric = QualityMetric.custom("fluency") { _, _ in 0.0 / 0 }
    #expect(
      try problem(metric, Self.one, .label(0)) == "the sample's value is nan, expected a finite number")
    #expect(throws: PlannedFailure.self) {
      try QualityMetric.bleu { _ in throw PlannedFailure() }.value(of: [(Self.one, .texts(["a"]))])
    }
  }

  @Test func `the message names the metric`() {
    #expect(
      TargetMismatch(metric: "R²", problem: "the output is empty").description
        == "R² cannot be scored: the output is empty")
  }
}
