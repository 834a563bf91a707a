import NetWeightCore
import Testing

@Suite struct QualityJudgmentTests {
  @Test func `a drop within the margin holds and says what would certify it`() throws {
    let set = SampleSet.numbered(200)
    let verdict = try set.judged(reference: [0, 1, 2], candidate: [0, 3, 4], margin: .points(1))
    #expect(
      verdict.description == """
        #expectWithinDrop(int8, of: .points(1), in: .accuracy, on: gold)
          verdict       held: accuracy of 'int8' on digits/gold dropped 0.00 points (0 of 200 samples) from 'fp32', \
        promised at most 1 point
          promised      at most 1 point below
          baseline      fp32: accuracy 98.50 % (95.68 % … 99.49 %), n = 200
          variant       int8: accuracy 98.50 % (95.68 % … 99.49 %), n = 200
          difference    accuracy drop 0.00 points (-2.69 points … 2.69 points), n = 200
          errors        3 → 3 (+0 %); relative drop 0.00 %
          new failures  2: s3, s4; gains 2; churn 2.00 %
          certified     not at 95 %: upper bound of the drop 2.16 points, about 1397 samples would do
        """)
  }

  @Test func `the limit is that of the difference, and all new failures are counted`() throws {
    let set = SampleSet.numbered(200)
    let verdict = try set.judged(reference: 0..<100, candidate: 100..<200, margin: .percent(1))
    #expect(verdict.limit == .atMost(0.005))
    #expect(verdict.newFailures.count == 50)
    #expect(verdict.newFailureCount == 100)
  }

  @Test func `a drop over the margin breaks it`() throws {
    let set = SampleSet.numbered(200)
    let verdict = try set.judged(reference: [0], candidate: [0, 1, 2, 3], margin: .points(1))
    #expect(
      verdict.description == """
        #expectWithinDrop(int8, of: .points(1), in: .accuracy, on: gold)
          verdict       broken: accuracy of 'int8' on digits/gold dropped 1.50 points (3 of 200 samples) from 'fp32', \
        promised at most 1 point
          promised      at most 1 point below
          baseline      fp32: accuracy 99.50 % (97.22 % … 99.91 %), n = 200
          variant       int8: accuracy 98.00 % (94.97 % … 99.22 %), n = 200
          difference    accuracy drop 1.50 points (-0.41 points … 4.32 points), n = 200
          errors        1 → 4 (+300 %); relative drop 1.51 %
          new failures  3: s1, s2, s3; gains 0; churn 1.50 %
          next          compare calibration, pruning and preprocessing of 'int8' with the last good artefact
                        if the change is intended, widen the margin in the test; a baseline is never the way to hide \
        a drop
        """)
  }

  @Test func `a slice that fell breaks the promise though the whole did not`() throws {
    let set = SampleSet.numbered(400, slices: ["tail": 0..<40, "clean": 40..<400])
    let verdict = try set.judged(reference: 100..<109, candidate: 0..<12, margin: .points(1))
    #expect(
      verdict.description == """
        #expectWithinDrop(int8, of: .points(1), in: .accuracy, on: gold)
          verdict       broken: slice 'tail' dropped 30.00 points, its margin is 2.00 points; as a whole accuracy of \
        'int8' on digits/gold dropped 0.75 points (3 of 400 samples) from 'fp32', promised at most 1 point
          promised      at most 1 point below
          baseline      fp32: accuracy 97.75 % (95.78 % … 98.81 %), n = 400
          variant       int8: accuracy 97.00 % (94.83 % … 98.28 %), n = 400
          difference    accuracy drop 0.75 points (-1.62 points … 3.21 points), n = 400
          errors        9 → 12 (+33 %); relative drop 0.77 %
          new failures  12: s0, s1, s2, s3, s4, s5, s6, s7, s8, s9 and 2 more; gains 9; churn 5.25 %
          slice broken  'tail' dropped 30.00 points (18.07 points … 45.43 points), n = 40, margin 2.00 points, \
        p = 0.00061
          blind slices  1 see a drop only from 5 points on, their margin is 2.0: clean
          next          look at slice 'tail' first: compare calibration, pruning and preprocessing of 'int8' with the \
        last good artefact
                        if the change is intended, widen the margin in the test; a baseline is never the way to hide \
        a drop
        """)
  }

  @Test func `too few samples certify nothing`() throws {
    let verdict = try SampleSet.numbered(200).judged(
      reference: [0], candidate: [0], margin: .points(1), strength: .certified(0.95))
    #expect(verdict.ruling == .inconclusive(.tooFewSamples))
    #expect(
      verdict.notes.last
        == .init("certified", "not at 95 %: upper bound of the drop 1.49 points, about 299 samples would do"))
    #expect(
      verdict.next == ["add samples to digits/gold (about 299 samples would do), or promise a wider margin"])
  }

  @Test func `enough samples certify`() throws {
    let verdict = try SampleSet.numbered(299).judged(
      reference: [0], candidate: [0], margin: .points(1), strength: .certified(0.95))
    #expect(verdict.ruling == .held)
    #expect(verdict.notes.map(\.label) == ["errors", "new failures"])
  }

  @Test func `certified is broken by a drop over the margin`() throws {
    let verdict = try SampleSet.numbered(200).judged(
      reference: [], candidate: 0..<3, margin: .points(1), strength: .certified(0.95))
    #expect(verdict.ruling == .broken)
  }

  @Test func `samples of one group need more of them`() throws {
    let grouped = try SampleSet.numbered(200) { "original \($0 / 2)" }
      .judged(reference: [], candidate: [0, 1], margin: .points(2))
    let alone = try SampleSet.numbered(200).judged(reference: [], candidate: [0, 1], margin: .points(2))
    #expect(
      alone.notes.last
        == .init("certified", "not at 95 %: upper bound of the drop 3.11 points, about 1030 samples would do")
    )
    #expect(
      grouped.notes.last
        == .init("certified", "not at 95 %: upper bound of the drop 4.66 points, about 2060 samples would do")
    )
  }

  @Test func `a rise is no drop`() throws {
    let verdict = try SampleSet.numbered(200).judged(reference: 0..<4, candidate: 0..<2, margin: .points(0))
    #expect(
      verdict.summary
        == "accuracy of 'int8' on digits/gold rose 1.00 points (2 of 200 samples) from 'fp32', promised at most 0 points"
    )
    #expect(verdict.ruling == .held)
    #expect(verdict.notes[0] == .init("errors", "4 → 2 (-50 %); relative drop -1.02 %"))
  }

  @Test func `the file of the baseline is named`() throws {
    let verdict = try SampleSet.numbered(10).judged(
      reference: [], candidate: [], margin: .points(1), baselineFile: "Baselines/digits/fp32.json")
    #expect(verdict.description.hasSuffix("\n  stored in     Baselines/digits/fp32.json"))
  }
}

extension SampleSet {
  /// The verdict on a candidate and a reference that are wrong on these samples.
  func judged(
    reference: some Sequence<Int>, candidate: some Sequence<Int>, notFinite: Set<Int> = [], margin: Drop,
    slices: [SliceMargin] = [], newFailures: Int? = nil,
    strength: QualityEvidence.Strength = .observed, confidence: Double = 0.95, baselineFile: String? = nil
  ) throws -> Verdict {
    let claim = Claim(
      kind: .quality, sourceText: "#expectWithinDrop(int8, of: .\(margin.source), in: .accuracy, on: gold)",
      promise: "at most \(margin) below", variant: "int8", reference: "fp32")
    let evidence = try evidence(
      reference: reference, candidate: candidate, notFinite: notFinite, baselineFile: baselineFile)
    return QualityJudgment(
      claim: claim, margin: margin, slices: slices, newFailures: newFailures, strength: strength,
      confidence: confidence
    ).verdict(on: evidence)
  }
}

extension Drop {
  fileprivate var source: String {
    switch self {
    case .points(let value): "points(\(Format.short(value)))"
    case .percent(let value): "percent(\(Format.short(value)))"
    }
  }
}
