import NetWeightCore
import Testing

@Suite struct PlacementJudgmentTests {
  private let claim = Claim(
    kind: .placement, sourceText: "#expectNoFallback(int8)", promise: "INT8 by vector kernels",
    variant: "int8")

  private func verdict(
    _ nodes: [PlacedNode], remarks: [String] = [], allowing: Set<String> = [], tolerance: Share = .percent(0),
    includesActivations: Bool = false
  ) -> Verdict {
    let expectation = PlacementExpectation(
      format: .int8, allowing: allowing, includesActivations: includesActivations)
    return PlacementJudgment(claim: claim, expectation: expectation, tolerance: tolerance)
      .verdict(on: Placement(nodes: nodes, remarks: remarks))
  }

  @Test func `all nodes as meant hold`() {
    #expect(
      verdict([.node("layer1"), .other("softmax")], remarks: ["the runtime's graph could not be read"])
        .description == """
          #expectNoFallback(int8)
            verdict   held: all 1 nodes with weights of 'int8' ran INT8 (int8 dot, avx2)
            promised  INT8 by vector kernels
            ran       layer1 (Dense) ran int8 dot, avx2 in INT8 on cpu, 25 % of the time
            remark    the runtime's graph could not be read
          """)
  }

  @Test func `nodes of whose format nothing is known do not pass, and are not broken`() {
    let verdict = verdict([.node("layer1"), .node("layer2", precision: nil)])
    #expect(verdict.ruling == .inconclusive(.noPlacement))
    #expect(
      verdict.summary
        == "it is not known how 'int8' ran: 1 of 2 Dense ran in a format that is not known, meant for INT8: "
        + "the runtime does not say why")
    #expect(
      self.verdict([.node("layer1", precision: nil), .node("layer2", precision: .fp32)]).ruling == .broken)
  }

  @Test func `each kind of fallback is named with its cure`() {
    let nodes = [
      PlacedNode.node("layer1", isVectorized: false), .node("layer2", provider: "gpu"), .node("layer3"),
      .node("layer4", kernel: "float dot", precision: .fp32),
    ]
    #expect(
      verdict(nodes).description == """
        #expectNoFallback(int8)
          verdict      broken: 'int8' did not run as meant for 75 % of its run time: 1 of 4 Dense ran in FP32, meant \
        for INT8: the runtime does not say why (and 2 more findings)
          promised     INT8 by vector kernels
          precision    1 of 4 Dense ran in FP32, meant for INT8, 25 % of the time (layer4): the runtime does not say why
          provider     1 of 4 computing nodes ran on gpu, meant for cpu, 25 % of the time (layer2): cpu is not there, or \
        has no kernel for them
          slow kernel  1 of 3 nodes with weights (Dense) ran without vector instructions, 25 % of the time (layer1): \
        int8 dot, avx2 was asked for, or is all that this processor can run
          next         quantize the layers named above, or say which may stay: allowing: ["layer4"]
                       make the execution provider available, or name the one that is meant
                       let the runtime choose its fastest kernels, or run on a processor that has vector instructions \
        for them
        """)
  }

  @Test func `a node that may fall back is not said to have run as meant`() {
    let verdict = verdict(
      [.node("layer1"), .node("head", kernel: "float dot", precision: .fp32)], allowing: ["head"])
    #expect(verdict.ruling == .held)
    #expect(
      verdict.summary
        == "1 of 2 nodes with weights of 'int8' ran INT8 (int8 dot, avx2), head may fall back and did")
  }

  @Test func `a node may be named by the layer that it computes`() {
    var head = PlacedNode.node("fused head", kernel: "float dot", precision: .fp32)
    head.layer = "head"
    #expect(verdict([.node("layer1"), head], allowing: ["head"]).ruling == .held)
    #expect(verdict([.node("layer1"), head], allowing: ["fused head"]).ruling == .held)
    #expect(verdict([.node("layer1"), head], allowing: ["hea"]).ruling == .broken)
  }

  @Test func `a permission that was not needed is not mentioned`() {
    #expect(
      verdict([.node("layer1")], allowing: ["layer1"]).summary
        == "all 1 nodes with weights of 'int8' ran INT8 (int8 dot, avx2)")
  }

  @Test(arguments: [(24.9, false), (25, true), (100, true)])
  func `findings within the tolerance are told and hold`(percent: Double, isHeld: Bool) {
    let nodes = [
      PlacedNode.node("layer1"), .node("layer2"), .node("layer3"), .node("head", precision: .fp32),
    ]
    let verdict = verdict(nodes, tolerance: .percent(percent))
    #expect(verdict.ruling == (isHeld ? .held : .broken))
    guard isHeld else { return }
    #expect(
      verdict.summary
        == "3 of 4 nodes with weights of 'int8' ran INT8 (int8 dot, avx2), 25 % of the run time was not as meant and may "
        + "be up to \(Format.short(percent)) %")
    #expect(
      verdict.notes[0]
        == .init(
          "tolerated",
          "precision: 1 of 4 Dense ran in FP32, meant for INT8, 25 % of the time (head): the runtime does not say why"
        ))
  }

  /// Short nodes are timed as nothing at all.
  @Test func `without a tolerance a finding that took no time breaks the promise`() {
    var head = PlacedNode.node("head", precision: .fp32)
    head.shareOfTime = 0
    let verdict = verdict([.node("layer1"), head])
    #expect(verdict.ruling == .broken)
    #expect(
      verdict.summary
        == "'int8' did not run as meant for 0 % of its run time: 1 of 2 Dense ran in FP32, meant for INT8: the runtime "
        + "does not say why")
  }

  @Test(arguments: [-1, 101, Double.nan])
  func `a tolerance that is no share is refused`(percent: Double) {
    let verdict = verdict([.node("layer1")], tolerance: .percent(percent))
    #expect(verdict.ruling == .inconclusive(.invalidClaim))
    #expect(verdict.summary == "\(Format.short(percent)) % of the run time is no limit")
  }

  @Test func `products of two activations are told, and judged when that is asked for`() {
    let nodes = [
      PlacedNode.node("q"), .node("scores", precision: .fp32, hasWeights: false),
      .node("context", precision: nil, hasWeights: false),
    ]
    let spared = verdict(nodes)
    #expect(spared.ruling == .held)
    #expect(
      spared.notes.last
        == .init(
          "not judged", "products of two activations: scores (FP32), context (a format that is not known)"))
    let judged = verdict(nodes, includesActivations: true)
    #expect(judged.ruling == .broken)
    #expect(
      judged.notes.map(\.text) == [
        "1 of 3 Dense ran in FP32, meant for INT8, 25 % of the time (scores): the runtime does not say why",
        "1 of 3 Dense ran in a format that is not known, meant for INT8, 25 % of the time (context): the runtime does "
          + "not say why",
      ])
  }

  @Test func `no node with weights is no proof`() {
    let verdict = verdict([.other("softmax")])
    #expect(verdict.ruling == .inconclusive(.noPlacement))
    #expect(verdict.summary == "'int8' reported no node with weights")
    #expect(
      verdict.next == [
        "check that the artefact is the compressed model and that its runtime reports every node"
      ])
  }
}

