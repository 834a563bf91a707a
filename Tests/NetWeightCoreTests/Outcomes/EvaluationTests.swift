import NetWeightCore
import Testing

@Suite struct OutcomeTests {
  private func outcome(_ scores: [Float], label: Int = 1) -> Outcome {
    let sample = Sample(id: "a", input: Tensor(vector: [0]), label: label)
    return Outcome(sample: sample, scores: Tensor(vector: scores))
  }

  @Test(arguments: [
    ("0 2 1", 1), ("3 3 3", 0), ("-inf -1 -2", 1), ("0 inf 0", 1), ("-0 0", 0),
  ])
  func `the first of the highest scores is the prediction`(scores: String, prediction: Int) {
    #expect(outcome(scores.split(separator: " ").compactMap { Float($0) }).prediction == prediction)
  }

  @Test func `NaN predicts nothing and is never right`() {
    let outcome = outcome([0, .nan])
    #expect(outcome.prediction == nil)
    #expect(!outcome.isCorrect)
    #expect(!outcome.isFinite)
  }

  @Test func `an infinite score may be right and is not finite`() {
    let outcome = outcome([0, .infinity])
    #expect(outcome.isCorrect)
    #expect(!outcome.isFinite)
  }

  @Test func `no score predicts nothing`() {
    #expect(outcome([]).prediction == nil)
  }
}

@Suite struct EvaluationTests {
  @Test func `answers are in the order of the set, without those that are not finite`() async throws {
    let variant = ScriptedVariant { input in
      Tensor(vector: input.scalars[0] == 1 ? [.nan, 0] : input.scalars[0] == 2 ? [0, 1] : [1, 0])
    }
    let evaluation = try await Evaluation(of: variant, on: .numbered(4))
    #expect(evaluation.variant == "int8")
    #expect(evaluation.metrics["accuracy"]?.correct == BitString([true, false, true]))
    #expect(evaluation.notFinite == SampleList(["s1"]))
  }

  @Test func `a variant that throws is named with the sample`() async {
    let variant = ScriptedVariant { input in
      guard input.scalars[0] < 2 else { throw PlannedFailure() }
      return Tensor(vector: [1, 0])
    }
    let error = await #expect(throws: EvaluationFailure.self) {
      try await Evaluation(of: variant, on: .numbered(4))
    }
    #expect(error?.description == "variant 'int8' failed on sample s2 of digits/gold: out of luck")
  }

  @Test func `an answer of another length is named with both shapes`() async {
    let variant = ScriptedVariant { _ in Tensor(vector: [1, 0, 0]) }
    let error = await #expect(throws: EvaluationFailure.self) {
      try await Evaluation(of: variant, on: .numbered(1))
    }
    #expect(
      error?.description == """
        variant 'int8' failed on sample s0 of digits/gold: output of variant 'int8' has shape [3], expected [2]: \
        check the sample set and the model's input size
        """)
  }

  @Test func `cancellation is no failure of the variant`() async {
    let variant = ScriptedVariant { _ in
      withUnsafeCurrentTask { $0?.cancel() }
      return Tensor(vector: [1, 0])
    }
    await #expect(throws: CancellationError.self) {
      try await Task { try await Evaluation(of: variant, on: .numbered(2)) }.value
    }
  }
}
