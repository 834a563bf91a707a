import NetWeightCore
import Testing

@Suite struct SaturationJudgmentTests {
  private func verdict(_ limit: Share, _ found: SaturationCount) -> Verdict {
    let claim = Claim(
      kind: .saturation, sourceText: "#expectNoSaturation(int8)", promise: "at most \(limit) clipped",
      variant: "int8")
    return SaturationJudgment(claim: claim, limit: limit, set: "digits/gold").verdict(on: found)
  }

  /// Two layers of a hundred activations a sample, of which so many are clipped on each sample.
  private func count(_ first: [Int], _ second: [Int], slices: [Int: [String]] = [:]) -> SaturationCount {
    var count = SaturationCount()
    for (index, (one, two)) in zip(first, second).enumerated() {
      let sample = Sample(id: "s\(index)", input: Tensor(vector: [0]), label: 0, slices: slices[index] ?? [])
      count.add(
        sample,
        [
          LayerSaturation(layer: "layer1", clipped: one, count: 100),
          LayerSaturation(layer: "layer2", clipped: two, count: 100),
        ])
    }
    return count
  }

  @Test func `as much as was promised holds, to the last digit`() {
    let verdict = verdict(
      .percent(0.7), count([Int](repeating: 0, count: 9) + [7], [Int](repeating: 0, count: 10)))
    #expect(
      verdict.description == """
        #expectNoSaturation(int8)
          verdict   held: 'int8' on digits/gold: layer1 on all samples: 0.70 % (7 of 1000 activations), promised at most \
        0.7 % of each layer
          promised  at most 0.7 % clipped
          layer1    0.70 % clipped (7 of 1000)
          layer2    0 % clipped (0 of 1000)
        """)
  }

  @Test func `a layer that clips more breaks the promise`() {
    let verdict = verdict(.percent(5), count([9, 0], [20, 10]))
    #expect(
      verdict.description == """
        #expectNoSaturation(int8)
          verdict       broken: 'int8' on digits/gold: layer2 on all samples: 15 % (30 of 200 activations), promised at \
        most 5 % of each layer
          promised      at most 5 % clipped
          layer1        4.5 % clipped (9 of 200)
          layer2        15 % clipped (30 of 200)
          worst sample  s0: 29 activations clipped
          next          calibrate anew with samples like those in the calibration set, or quantize layer2 with a wider \
        range
                        #expectCalibrated says what the calibration set leaves out
        """)
  }

  @Test func `a slice that clips more breaks the promise though the whole does not`() {
    let found = count([0, 0, 0, 30], [0, 0, 0, 0], slices: [0: ["clean"], 3: ["tail", "tail"]])
    let verdict = verdict(.percent(10), found)
    #expect(
      verdict.description == """
        #expectNoSaturation(int8)
          verdict         broken: 'int8' on digits/gold: layer1 in slice 'tail': 30 % (30 of 100 activations), promised \
        at most 10 % of each layer
          promised        at most 10 % clipped
          layer1          7.5 % clipped (30 of 400)
          layer2          0 % clipped (0 of 400)
          over the limit  layer1 in slice 'tail': 30 % (30 of 100 activations)
          worst sample    s3: 30 activations clipped
          next            calibrate anew with samples like those of slice 'tail' in the calibration set, or quantize \
        layer1 with a wider range
                          #expectCalibrated says what the calibration set leaves out
        """)
  }

  @Test func `without fixed ranges nothing is clipped`() {
    var found = SaturationCount()
    found.add(Sample(id: "s0", input: Tensor(vector: [0]), label: 0), [])
    let verdict = verdict(.percent(0), found)
    #expect(verdict.ruling == .held)
    #expect(
      verdict.summary
        == "no layer of 'int8' has a fixed range, so nothing is clipped: each takes that of the very input (dynamic "
        + "quantization)")
  }

  @Test func `an empty set is no proof`() {
    #expect(verdict(.percent(1), SaturationCount()).ruling == .inconclusive(.emptySet))
  }

  @Test(arguments: [(-1.0, "-1 %"), (100.5, "100.5 %"), (.nan, "NaN %"), (.infinity, "∞ %")])
  func `what is no share is refused`(percent: Double, text: String) {
    let verdict = verdict(.percent(percent), count([0], [0]))
    #expect(verdict.ruling == .inconclusive(.invalidClaim))
    #expect(verdict.summary == "\(text) is no share")
    #expect(verdict.next == ["give 0 to 100: .percent(0.1)"])
  }

  @Test(arguments: [
    (0.1, "0.1 %"), (0, "0 %"), (0.3, "0.3 %"), (1, "1 %"), (12.5, "12.5 %"), (0.001, "0.001 %"),
  ])
  func `a share is said as it was given`(percent: Double, text: String) {
    #expect("\(Share.percent(percent))" == text)
  }
}
