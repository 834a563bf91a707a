import Foundation
import NetWeightCore
import Testing

/// A reference whose answers a baseline keeps gives the verdict that it gives when it runs.
@Suite struct KeptReferenceTests {
  private static let count = 80
  private static let metrics: [QualityMetric] = [
    .accuracy, .custom("agreement") { output, _ in output.scalars[0] > 0.3 }, .f1(.macro), .auroc,
    .calibrationError(), .meanAbsoluteError, .rootMeanSquareError,
    .custom("loss", isBetterHigher: false, unit: .plain) { output, _ in Double(output.scalars[0]) / 3 },
  ]

  /// Two classes, or numbers where the metric is of numbers.
  private static func set(for metric: QualityMetric) -> SampleSet {
    let isOfValues = metric.name.contains("mean")
    let samples = (0..<count).map { index -> Sample in
      let target: Target = isOfValues ? .values([0.1, 7]) : .label(index * 7 % 5 % 2)
      let group: String? = index % 4 == 0 ? "g\(index / 8)" : nil
      return Sample(
        id: "s\(index)", input: Tensor(vector: [Float(index)]), target: target,
        slices: index < 30 ? ["tail"] : [], group: group)
    }
    return SampleSet(
      name: "digits/gold", kind: .gold, sha256: "5e7", preprocessing: "none", classes: isOfValues ? nil : 2,
      samples: samples)
  }

  private static func variant(_ name: String, seed: UInt64) -> ScriptedVariant {
    ScriptedVariant(name: name) { input in
      var draws = SeededGenerator(seed: seed &+ UInt64(input.scalars[0]) &* 1_000)
      return Tensor(vector: [Float(draws.uniform()), Float(draws.uniform())])
    }
  }

  private func verdict(
    _ metric: QualityMetric, kept: Bool, candidate: UInt64 = 2, strength: QualityEvidence.Strength
  ) async throws -> Verdict {
    let set = Self.set(for: metric)
    let reference = Self.variant("fp32", seed: 1)
    var source = PairedEvaluation.Reference.variant(reference)
    if kept {
      let evaluation = try await Evaluation(of: reference, on: set, metrics: [metric])
      let quality = try Baseline.Quality(evaluation).throughJSON()
      source = .kept(
        name: "fp32", metric: try #require(quality.metrics[metric.name]), accuracy: quality.accuracy,
        file: "Baselines/digits/fp32.json")
    }
    let paired = try await PairedEvaluation(
      of: Self.variant("int8", seed: candidate), from: source, in: metric, on: set)
    #expect((paired.reference == nil) == kept)
    let claim = Claim(
      kind: .quality, sourceText: "#expect", promise: "p", variant: "int8", reference: "fp32")
    var verdict = QualityJudgment(claim: claim, margin: .percent(5), strength: strength)
      .verdict(on: paired.evidence)
    #expect(verdict.baselineFile == (kept ? "Baselines/digits/fp32.json" : nil))
    verdict.baselineFile = nil
    return verdict
  }

  @Test(arguments: metrics.indices, [1, 2] as [UInt64])
  func `kept answers and those of this run give the same verdict`(metric: Int, candidate: UInt64) async throws
  {
    let metric = Self.metrics[metric]
    for strength in [QualityEvidence.Strength.observed, .certified(0.9)] {
      let live = try await verdict(metric, kept: false, candidate: candidate, strength: strength)
      let kept = try await verdict(metric, kept: true, candidate: candidate, strength: strength)
      #expect(live == kept, "\(metric): \(live)\n\(kept)")
      let again = try await verdict(metric, kept: false, candidate: candidate, strength: strength)
      #expect(live == again)
    }
  }

  private func compare(
    in metric: QualityMetric, kept: MetricRecord, accuracy: MetricRecord? = nil
  ) async throws -> PairedEvaluation {
    try await PairedEvaluation(
      of: ScriptedVariant(),
      from: .kept(name: "fp32", metric: kept, accuracy: accuracy, file: "Baselines/digits/fp32.json"),
      in: metric,
      on: .numbered(3))
  }

  /// A record as a baseline holds it.
  private func kept(_ answers: (any Encodable)?) throws -> MetricRecord {
    var record = try JSONDecoder().decode(MetricRecord.self, from: Data(#"{"slices":{},"value":1}"#.utf8))
    record.correct = answers as? BitString
    record.statistics = answers as? SampleStatistics
    return record
  }

  @Test func `answers that were counted in another way are refused`() async throws {
    let score = QualityMetric.custom("score") { _, _ in 0.5 }
    let message = """
      Baselines/digits/fp32.json: keeps answers in score that count in another way than they do now, first of sample \
      s0. Next: give a metric that counts in another way another name, or delete the file and accept a new one.
      """
    for record in [
      try kept(BitString([true, true, true])),
      try kept(SampleStatistics([[1], [1], [1]])),
      try kept(SampleStatistics([[1, 1, 1], [1], [1]])),
    ] {
      await expect(message: message) { try await compare(in: score, kept: record) }
    }
    await expect(message: message.replacing("in score", with: "in accuracy")) {
      try await compare(
        in: .accuracy, kept: try kept(SampleStatistics([[1], [1], [1]])))
    }
  }

  @Test(arguments: [nil, 0, 2, 4]) func `another number of answers than samples is refused`(answers: Int?)
    async throws
  {
    let record = try kept(answers.map { BitString([Bool](repeating: true, count: $0)) })
    let message =
      "Baselines/digits/fp32.json: keeps \(answers ?? 0) answers, the set has 3 samples. "
      + "Next: delete the file and accept a new one."
    await expect(message: message) { try await compare(in: .accuracy, kept: record) }
    guard answers != nil else { return }
    await expect(message: message) {
      try await compare(
        in: .accuracy, kept: try kept(BitString([true, true, true])),
        accuracy: record)
    }
  }

  @Test(arguments: [[9.0, 0, 1, 1], [-1, 0], [1e300, 0], [2, 1e300, 1, 1], [1], [0.5, 0, 1]])
  func `rows of a ranking that were written by hand are undefined and no crash`(row: [Double]) async throws {
    for metric in [QualityMetric.auroc, .meanAveragePrecision()] {
      let scoring = try #require(metric.scoring as? any RankingScoring)
      #expect(scoring.ranking(of: [row, row])([1, 1]).isNaN)
    }
  }
}
