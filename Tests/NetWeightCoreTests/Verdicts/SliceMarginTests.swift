import NetWeightCore
import Testing

@Suite struct SliceMarginTests {
  private let set = SampleSet.numbered(400, slices: ["safety": 0..<50, "tail": 50..<100, "clean": 100..<400])

  @Test func `one new failure breaks a slice that may lose none`() throws {
    let margins = [SliceMargin.slice("safety", of: .points(0))]
    let verdict = try set.judged(reference: [], candidate: [7], margin: .points(1), slices: margins)
    #expect(verdict.ruling == .broken)
    #expect(
      verdict.summary
        == "slice 'safety' dropped 2.00 points, its margin is 0.00 points; as a whole accuracy of 'int8' on "
        + "digits/gold dropped 0.25 points (1 of 400 samples) from 'fp32', promised at most 1 point")
    #expect(
      verdict.notes.contains(
        .init(
          "slice broken",
          "'safety' dropped 2.00 points (-5.28 points … 10.50 points), n = 50, margin 0.00 points, named beforehand"
        )),
      "\(verdict)")
    #expect(verdict.next.first?.hasPrefix("look at slice 'safety' first: ") == true)
    #expect(
      try set.judged(reference: [], candidate: [57], margin: .points(1), slices: margins).ruling == .held)
    #expect(
      try set.judged(reference: [8], candidate: [7], margin: .points(1), slices: margins).ruling == .held)
  }

  @Test func `a slice that the set does not have is refused with those that it has`() throws {
    let margins = [SliceMargin.slice("saftey", of: .points(0))]
    let verdict = try set.judged(reference: [], candidate: [], margin: .points(1), slices: margins)
    #expect(verdict.ruling == .inconclusive(.invalidClaim))
    #expect(verdict.summary == "digits/gold has no slice 'saftey'")
    #expect(verdict.next == ["name one of its slices: clean, safety, tail"])
    let bare = try SampleSet.numbered(9).judged(
      reference: [], candidate: [], margin: .points(1), slices: margins)
    #expect(bare.next == ["give samples of digits/gold their \"slices\""])
  }

  @Test(arguments: [(10.0, Ruling.held), (2, .broken)])
  func `all slices may have a margin of their own`(points: Double, ruling: Ruling) throws {
    let verdict = try set.judged(
      reference: [], candidate: 50..<57, margin: .points(2), slices: [.each(of: .points(points))])
    #expect(verdict.ruling == ruling)
  }

  @Test func `percent of a slice are of the slice's own accuracy`() throws {
    // The reference is right on 10 of 50: 10 % of that are one sample.
    let margins = [SliceMargin.slice("safety", of: .percent(10))]
    for (failures, ruling) in [(41, Ruling.held), (42, .broken)] {
      let verdict = try set.judged(
        reference: 0..<40, candidate: 0..<failures, margin: .points(2), slices: margins)
      #expect(verdict.ruling == ruling)
    }
  }

  @Test func `the last margin that is given to a slice counts`() throws {
    let margins = [SliceMargin.slice("safety", of: .points(0)), .slice("safety", of: .points(2))]
    #expect(
      try set.judged(reference: [], candidate: [7], margin: .points(1), slices: margins).ruling == .held)
  }

  @Test func `a margin of a slice that is none decides nothing`() throws {
    let verdict = try set.judged(
      reference: [], candidate: [], margin: .points(1), slices: [.slice("tail", of: .points(-1))])
    #expect(verdict.ruling == .inconclusive(.invalidClaim))
    #expect(verdict.summary == "a margin of -1 points is no margin")
  }

  @Test func `margins are said as they were given`() {
    #expect("\(SliceMargin.slice("safety", of: .points(0)))" == "0 points in slice 'safety'")
    #expect("\(SliceMargin.each(of: .percent(1)))" == "1 % (relative) in each slice")
  }
}

@Suite struct NewFailureLimitTests {
  private let set = SampleSet.numbered(400)

  @Test(arguments: [
    ([3], 0, "1 sample is wrong that was right, promised at most 0 new failures; as a whole "),
    ([3, 4], 1, "2 samples are wrong that were right, promised at most 1 new failure; as a whole "),
  ])
  func `more new failures than were allowed break it whatever was gained`(
    failures: [Int], limit: Int, text: String
  ) throws {
    let verdict = try set.judged(
      reference: 300..<310, candidate: failures, margin: .points(1), newFailures: limit)
    #expect(verdict.ruling == .broken)
    #expect(verdict.summary.hasPrefix("\(text)accuracy of 'int8' on digits/gold rose "), "\(verdict.summary)")
    #expect(verdict.newFailures.map(\.sampleID) == failures.map { "s\($0)" })
  }

  @Test func `they are said as well where the whole broke its margin`() throws {
    let verdict = try set.judged(
      reference: [], candidate: Array(0..<20), margin: .points(1), newFailures: 5)
    #expect(
      verdict.summary.hasSuffix("; 20 samples are wrong that were right, promised at most 5 new failures"),
      "\(verdict.summary)")
  }

  @Test func `as many new failures as were allowed hold`() throws {
    let verdict = try set.judged(reference: [], candidate: [3, 4], margin: .points(1), newFailures: 2)
    #expect(verdict.ruling == .held)
  }

  @Test func `less than none is no limit`() throws {
    let verdict = try set.judged(reference: [], candidate: [], margin: .points(1), newFailures: -1)
    #expect(verdict.ruling == .inconclusive(.invalidClaim))
    #expect(verdict.summary == "at most -1 new failures is no limit")
    #expect(verdict.next == ["give 0 or more"])
  }

  @Test func `answers that are neither right nor wrong do not fail anew`() throws {
    let verdict = try QualityEvidence.of(.meanAbsoluteError, reference: .ones(9), candidate: .ones(9))
      .judged(.percent(1), newFailures: 0)
    #expect(verdict.ruling == .inconclusive(.invalidClaim))
    #expect(verdict.summary == "answers to houses/gold are not right or wrong, so none fails anew")
    #expect(verdict.next == ["promise no number of new failures, or a metric of right and wrong"])
  }
}
