import NetWeightCore
import Testing

@Suite struct OutputAgreementTests {
  private let claim = Claim(
    kind: .agreement, sourceText: "#expectAgreement(int8, with: fp32, on: gold, within: limits)",
    promise: "alike", variant: "int8", reference: "fp32")

  /// The same two answers on four samples.
  private func agreement(_ reference: [Float], _ candidate: [Float]) -> OutputAgreement {
    var agreement = OutputAgreement()
    for index in 0..<4 {
      let sample = Sample(id: "s\(index)", input: Tensor(vector: [Float(index)]), label: 1)
      agreement.add(
        .init(sample, reference: Tensor(vector: reference), candidate: Tensor(vector: candidate)))
    }
    return agreement
  }

  private func verdict(_ agreement: OutputAgreement, _ limits: AgreementLimit...) -> Verdict {
    AgreementJudgment(claim: claim, limits: limits, set: "digits/gold").verdict(on: agreement)
  }

  @Test func `a small example worked by hand`() throws {
    let pair = try #require(agreement([3, 4], [3, 3]).pairs.first)
    #expect(pair.signal == 25)
    #expect(pair.noise == 1)
    #expect(pair.product == 21)
    #expect(pair.candidateSignal == 18)
    #expect(pair.largestError == 1)
    // 0.26894 · ln(0.26894 / 0.5) + 0.73106 · ln(0.73106 / 0.5)
    #expect(abs(pair.divergence - 0.110944) < 1e-6)
    // Of equal scores the first class wins.
    #expect(!pair.sharesTopClass)
    #expect(pair.isNewFailure)
  }

  @Test(arguments: [
    (
      AgreementLimit.sqnr(atLeast: 14), false,
      "13.98 dB (14.0 dB … 14.0 dB), n = 4; promised at least 14 dB: broken"
    ),
    (.sqnr(atLeast: 13.9), true, "14.0 dB (14.0 dB … 14.0 dB), n = 4; promised at least 13.9 dB: held"),
    (.cosine(atLeast: 0.98), true, "0.98995, n = 4; promised at least 0.98: held"),
    (.cosine(atLeast: 0.98995), false, "0.989949, n = 4; promised at least 0.98995: broken"),
    (.maximumError(atMost: 1), true, "1.00, n = 4; promised at most 1: held"),
    (.maximumError(atMost: 0.5), false, "1.00, n = 4; promised at most 0.5: broken"),
    (
      .klDivergence(atMost: 0.1), false,
      "0.111 nats (0.111 nats … 0.111 nats), n = 4; promised at most 0.1 nats: broken"
    ),
    (.top1(atLeast: 0.5), false, "0.00 % (0.00 % … 48.99 %), n = 4; promised at least 50 %: broken"),
    (.newFailures(atMost: 4), true, "4, n = 4; promised at most 4: held"),
  ])
  func `each limit says what was found and what was promised`(
    limit: AgreementLimit, isHeld: Bool, text: String
  ) {
    let verdict = verdict(agreement([3, 4], [3, 3]), limit)
    #expect(verdict.ruling == (isHeld ? .held : .broken))
    #expect(verdict.notes.first == .init("\(limit.measure)", text))
  }

  @Test func `the first broken limit is in the headline, and how many more there are`() {
    let verdict = verdict(
      agreement([3, 4], [3, 3]), .cosine(atLeast: 0.9), .sqnr(atLeast: 20), .maximumError(atMost: 0))
    #expect(
      verdict.summary
        == "SQNR of 'int8' against 'fp32' on digits/gold: 14.0 dB, promised at least 20 dB (and 1 more of 3 limits broken)"
    )
    #expect(
      verdict.notes.suffix(2) == [
        .init("failed anew", "s0, s1, s2, s3"), .init("farthest off", "s0, s1, s2, s3"),
      ])
  }

  @Test func `the same outputs have no noise`() {
    let verdict = verdict(
      agreement([1, 1], [1, 1]), .sqnr(atLeast: 100), .cosine(atLeast: 1), .maximumError(atMost: 0),
      .klDivergence(atMost: 0), .top1(atLeast: 1), .newFailures(atMost: 0))
    #expect(verdict.ruling == .held)
    #expect(verdict.notes[0].text == "∞ dB, n = 4; promised at least 100 dB: held")
  }

  @Test func `outputs that only lost a scale are told as that`() {
    let verdict = verdict(agreement([3, 4], [0.375, 0.5]), .sqnr(atLeast: 20))
    #expect(verdict.ruling == .broken)
    #expect(
      verdict.next == [
        "its outputs are the reference's times 0.125 (∞ dB when divided by it): look for a lost scale or normalization"
      ])
  }

  @Test func `an interval is wider where samples belong together`() throws {
    var (alone, grouped) = (OutputAgreement(), OutputAgreement())
    for (index, sample) in try SampleSet.numbered(40, label: 1).samples.enumerated() {
      let scores = Tensor(vector: index < 8 ? [1, 0] : [0, 1])
      let reference = Tensor(vector: [0, 1])
      alone.add(.init(sample, reference: reference, candidate: scores))
      let member = Sample(id: sample.id, input: sample.input, label: 1, group: "\(index / 4)")
      grouped.add(.init(member, reference: reference, candidate: scores))
    }
    #expect(
      verdict(alone, .top1(atLeast: 0)).notes[0].text
        == "80.00 % (65.24 % … 89.50 %), n = 40; promised at least 0 %: held")
    #expect(
      verdict(grouped, .top1(atLeast: 0)).notes[0].text
        == "80.00 % (47.78 % … 94.59 %), n = 40; promised at least 0 %: held")
  }

  @Test func `outputs of nothing but zeros agree with nothing but zeros`() {
    #expect(verdict(agreement([0, 0], [0, 0]), .sqnr(atLeast: 100)).ruling == .held)
    #expect(verdict(agreement([0, 0], [0, 1]), .sqnr(atLeast: -100)).ruling == .broken)
    #expect(verdict(agreement([0, 1], [0, 0]), .cosine(atLeast: -1)).ruling == .broken)
  }

  @Test func `NaN is broken whatever was promised`() {
    let verdict = verdict(agreement([3, 4], [.nan, 4]), .newFailures(atMost: 100))
    #expect(verdict.ruling == .broken)
    #expect(verdict.summary == "'int8' gave NaN or infinite scores on 4 of 4 samples")
  }

  @Test func `outputs of another shape are broken whatever was promised`() {
    let verdict = verdict(agreement([3, 4], [3, 4, 0]), .top1(atLeast: 0))
    #expect(verdict.ruling == .broken)
    #expect(
      verdict.summary == "'int8' gave outputs of shape [3], 'fp32' of [2], on 4 of 4 samples of digits/gold: "
        + "nothing of them can agree")
  }

  @Test(arguments: [
    AgreementLimit.top1(atLeast: 99), .cosine(atLeast: 2), .maximumError(atMost: -1), .sqnr(atLeast: .nan),
    .newFailures(atMost: -1), .klDivergence(atMost: .infinity),
  ])
  func `what is no limit is refused`(limit: AgreementLimit) {
    let verdict = verdict(agreement([3, 4], [3, 4]), limit)
    #expect(verdict.ruling == .inconclusive(.invalidClaim))
    #expect(verdict.summary == "\(limit) is no limit")
  }

  @Test func `no limit and no sample promise nothing`() {
    #expect(verdict(agreement([3, 4], [3, 4])).ruling == .inconclusive(.invalidClaim))
    #expect(verdict(OutputAgreement(), .top1(atLeast: 1)).ruling == .inconclusive(.emptySet))
  }
}
