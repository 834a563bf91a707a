import NetWeightCore
import Testing

@Suite struct CalibrationJudgmentTests {
  private func sampleSet(_ name: String, _ samples: [(input: [Float], label: Int, slices: [String])])
    -> SampleSet
  {
    SampleSet(
      name: name, kind: .calibration, sha256: "5e7", preprocessing: "none", classes: 9,
      samples: samples.enumerated().map { index, sample in
        Sample(
          id: "s\(index)", input: Tensor(vector: sample.input), label: sample.label, slices: sample.slices)
      })
  }

  private func verdict(
    _ calibration: SampleSet, _ covered: SampleSet, _ limits: CalibrationLimit...,
    clipped: [(set: String, found: SaturationCount)] = []
  ) throws -> Verdict {
    let claim = Claim(
      kind: .calibration, sourceText: "#expectCalibrated(int8)", promise: "covered", variant: "int8")
    let inputs = try CalibrationInputs(of: calibration)
    return CalibrationJudgment(claim: claim, limits: limits, set: calibration.name).verdict(
      on: inputs, [try CalibrationCoverage(of: covered, by: inputs)], clipped: clipped)
  }

  private var narrow: SampleSet { sampleSet("digits/calibration", [([0, 10], 1, ["thin"])]) }
  private var wide: SampleSet {
    sampleSet("digits/hard", [([0, 10], 1, ["thin"]), ([-1, 11], 4, ["wide"]), ([3, 5], 3, ["far"])])
  }

  @Test func `a set that has all of it is covered`() throws {
    var clipped = SaturationCount()
    clipped.add(
      Sample(id: "a", input: Tensor(vector: [0]), label: 0),
      [LayerSaturation(layer: "layer1", clipped: 1, count: 200)])
    let verdict = try verdict(
      wide, narrow, .samples(atLeast: 3), .classes, .slices, .inputs(beyond: .percent(0)),
      clipped: [("digits/hard", clipped)])
    #expect(
      verdict.description == """
        #expectCalibrated(int8)
          verdict   held: digits/hard (3 samples) covers digits/calibration
          promised  covered
          range     inputs of digits/hard are -1.00 … 11.0
          clipped   activations of 'int8' on digits/hard: layer1 0.50 %
        """)
  }

  @Test func `what is missing is told, all of it`() throws {
    let verdict = try verdict(
      narrow, wide, .samples(atLeast: 100), .classes, .slices, .inputs(beyond: .percent(0.1)))
    #expect(
      verdict.description == """
        #expectCalibrated(int8)
          verdict   broken: digits/calibration has 1 sample, promised at least 100 samples
          promised  covered
          besides   it has no sample of classes 3, 4, which digits/hard has
          besides   it has no sample of slices far, wide, which digits/hard has
          besides   it does not reach 33.33 % of the input elements of digits/hard, most in slice 'wide' (100 %), promised \
        at most 0.1 % of inputs beyond its range
          range     inputs of digits/calibration are 0 … 10.0
          next      add samples of what is missing to digits/calibration, calibrate 'int8' anew, and let \
        #expectNoSaturation watch what it clips
        """)
  }

  @Test func `a slice that is out of reach breaks it though the whole is not`() throws {
    let verdict = try verdict(narrow, wide, .inputs(beyond: .percent(50)))
    #expect(verdict.ruling == .broken)
    #expect(
      try self.verdict(narrow, sampleSet("a", [([1, 12], 1, [])]), .inputs(beyond: .percent(50))).ruling
        == .held)
  }

  @Test func `an empty set covers nothing, and is not covered`() throws {
    let empty = sampleSet("digits/empty", [])
    for verdict in [try verdict(empty, wide, .classes), try verdict(wide, empty, .classes)] {
      #expect(verdict.ruling == .inconclusive(.emptySet))
      #expect(verdict.summary == "digits/empty has no sample, so it says nothing of 'int8'")
    }
  }

  @Test(arguments: [
    (CalibrationLimit.samples(atLeast: 0), "at least 0 samples asks for nothing"),
    (.samples(atLeast: -1), "at least -1 samples asks for nothing"),
    (.inputs(beyond: .percent(.nan)), "at most NaN % of inputs beyond its range asks for nothing"),
  ])
  func `a limit that asks for nothing is refused`(limit: CalibrationLimit, summary: String) throws {
    let verdict = try verdict(narrow, wide, .classes, limit)
    #expect(verdict.ruling == .inconclusive(.invalidClaim))
    #expect(verdict.summary == summary)
    #expect(verdict.next == ["give a count over 0 and shares of 0 to 100 %"])
  }

  @Test func `no limit promises nothing`() throws {
    #expect(try verdict(narrow, wide).summary == "without a limit nothing is promised")
  }

  @Test func `limits are said in words`() {
    #expect("\(CalibrationLimit.samples(atLeast: 1))" == "at least 1 sample")
    #expect(
      CalibrationLimit.standard.map(\.description) == [
        "at least 100 samples", "every class", "at most 0.1 % of inputs beyond its range",
      ])
  }
}
