import NetWeight

/// Variants without a fault on sets that are drawn anew from the real ones: 200 sets each, none of which may break.
@Suite("False alarms of quality")
struct FalseAlarms {
  private static let draws = 200

  @Test(arguments: [
    ("int8", "gold", Drop.points(1)), ("int8", "hard", .points(1)), ("pruned", "gold", .points(1)),
    ("pruned", "hard", .points(2)),
  ])
  func `there is none in 200 resampled sets`(name: String, kind: String, margin: Drop) async throws {
    let candidate = name == "int8" ? Digits.int8 : Digits.pruned
    let set = kind == "gold" ? try Digits.gold() : try Digits.hard()
    let pairs = try await answers(candidate, set)
    let clusters = Dictionary(grouping: pairs) { $0.sample.group ?? $0.sample.id }
      .sorted { $0.key < $1.key }.map(\.value)
    var generator = SplitMix64(seed: 2_026)
    let claim = Claim(kind: .quality, sourceText: "resampled", promise: "", variant: name, reference: "fp32")
    let judgment = QualityJudgment(claim: claim, margin: margin)
    var broken: [String] = []
    for draw in 0..<Self.draws {
      var tally = QualityTally(.accuracy)
      for place in clusters.indices {
        for pair in clusters[generator.below(clusters.count)] {
          // What is drawn twice is two groups, as in a set that has two such originals.
          let sample = Sample(
            id: pair.sample.id, input: pair.sample.input, target: pair.sample.target,
            slices: pair.sample.slices, group: pair.sample.group.map { "\($0) \(place)" })
          tally.add(
            sample, before: .right(pair.wasRight), wasRight: pair.wasRight,
            after: try ScoredOutcome(sample, output: pair.output, metrics: [.accuracy]))
        }
      }
      let verdict = judgment.verdict(
        on: tally.evidence(set: set.name, reference: "fp32", hasLabels: true, baselineFile: nil))
      if verdict.ruling != .held { broken.append("\(draw): \(verdict.headline)") }
    }
    #expect(broken == [])
  }

  private struct Pair {
    let sample: Sample
    let wasRight: Bool
    let output: Tensor
  }

  private func answers(_ candidate: any Variant, _ set: SampleSet) async throws -> [Pair] {
    let before = try await Digits.fp32.load()
    let after = try await candidate.load()
    var pairs: [Pair] = []
    for sample in try set.samples {
      let right = Outcome(sample: sample, scores: try await before.predict(sample.input)).isCorrect
      pairs.append(
        Pair(sample: sample, wasRight: right, output: try await after.predict(sample.input)))
    }
    return pairs
  }
}
