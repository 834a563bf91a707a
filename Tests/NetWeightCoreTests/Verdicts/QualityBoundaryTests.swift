import NetWeightCore
import Testing

@Suite struct QualityBoundaryTests {
  @Test(arguments: [(Drop.points(29), 29, Ruling.held), (.points(29), 30, .broken), (.points(0), 0, .held)])
  func `the margin is counted in whole samples`(margin: Drop, failures: Int, ruling: Ruling) throws {
    // 0.29 × 100 is 28.999999999999996 in floating point.
    let verdict = try SampleSet.numbered(100).judged(reference: [], candidate: 0..<failures, margin: margin)
    #expect(verdict.ruling == ruling)
  }

  @Test func `no new failure is allowed by a margin of 0`() throws {
    #expect(
      try SampleSet.numbered(100).judged(reference: [], candidate: [7], margin: .points(0)).ruling == .broken)
  }

  @Test func `percent is of the reference's accuracy and not of all`() throws {
    // The reference is right on 50 of 100: 2 % of that are one sample, 2 points are two.
    let set = SampleSet.numbered(100)
    #expect(try set.judged(reference: 0..<50, candidate: 0..<52, margin: .points(2)).ruling == .held)
    #expect(try set.judged(reference: 0..<50, candidate: 0..<52, margin: .percent(2)).ruling == .broken)
    #expect(try set.judged(reference: 0..<50, candidate: 0..<51, margin: .percent(2)).ruling == .held)
  }

  @Test func `NaN breaks the promise whatever the labels`() throws {
    let verdict = try SampleSet.numbered(20).judged(
      reference: 0..<20, candidate: [], notFinite: Set(0..<11), margin: .points(100))
    #expect(
      verdict.description == """
        #expectWithinDrop(int8, of: .points(100), in: .accuracy, on: gold)
          verdict     broken: 'int8' gave NaN or infinite scores on 11 of 20 samples
          promised    at most 100 points below
          not finite  s0, s1, s2, s3, s4, s5, s6, s7, s8, s9 and 1 more
          next        look for an overflow, a zero or NaN scale, or an input that is not finite, at the first of these \
        samples
        """)
  }

  @Test func `an empty set is no proof`() throws {
    let verdict = try SampleSet.numbered(0).judged(reference: [], candidate: [], margin: .points(1))
    #expect(
      verdict.description == """
        #expectWithinDrop(int8, of: .points(1), in: .accuracy, on: gold)
          verdict   inconclusive (empty-set): digits/gold has no sample, so it says nothing of 'int8'
          promised  at most 1 point below
          next      add samples to digits/gold
        """)
  }

  @Test(arguments: [
    (Drop.points(-1), "a margin of -1 points is no margin"),
    (.percent(.nan), "a margin of NaN % (relative) is no margin"),
    (.points(101), "a margin of 101 points is no margin"),
  ])
  func `a margin that is none decides nothing`(margin: Drop, summary: String) throws {
    let verdict = try SampleSet.numbered(10).judged(reference: [], candidate: [], margin: margin)
    #expect(verdict.ruling == .inconclusive(.invalidClaim))
    #expect(verdict.summary == summary)
    #expect(verdict.next == ["give a margin of 0 to 100"])
  }

  @Test(arguments: [(0.0, "0"), (1, "1"), (95, "95"), (.nan, "NaN")])
  func `a confidence that is none decides nothing`(confidence: Double, text: String) throws {
    let set = SampleSet.numbered(10)
    let verdicts = [
      try set.judged(reference: [], candidate: [], margin: .points(1), strength: .certified(confidence)),
      try set.judged(reference: [], candidate: [], margin: .points(1), confidence: confidence),
    ]
    for verdict in verdicts {
      #expect(verdict.ruling == .inconclusive(.invalidClaim))
      #expect(verdict.summary == "a confidence of \(text) is none")
    }
  }

  @Test func `eleven new failures are ten and one more`() throws {
    let verdict = try SampleSet.numbered(1000).judged(reference: [50], candidate: 0..<11, margin: .points(2))
    #expect(
      verdict.notes[1]
        == .init(
          "new failures", "11: s0, s1, s2, s3, s4, s5, s6, s7, s8, s9 and 1 more; gains 1; churn 1.20 %"))
  }

  @Test func `a reference that is never right has no relative drop`() throws {
    let verdict = try SampleSet.numbered(10).judged(reference: 0..<10, candidate: 0..<10, margin: .percent(1))
    #expect(verdict.ruling == .held)
    #expect(verdict.notes[0] == .init("errors", "10 → 10 (+0 %)"))
  }
}

@Suite struct SliceJudgmentTests {
  @Test func `small slices are listed as blind with what they could see`() throws {
    let set = SampleSet.numbered(500, slices: ["large": 0..<440, "small": 440..<490, "tiny": 490..<500])
    let verdict = try set.judged(reference: [], candidate: [], margin: .points(1))
    #expect(
      verdict.notes.contains(
        .init(
          "blind slices", "3 see a drop only from 4–70 points on, their margin is 2.0: large, small, tiny")))
  }

  @Test func `a slice over its margin that is too small to prove it is suspect and does not break`() throws {
    let set = SampleSet.numbered(500, slices: ["small": 0..<50])
    let verdict = try set.judged(reference: 400..<402, candidate: 0..<2, margin: .points(1))
    #expect(verdict.ruling == .held)
    #expect(
      verdict.notes.contains(
        .init(
          "slice suspect",
          "'small' dropped 4.00 points (-3.42 points … 13.46 points), n = 50, margin 2.00 points, p = 0.26")))
  }

  @Test func `among many slices a drop by chance does not break`() throws {
    // One slice of ten loses five of fifty: alone it is rejected at 5 %, among ten it is not.
    let slices = Dictionary(uniqueKeysWithValues: (0..<10).map { ("slice \($0)", $0 * 50..<$0 * 50 + 50) })
    let many = SampleSet.numbered(500, slices: slices)
    let one = SampleSet.numbered(500, slices: ["slice 0": 0..<50])
    let failures = 0..<5
    #expect(try one.judged(reference: [], candidate: failures, margin: .points(1)).ruling == .broken)
    #expect(try many.judged(reference: [], candidate: failures, margin: .points(1)).ruling == .held)
  }

  @Test func `a margin of more than half leaves slices a margin of all`() throws {
    let set = SampleSet.numbered(100, slices: ["all": 0..<100])
    #expect(try set.judged(reference: [], candidate: 0..<60, margin: .points(60)).ruling == .held)
  }
}
