import NetWeightCore
import Testing

@Suite struct PlacementJudgmentTests {
  private func verdict(_ nodes: [PlacedNode], allowing: Set<String> = []) -> Verdict {
    let claim = Claim(
      kind: .placement, sourceText: "#expectNoFallback(int8)", promise: "INT8 by vector kernels",
      variant: "int8")
    return PlacementJudgment(claim: claim, expected: .int8, allowing: allowing)
      .verdict(on: Placement(nodes: nodes))
  }

  @Test func `all nodes as meant hold`() {
    #expect(
      verdict([.node("layer1"), .node("softmax", precision: .fp32, hasWeights: false)]).description == """
        #expectNoFallback(int8)
          verdict   held: all 1 nodes with weights of 'int8' ran INT8 (int8 dot, avx2)
          promised  INT8 by vector kernels
          ran       layer1 (Dense) ran int8 dot, avx2 in INT8 on cpu, 25 % of the time
        """)
  }

  @Test func `each kind of fallback is named with its cure`() {
    let nodes = [
      PlacedNode.node("layer1", isVectorized: false), .node("layer2", provider: "gpu"), .node("layer3"),
      .node("layer4", kernel: "float dot", precision: .fp32),
    ]
    #expect(
      verdict(nodes).description == """
        #expectNoFallback(int8)
          verdict          broken: 3 of 4 nodes of 'int8', 75 % of its run time, did not run as meant
          promised         INT8 by vector kernels
          portable kernel  layer1 (Dense) ran int8 dot, avx2 in INT8 on cpu, 25 % of the time, meant for vector \
        instructions
          provider         layer2 (Dense) ran int8 dot, avx2 in INT8 on gpu, 25 % of the time, meant for cpu
          precision        layer4 (Dense) ran float dot in FP32 on cpu, 25 % of the time, meant for INT8
          next             quantize the layers named above, or say which may stay: allowing: ["layer4"]
                           let the runtime choose its fastest kernels, or run on a processor that has vector \
        instructions for them
                           make the execution provider available, or name the one that is meant
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

  @Test func `a permission that was not needed is not mentioned`() {
    #expect(
      verdict([.node("layer1")], allowing: ["layer1"]).summary
        == "all 1 nodes with weights of 'int8' ran INT8 (int8 dot, avx2)")
  }

  @Test func `no node with weights is no proof`() {
    let verdict = verdict([.node("softmax", hasWeights: false)])
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
    _ name: String, kernel: String = "int8 dot, avx2", precision: NumericFormat = .int8,
    provider: String = "cpu",
    isVectorized: Bool = true, hasWeights: Bool = true
  ) -> PlacedNode {
    PlacedNode(
      name: name, operatorType: "Dense", kernel: kernel, precision: precision, provider: provider,
      isVectorized: isVectorized, hasWeights: hasWeights, shareOfTime: 0.25)
  }
}
