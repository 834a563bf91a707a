import NetWeightCore
import Testing

@Suite struct NumberMetricTests {
  @Test func `of an error less is better, and a rise breaks the promise`() throws {
    let evidence = try QualityEvidence.of(
      .meanAbsoluteError, reference: .ones(200), candidate: .ones(200, but: 40, are: 2),
      slices: ["old": 0..<60, "new": 60..<200])
    #expect(
      evidence.judged(.percent(10)).description == """
        #expectWithinDrop(int8)
          verdict       broken: mean absolute error of 'int8' on houses/gold rose 0.2000 (1.000 → 1.200) from 'fp32', \
        promised at most 10 % (relative)
          promised      at most 10 % (relative) worse
          baseline      fp32: mean absolute error 1.000, n = 200
          variant       int8: mean absolute error 1.200, n = 200
          difference    mean absolute error rise 0.2000 (0.1369 … 0.2692), n = 200
          errors        relative rise 20.00 %
          slice broken  'old' rose 0.6667 (0.4839 … 0.8082), n = 60, margin 0.2000, p < 0.0001
          interval      approximate: paired bootstrap of 200 clusters, 2000 draws with a fixed seed
          next          look at slice 'old' first: compare calibration, pruning and preprocessing of 'int8' with the \
        last good artefact
                        if the change is intended, widen the margin in the test; a baseline is never the way to hide a \
        drop
        """)
  }

  @Test func `of an error a drop is a gain`() throws {
    let evidence = try QualityEvidence.of(
      .meanAbsoluteError, reference: .ones(200), candidate: .ones(200, but: 40, are: 0.5))
    let verdict = evidence.judged(.percent(0))
    #expect(verdict.ruling == .held)
    #expect(
      verdict.description == """
        #expectWithinDrop(int8)
          verdict     held: mean absolute error of 'int8' on houses/gold dropped 0.1000 (1.000 → 0.9000) from 'fp32', \
        promised at most 0 % (relative)
          promised    at most 0 % (relative) worse
          baseline    fp32: mean absolute error 1.000, n = 200
          variant     int8: mean absolute error 0.9000, n = 200
          difference  mean absolute error rise -0.1000 (-0.1346 … -0.06847), n = 200
          errors      relative rise -10.00 %
          interval    approximate: paired bootstrap of 200 clusters, 2000 draws with a fixed seed
        """)
  }

  @Test func `percent of an error are of the reference's own`() throws {
    let evidence = try QualityEvidence.of(
      .meanAbsoluteError, reference: .ones(100), candidate: .ones(100, but: 10, are: 2))
    #expect(evidence.judged(.percent(10)).ruling == .held)
    #expect(evidence.judged(.percent(9.99)).ruling == .broken)
  }

  @Test func `points of a metric without points are refused`() throws {
    let evidence = try QualityEvidence.of(.meanAbsoluteError, reference: .ones(9), candidate: .ones(9))
    for verdict in [
      evidence.judged(.points(1)), evidence.judged(.percent(1), slices: [.each(of: .points(1))]),
    ] {
      #expect(verdict.ruling == .inconclusive(.invalidClaim))
      #expect(
        verdict.summary
          == "mean absolute error has no points, its values are numbers in a unit of their own")
      #expect(
        verdict.next == [
          "give a relative margin: .percent(1) is one hundredth of the reference's mean absolute error"
        ])
    }
  }

  @Test func `the same answers certify no small set`() throws {
    let verdict = try QualityEvidence.of(.score, reference: .ones(50), candidate: .ones(50))
      .judged(.points(1), strength: .certified(0.95))
    #expect(verdict.ruling == .inconclusive(.tooFewSamples))
    #expect(
      verdict.notes.last
        == .init("certified", "not at 95 %: upper bound of the drop 5.99 points, about 300 samples would do"))
    let enough = try QualityEvidence.of(.score, reference: .ones(300), candidate: .ones(300))
    #expect(enough.judged(.points(1), strength: .certified(0.95)).ruling == .held)
  }

  @Test func `more samples than there are clusters certify more`() throws {
    let evidence = try QualityEvidence.of(.score, reference: .ones(3_000), candidate: .ones(3_000))
    #expect(evidence.judged(.points(0.1), strength: .certified(0.95)).ruling == .held)
    #expect(
      evidence.judged(.points(0.09), strength: .certified(0.95)).ruling == .inconclusive(.tooFewSamples))
  }

  @Test(arguments: [
    (
      0,
      "none of 1000 differ, and with fewer than 10 nothing bounds mean absolute error, whose values have no range, "
        + "samples on which they differ would do"
    ),
    (
      3,
      "only 3 of 1000 differ, and with fewer than 10 nothing bounds mean absolute error, whose values have no range, "
        + "about 3334 samples would do"
    ),
  ])
  func `a metric without a range is not certified by a handful of differences`(differing: Int, text: String)
    throws
  {
    let verdict = try QualityEvidence.of(
      .meanAbsoluteError, reference: .ones(1_000), candidate: .ones(1_000, but: differing, are: 1.001)
    ).judged(.percent(1), strength: .certified(0.95))
    #expect(verdict.ruling == .inconclusive(.tooFewSamples))
    #expect(verdict.notes.last == .init("certified", "not at 95 %: \(text)"))
  }

  @Test func `of one cluster there is no interval, and nothing is certified`() throws {
    let evidence = try QualityEvidence.of(
      .score, reference: .ones(50), candidate: .ones(50, but: 1, are: 0.9), group: { _ in "g" })
    let verdict = evidence.judged(.points(1), strength: .certified(0.95))
    #expect(verdict.ruling == .inconclusive(.tooFewSamples))
    #expect(verdict.difference?.interval == nil)
    #expect(
      verdict.notes.last?.text.hasPrefix("not at 95 %: upper bound of the drop 100.00 points, ") == true)
    #expect(
      verdict.notes.contains { $0.label == "interval" && $0.text.contains("of 1 cluster,") }, "\(verdict)")
  }

  @Test func `samples that belong together widen the interval`() throws {
    let candidate = [Float].ones(400, but: 40, are: 0.5)
    let width = { (group: (Int) -> String?) in
      let interval = try QualityEvidence.of(.score, reference: .ones(400), candidate: candidate, group: group)
        .judged(.points(10)).difference?.interval
      return interval.map { $0.upper - $0.lower } ?? 0
    }
    let alone = try width { _ in nil }
    let together = try width { "g\($0 / 10)" }
    #expect(alone > 0.02 && alone < 0.04)
    #expect(together > 2.5 * alone && together < 0.2)
  }

  @Test func `at least nine of ten intervals at 90 % hold the truth`() throws {
    var draws = SeededGenerator(seed: 11)
    var held = 0
    for _ in 0..<80 {
      let drops = (0..<40).map { _ in Float(0.1 + 0.1 * draws.normal()) }
      let interval = try QualityEvidence.of(.score, reference: .ones(40), candidate: drops.map { 1 - $0 })
        .whole.interval(confidence: 0.9)
      if let interval, interval.lower <= 0.1, interval.upper >= 0.1 { held += 1 }
    }
    #expect(held >= 72, "\(held) of 80")
  }

  @Test func `of many plain errors the interval is that of a mean`() throws {
    var draws = SeededGenerator(seed: 3)
    let drops = (0..<1_000).map { _ in 0.1 + 0.1 * draws.normal() }
    let interval = try QualityEvidence.of(
      .score, reference: .ones(1_000), candidate: drops.map { Float(1 - $0) }
    ).whole.interval(confidence: 0.95)
    let mean = drops.reduce(0, +) / 1_000
    let deviation = (drops.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 999).squareRoot()
    // 1.96 errors are 95 %; a quarter less of the tails is left for what a bootstrap errs by.
    let reach = 2.08 * deviation / 1_000.0.squareRoot()
    #expect(abs(try #require(interval).upper - (mean + reach)) < 0.05 * reach)
    #expect(abs(try #require(interval).lower - (mean - reach)) < 0.05 * reach)
  }

  @Test func `of an error that rises on few samples the interval reaches further up than down`() throws {
    // Twelve of 400 rise by 1: the plain share of draws would be 1.8 % … 4.8 %, about alike on both sides.
    let whole = try QualityEvidence.of(
      .meanAbsoluteError, reference: .ones(400), candidate: .ones(400, but: 12, are: 2)
    ).whole
    let interval = try #require(whole.interval(confidence: 0.95))
    #expect(interval.lower > 0.01 && interval.lower < 0.02)
    #expect(interval.upper - whole.drop > 1.4 * (whole.drop - interval.lower))
  }

  @Test func `the same fall everywhere in a slice breaks though it leaves no error to go by`() throws {
    let slices = ["tail": 0..<20, "pair": 20..<22]
    let candidate = [Float].ones(400, but: 22, are: 0.5)
    let verdict = try QualityEvidence.of(.score, reference: .ones(400), candidate: candidate, slices: slices)
      .judged(.points(5))
    #expect(verdict.ruling == .broken)
    #expect(
      verdict.notes.filter { $0.label.hasPrefix("slice") }.map(\.text) == [
        "'tail' dropped 50.00 points (50.00 points … 50.00 points), n = 20, margin 10.00 points, p < 0.0001",
        "'pair' dropped 50.00 points (50.00 points … 50.00 points), n = 2, margin 10.00 points, p = 0.25",
      ])
  }
}

