import NetWeightCore
import Testing

@Suite struct LayerAgreementTests {
  private let claim = Claim(
    kind: .agreement, sourceText: "#expectAgreement(int8)", promise: "alike", variant: "int8",
    reference: "fp32")

  /// The same answers on four samples, and what two layers give on each.
  private func agreement(
    _ first: [Float], _ second: [Float], answer: [Float] = [3, 4]
  ) -> OutputAgreement {
    var agreement = OutputAgreement()
    let reference = Tensor(vector: [3, 4])
    for index in 0..<4 {
      let sample = Sample(id: "s\(index)", input: Tensor(vector: [0]), label: 1)
      let pair = { OutputAgreement.Pair(sample, reference: reference, candidate: Tensor(vector: $0)) }
      agreement.add(pair(answer), layers: [("conv1", pair(first)), ("dense2", pair(second))])
    }
    return agreement
  }

  private func verdict(
    _ agreement: OutputAgreement, _ limits: [AgreementLimit] = [.newFailures(atMost: 0)],
    layers: [AgreementLimit]
  ) -> Verdict {
    AgreementJudgment(claim: claim, limits: limits, layerLimits: layers, set: "digits/gold").verdict(
      on: agreement)
  }

  @Test func `layers that are alike hold`() {
    let verdict = verdict(
      agreement([3, 4], [3, 4.001]), layers: [.sqnr(atLeast: 20), .cosine(atLeast: 0.99)])
    #expect(verdict.ruling == .held)
    #expect(
      verdict.notes.map(\.label) == [
        "new failures", "conv1: SQNR", "conv1: cosine similarity", "dense2: SQNR",
        "dense2: cosine similarity",
      ])
  }

  @Test func `the first layer that is off is named`() {
    let verdict = verdict(agreement([3, 3], [0, 9]), layers: [.sqnr(atLeast: 20)])
    #expect(verdict.ruling == .broken)
    #expect(
      verdict.summary
        == "conv1: SQNR of 'int8' against 'fp32' on digits/gold: 14.0 dB, promised at least 20 dB "
        + "(and 1 more of 3 limits broken)")
    #expect(verdict.next.first == "look at conv1 first: what follows passes on what is off there")
    let later = self.verdict(agreement([3, 4], [0, 9]), layers: [.sqnr(atLeast: 20)])
    #expect(later.next.first == "look at dense2 first: what follows passes on what is off there")
  }

  @Test func `a layer is pointed to where the answers are off too`() {
    let verdict = verdict(
      agreement([3, 4], [3, 3], answer: [4, 3]), [.sqnr(atLeast: 20)], layers: [.maximumError(atMost: 0.5)])
    #expect(verdict.summary.hasPrefix("SQNR of 'int8' against 'fp32' on digits/gold: "))
    #expect(verdict.next.first == "look at dense2 first: what follows passes on what is off there")
  }

  @Test(arguments: [AgreementLimit.maximumError(atMost: 100), .sqnr(atLeast: -100), .cosine(atLeast: -1)])
  func `NaN in a layer is off, though the answers are not`(limit: AgreementLimit) {
    let verdict = verdict(agreement([.nan, 4], [3, 4]), layers: [limit])
    #expect(verdict.ruling == .broken)
    #expect(verdict.summary.hasPrefix("conv1: "))
  }

  @Test(arguments: [
    AgreementLimit.top1(atLeast: 0), .sqnr(atLeast: -100), .cosine(atLeast: -1), .maximumError(atMost: 100),
    .klDivergence(atMost: 100),
  ])
  func `outputs of several lengths agree in nothing`(limit: AgreementLimit) {
    let verdict = verdict(agreement([3, 4], [3, 4], answer: [3, 4, 5]), [limit], layers: [])
    #expect(verdict.ruling == .broken)
    #expect(agreement([3, 4], [3, 4], answer: [3, 4, 0]).pairs.allSatisfy { !$0.sharesTopClass })
  }

  @Test(arguments: [AgreementLimit.top1(atLeast: 0.5), .klDivergence(atMost: 1), .newFailures(atMost: 1)])
  func `limits of answers are refused of layers`(limit: AgreementLimit) {
    let verdict = verdict(agreement([3, 4], [3, 4]), layers: [limit])
    #expect(verdict.ruling == .inconclusive(.invalidClaim))
    #expect(verdict.summary == "\(limit.measure) is of answers, and layers give none")
    #expect(verdict.next == ["promise SQNR, cosine or maximum error of layers"])
  }

  @Test func `a limit of layers that is none is refused`() {
    let verdict = verdict(agreement([3, 4], [3, 4]), layers: [.cosine(atLeast: 2)])
    #expect(verdict.summary == "cosine similarity at least 2 is no limit")
  }
}
