import NetWeightCore

extension QualityEvidence {
  /// What two variants gave of which each output is one number, on samples `s0`, `s1`, … that expect 0 unless said.
  static func of(
    _ metric: QualityMetric, reference: [Float], candidate: [Float],
    target: (Int) -> Target = { _ in .values([0]) }, slices: [String: Range<Int>] = [:],
    group: (Int) -> String? = { _ in nil }
  ) throws -> QualityEvidence {
    var tally = QualityTally(metric)
    for index in reference.indices {
      let sample = Sample(
        id: "s\(index)", input: Tensor(vector: [0]), target: target(index),
        slices: slices.filter { $0.value.contains(index) }.map(\.key).sorted(), group: group(index))
      tally.add(
        sample, before: try metric.score(of: Tensor(vector: [reference[index]]), sample.target),
        wasRight: nil,
        after: try ScoredOutcome(sample, output: Tensor(vector: [candidate[index]]), metrics: [metric]))
    }
    return tally.evidence(set: "houses/gold", reference: "fp32", hasLabels: false, baselineFile: nil)
  }

  /// The verdict on it.
  func judged(
    _ margin: Drop, slices: [SliceMargin] = [], newFailures: Int? = nil, strength: Strength = .observed
  ) -> Verdict {
    let claim = Claim(
      kind: .quality, sourceText: "#expectWithinDrop(int8)", promise: "at most \(margin) worse",
      variant: "int8",
      reference: "fp32")
    return QualityJudgment(
      claim: claim, margin: margin, slices: slices, newFailures: newFailures, strength: strength
    ).verdict(on: self)
  }
}

extension QualityMetric {
  /// The number itself, 0…1, more of it is better.
  static let score = QualityMetric.custom("score") { output, _ in Double(output.scalars[0]) }
}

extension [Float] {
  /// So many ones, of which the first are another number.
  static func ones(_ count: Int, but first: Int = 0, are value: Float = 1) -> [Float] {
    (0..<count).map { $0 < first ? value : 1 }
  }
}