@Suite struct UndefinedMetricTests {
  private func evidence(positive: Range<Int>) throws -> QualityEvidence {
    let scores = (0..<100).map { Float($0 * 37 % 100) }
    return try QualityEvidence.of(
      .auroc, reference: scores, candidate: scores, target: { .label(positive.contains($0) ? 1 : 0) },
      slices: ["easy": 50..<100, "rare": 0..<50])
  }

  @Test func `a metric that one class leaves undefined is inconclusive`() throws {
    let verdict = try evidence(positive: 0..<0).judged(.points(1))
    #expect(verdict.ruling == .inconclusive(.metricUndefined))
    #expect(
      verdict.summary
        == "AUROC is undefined on houses/gold: its samples are too few or too alike, as of one class only")
    #expect(verdict.next == ["add samples of what is missing to houses/gold, or promise another metric"])
  }

  @Test func `a slice of one class is told of, and decides nothing`() throws {
    let verdict = try evidence(positive: 60..<80).judged(.points(1))
    #expect(verdict.ruling == .held)
    #expect(verdict.notes.contains(.init("undefined", "AUROC says nothing in rare")))
  }

  @Test func `a slice of one class that is promised something is inconclusive`() throws {
    let verdict = try evidence(positive: 60..<80).judged(.points(1), slices: [.slice("rare", of: .points(0))])
    #expect(verdict.ruling == .inconclusive(.metricUndefined))
    #expect(
      verdict.summary
        == "AUROC is undefined in slice 'rare' of houses/gold, for which it is promised: its samples are too few or "
        + "too alike, as of one class only")
    #expect(verdict.next == ["add samples of what is missing to slice 'rare', or promise nothing of it"])
  }
}
