import NetWeightCore
import NetWeightONNX
import NetWeightOpenVINO
import Testing

/// Placements of what other machines tell, written by hand: the processor of these tests has no BF16, FP16 or dot products
/// of 8 bits, and OpenVINO computes in FP32 there whatever it is asked for.
@Suite struct WrittenPlacementTests {
  private func placement(
    _ nodes: [ExecutedNode], apart: [ExecutedNode]? = nil, graph: GraphFacts? = nil,
    _ facts: OpenVINOPlacement.Facts
  ) -> Placement {
    OpenVINOPlacement(warm: (nodes, 3), timed: (nodes, 33), apart: apart, graph: graph, facts: facts)
      .placement()
  }

  private func verdict(_ placement: Placement, meant format: NumericFormat) -> Verdict {
    PlacementJudgment(
      claim: Claim(
        kind: .placement, sourceText: "#expectNoFallback(mlp)", promise: "kernels of \(format)",
        variant: "mlp"),
      expectation: PlacementExpectation(format: format, provider: "CPU")
    ).verdict(on: placement)
  }

  private func layer(
    _ name: String, _ kernel: String, type: String = "FullyConnected", microseconds: Int = 10
  ) -> ExecutedNode {
    ExecutedNode(name, type, kernel, microseconds: microseconds)
  }

  @Test(arguments: [("brgemm_avx512_amx_bf16", "BF16"), ("brgemm_avx512_core_fp16_f16", "FP16")])
  func `an FP32 model that silently runs in fewer bits is found, with its cause and cure`(
    kernel: String, format: String
  ) {
    let placement = placement(
      [layer("fc1", kernel), layer("fc2", kernel)],
      .init(meant: .fp32, inferencePrecision: format.lowercased()))
    let verdict = verdict(placement, meant: .fp32)
    #expect(verdict.ruling == .broken)
    #expect(
      verdict.summary == """
        'mlp' did not run as meant for 100 % of its run time: 2 of 2 FullyConnected ran in \(format), meant for FP32: \
        OpenVINO's default inference precision on this processor is \(format), also for FP32 models
        """)
    #expect(verdict.next == ["say what is meant: OpenVINOOptions(inferencePrecision: .fp32)"])
  }

  @Test func `fewer bits that were asked for are told as that`() {
    let facts = OpenVINOPlacement.Facts(
      meant: .fp32, saysInferencePrecision: true, inferencePrecision: "bf16")
    let reason = placement([layer("fc1", "brgemm_avx512_bf16")], facts).nodes[0].reason
    #expect(reason?.cause == "its options ask for it (INFERENCE_PRECISION_HINT is bf16)")
    #expect(reason?.cure == "ask for .fp32, or say that BF16 is meant: format: .bf16")
  }

  @Test func `what may be quantized inside a kernel is not known, and does not pass`() {
    let nodes = [layer("fc1", "brgemm_avx512_f32", type: "FullyConnectedCompressed")]
    for format in [NumericFormat.int4, .int8, .fp32] {
      let placement = placement(nodes, .init(meant: format, mayQuantizeDynamically: true))
      #expect(placement.nodes.map(\.precision) == [nil])
      #expect(verdict(placement, meant: format).ruling == .inconclusive(.noPlacement))
      #expect(
        placement.nodes[0].reason?.cause
          == "OpenVINO may quantize what goes into compressed weights, and does not say whether it did")
    }
    #expect(placement(nodes, .init(meant: .int4)).nodes.map(\.precision) == [.fp32])
  }

  @Test func `layers that were fused into a Subgraph are not known where one of them is not FP32`() {
    let fused = [layer("out", "jit_avx512_f32", type: "Subgraph")]
    let facts = OpenVINOPlacement.Facts(meant: .int8)
    let int8 = placement(
      fused, apart: [layer("fc1", "brgemm_avx512_I8"), layer("fc2", "brgemm_avx512_I8")], facts)
    #expect(int8.nodes.map(\.precision) == [nil])
    #expect(int8.nodes[0].hasWeights)
    let verdict = verdict(int8, meant: .int8)
    #expect(verdict.ruling == .inconclusive(.noPlacement))
    #expect(
      verdict.next.first == "keep them apart: OpenVINOOptions(properties: [\"SNIPPETS_MODE\": \"DISABLE\"])")
    #expect(int8.remarks == ["OpenVINO fused layers with weights into Subgraph nodes: fc1, fc2"])
  }

  @Test func `a Subgraph that hides nothing is no product`() {
    let fc = layer("fc1", "brgemm_avx512_I8")
    let placement = placement(
      [fc, layer("softmax", "jit_avx512_f32", type: "Subgraph")], apart: [fc], .init(meant: .int8))
    #expect(placement.nodes.map(\.operatorClass) == [.matrixProduct, .other])
    #expect(verdict(placement, meant: .int8).ruling == .held)
  }

  @Test func `what runs inside a loop is not known, and does not pass`() {
    let placement = placement(
      [layer("fc1", "brgemm_avx2_f32"), layer("decode", "unknown_f32", type: "Loop")], .init(meant: .fp32))
    #expect(verdict(placement, meant: .fp32).ruling == .inconclusive(.noPlacement))
    #expect(placement.nodes[1].reason?.cause == "OpenVINO does not say what runs inside Loop")
  }

  @Test func `a MatMul has weights where the file says so`() {
    let graph = GraphFacts(
      nodes: [
        .init("MatMul", "project", ["weights", "x"], ["p"]), .init("Add", "bias", ["b", "p"], ["y"]),
        .init("MatMul", "scores", ["y", "y"], ["z"]),
      ],
      constants: ["weights": TypedShape("float", [8, 8]), "b": TypedShape("float", [8])], inputs: ["x"],
      outputs: ["z"])
    // The second is the first with its bias fused into it.
    let nodes = ["project", "bias", "scores"].map { layer($0, "brgemm_avx2_f32", type: "MatMul") }
    #expect(
      placement(nodes, graph: graph, .init(meant: .int8)).nodes.map(\.hasWeights) == [true, true, false])
  }

  @Test func `of a MatMul that the file does not tell of nothing is known, unless it runs as meant`() {
    let nodes = [layer("elsewhere", "brgemm_avx2_f32", type: "MatMul")]
    let int8 = placement(nodes, .init(meant: .int8))
    #expect(verdict(int8, meant: .int8).ruling == .inconclusive(.noPlacement))
    #expect(
      int8.nodes[0].reason?.cause == "the file does not tell whether it multiplies weights or two activations"
    )
    #expect(verdict(placement(nodes, .init(meant: .fp32)), meant: .fp32).ruling == .held)
  }

  @Test func `times are of the runs after the first`() {
    // 33 runs of 20 µs on average, of which the first 3 took 110 µs: the others took 11.
    let placement = OpenVINOPlacement(
      warm: ([layer("fc1", "jit_gemm_I8", microseconds: 110)], 3),
      timed: ([layer("fc1", "jit_gemm_I8", microseconds: 20)], 33), facts: .init(meant: .int8)
    ).placement()
    #expect(placement.nodes.map(\.nanoseconds) == [11_000])
    #expect(placement.timingFloor == 1000)
  }
}
