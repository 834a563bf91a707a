import NetWeightCore
import Testing

@Suite struct QualityEvidenceTests {
  @Test func `right and wrong answers given directly are those that counts make`() {
    let before: [SampleScore] = [.right(true), .right(true), .right(false), .right(true)]
    let after: [SampleScore] = [.right(false), .right(true), .right(true), .right(false)]
    let outcomes = PairedOutcomes(.accuracy, reference: before, candidate: after)
    #expect(outcomes.counts == PairedCounts(samples: 4, newFailures: 2, gains: 1))
    #expect(outcomes.right?.reference == 3)
    #expect(outcomes.right?.candidate == 2)
  }

  @Test func `groups given directly count`() {
    let before = [SampleScore](repeating: .right(true), count: 40)
    let after = (0..<40).map { SampleScore.right($0 >= 10) }
    let groups = (0..<40).map { "original \($0 / 10)" }
    let outcomes = PairedOutcomes(.accuracy, reference: before, candidate: after, groups: groups)
    #expect(outcomes.counts?.designEffect == 10)
  }

  @Test func `numbers given directly are summed as the metric has them`() throws {
    let metric = QualityMetric.meanAbsoluteError
    func scores(_ errors: [Float]) throws -> [SampleScore] {
      try errors.map { try metric.score(of: Tensor(vector: [$0]), .values([0])) }
    }
    let outcomes = PairedOutcomes(
      metric, reference: try scores([1, 2, 3]), candidate: try scores([2, 2, 5]))
    #expect(outcomes.referenceValue == 2)
    #expect(outcomes.candidateValue == 3)
    #expect(outcomes.drop == 1)
  }

  @Test func `evidence given directly is judged, its slices in the order of their names`() {
    let counts = PairedCounts(samples: 1_000, newFailures: 4, gains: 4)
    let outcomes = PairedOutcomes(counts, referenceRight: 900)
    let evidence = QualityEvidence(
      set: "kept/gold", reference: "fp32", whole: outcomes, slices: [("z", outcomes), ("a", outcomes)])
    #expect(evidence.slices.map(\.name) == ["a", "z"])
    let claim = Claim(kind: .quality, sourceText: "", promise: "", variant: "int8", reference: "fp32")
    let verdict = QualityJudgment(claim: claim, margin: .points(1), strength: .certified(0.95))
      .verdict(on: evidence)
    #expect(verdict.ruling == .held)
  }
}
