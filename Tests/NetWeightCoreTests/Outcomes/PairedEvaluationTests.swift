import NetWeightCore
import Synchronization
import Testing

@Suite struct PairedEvaluationTests {
  /// Right on what is not in the list, with a margin that falls with the sample's number.
  private func variant(_ name: String, wrong: @escaping @Sendable (Int) -> Bool) -> ScriptedVariant {
    ScriptedVariant(name: name) { input in
      let number = Int(input.scalars[0])
      let certainty = 1 + Float(number % 89) / 10
      return Tensor(vector: wrong(number) ? [0, certainty] : [certainty, 0])
    }
  }

  private let set = SampleSet.numbered(
    500, slices: ["tail": 400..<500], group: { $0 % 3 == 0 ? nil : "g\($0 / 7)" })

  @Test func `all cores come to what a plain loop comes to`() async throws {
    let before = variant("fp32") { $0 % 11 == 0 }
    let after = variant("int8") { $0 / 7 % 4 == 0 }
    let paired = try await PairedEvaluation(of: after, from: .variant(before), in: .accuracy, on: set)
    let samples = try set.samples
    let right = { (variant: ScriptedVariant) in
      try samples.map { Outcome(sample: $0, scores: try variant.predict($0.input)).isCorrect }
    }
    let (was, now) = (try right(before), try right(after))
    let counts = PairedCounts(reference: was, candidate: now, groups: samples.map(\.group))
    #expect(paired.evidence.whole.counts == counts)
    #expect(counts.designEffect > 1)
    #expect(paired.evidence.slices.map(\.name) == ["tail"])
    let tail = paired.evidence.slices[0].outcomes
    #expect(tail.counts?.newFailures == (400..<500).count { was[$0] && !now[$0] })
    #expect(tail.right?.reference == was[400...].count { $0 })
    #expect(paired.candidate.metrics["accuracy"]?.correct == BitString(now))
    #expect(paired.reference?.metrics["accuracy"]?.correct == BitString(was))
    #expect(paired.reference?.variant == "fp32")
    #expect(paired.candidate.inputs == (try InputFingerprint(of: set)))
  }

  @Test func `new failures are at most fifty, the worst first, of equal ones the first in the set`()
    async throws
  {
    let paired = try await PairedEvaluation(
      of: variant("int8") { $0 % 4 == 0 }, from: .variant(variant("fp32") { _ in false }), in: .accuracy,
      on: set)
    let changes = try #require(paired.evidence.changes)
    #expect(changes.newFailures == 125)
    #expect(changes.gains == 0)
    let expected = stride(from: 0, to: 500, by: 4).sorted { ($0 % 89, $1) > ($1 % 89, $0) }.prefix(50)
    #expect(changes.worst.map(\.place) == Array(expected))
    #expect(changes.worst.map(\.sampleID) == expected.map { "s\($0)" })
    #expect(changes.worst.allSatisfy { $0.expected == 0 && $0.found == 1 && (0...1).contains($0.wrongness) })
  }

  @Test(arguments: 0..<5) func `the error is that of the first sample that fails`(run: Int) async {
    let failing = ScriptedVariant { input in
      guard ![131, 132, 300, 499].contains(input.scalars[0]) else { throw PlannedFailure() }
      return Tensor(vector: [1, 0])
    }
    await expect(message: "variant 'int8' failed on sample s131 of digits/gold: out of luck") {
      try await PairedEvaluation(of: failing, from: .variant(ScriptedVariant()), in: .accuracy, on: set)
    }
    await expect(message: "variant 'int8' failed on sample s131 of digits/gold: out of luck") {
      try await Evaluation(of: failing, on: set)
    }
  }

  @Test func `a reference that gives NaN is told of, with how often`() async {
    let reference = ScriptedVariant(name: "fp32") { Tensor(vector: [$0.scalars[0] >= 497 ? .nan : 1, 0]) }
    await expect(
      message: "the reference 'fp32' itself gave NaN or infinite scores on 3 samples of digits/gold, "
        + "first on s497"
    ) {
      try await PairedEvaluation(of: ScriptedVariant(), from: .variant(reference), in: .accuracy, on: set)
    }
  }

  @Test func `cancellation ends a walk, and is no failure`() async {
    let asked = Mutex(0)
    let variant = ScriptedVariant { _ in
      if asked.withLock({
        $0 += 1; return $0
      }) == 40 {
        withUnsafeCurrentTask { $0?.cancel() }
      }
      return Tensor(vector: [1, 0])
    }
    let set = set
    await #expect(throws: CancellationError.self) {
      try await Task {
        try await PairedEvaluation(of: variant, from: .variant(ScriptedVariant()), in: .accuracy, on: set)
      }.value
    }
    #expect(asked.withLock { $0 } < 500)
  }

  @Test func `progress ends with all samples`() async throws {
    let last = Mutex(0)
    let set = SampleSet.numbered(100)
    _ = try await Evaluation(of: ScriptedVariant(), on: set) { progress in
      #expect(progress.samples == 100)
      last.withLock { $0 = max($0, progress.done) }
    }
    #expect(last.withLock { $0 } == 100)
  }

  @Test func `outputs of several lengths have no sums, and that is said`() async {
    let samples = (0..<3).map { index in
      Sample(
        id: "s\(index)", input: Tensor(vector: [0]),
        target: .values([Float](repeating: 0, count: index < 2 ? 1 : 2)))
    }
    let set = SampleSet(
      name: "sizes/gold", kind: .gold, sha256: "5e7", preprocessing: "none", classes: nil, samples: samples)
    let answers = Mutex(0)
    let variant = ScriptedVariant { _ in
      Tensor(
        vector: [Float](
          repeating: 0,
          count: answers.withLock {
            $0 += 1; return $0
          } < 3 ? 1 : 2))
    }
    await expect(
      message: "variant 'int8' failed on sample s2 of sizes/gold: root mean square error cannot be scored: "
        + "the answer adds 3 numbers, those to samples before it 2 each; all outputs have to be of one length"
    ) { try await Evaluation(of: variant, on: set, metrics: [.rootMeanSquareError]) }
  }
}