extension PlacedNode {
  static func node(
    _ name: String, kernel: String = "int8 dot, avx2", precision: NumericFormat? = .int8,
    provider: String = "cpu", isVectorized: Bool? = true, hasWeights: Bool = true,
    reason: PlacementReason? = nil
  ) -> PlacedNode {
    PlacedNode(
      name: name, operatorType: "Dense", kernel: kernel, precision: precision, provider: provider,
      isVectorized: isVectorized, hasWeights: hasWeights, shareOfTime: 0.25, reason: reason)
  }

  /// A node that multiplies nothing.
  static func other(
    _ name: String, _ operatorType: String = "Softmax", share: Double = 0.25, conversion: Conversion? = nil
  ) -> PlacedNode {
    PlacedNode(
      name: name, operatorType: operatorType, operatorClass: conversion == nil ? .other : .boundary,
      kernel: operatorType, precision: nil, provider: "cpu", hasWeights: false, shareOfTime: share,
      conversion: conversion)
  }

  /// A product that was timed.
  static func timed(
    _ layer: String, _ precision: NumericFormat, microseconds: Double, megaMACs: Double,
    operatorType: String = "MatMul", share: Double = 0.25, reason: PlacementReason? = nil
  ) -> PlacedNode {
    PlacedNode(
      name: layer, operatorType: operatorType, kernel: "\(precision)", precision: precision, provider: "cpu",
      hasWeights: true, nanoseconds: microseconds * 1000, shareOfTime: share,
      multiplyAccumulates: megaMACs * 1e6, reason: reason)
  }
}
