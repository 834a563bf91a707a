import NetWeightCore
import Testing

@Suite struct SpeedExplanationTests {
  private func explanation(
    _ nodes: [PlacedNode], format: NumericFormat = .int8, bytes: Int? = 250_000, latency: Double = 100_000,
    from before: [PlacedNode]? = nil, in referenceFormat: NumericFormat = .fp32,
    referenceBytes: Int? = 1_000_000,
    promised: Double? = 3, vectors: String = "AVX-512 VNNI"
  ) -> SpeedExplanation {
    var placement = Placement(nodes: nodes)
    if nodes.contains(where: { $0.nanoseconds != nil }) { placement.shareTimes() }
    let reference = before.map { nodes in
      var placement = Placement(nodes: nodes)
      placement.shareTimes()
      return placement
    }
    return SpeedExplanation(
      of: .init(name: "int8", format: format, bytes: bytes, latency: latency), running: placement,
      against: .init(
        name: referenceFormat == .fp16 ? "fp16" : "fp32", format: referenceFormat, bytes: referenceBytes,
        latency: 200_000),
      running: reference, promised: promised, provider: "cpu",
      on: Machine(processor: "Test", vectorInstructions: vectors, cores: 2, system: "Linux x86_64"))
  }

  private func other(_ operatorType: String, microseconds: Double) -> PlacedNode {
    PlacedNode(
      name: operatorType, operatorType: operatorType, operatorClass: .other, kernel: "float", precision: nil,
      provider: "cpu", hasWeights: false, nanoseconds: microseconds * 1000)
  }

  @Test func `what did not run as meant is the reason`() {
    let shared = PlacementReason(
      cause: "its input is shared by several DequantizeLinear", cure: "quantize activations to uint8")
    let floats = ["q", "k", "v"].map { PlacedNode.node($0, precision: .fp32, reason: shared) }
    let explanation = explanation(floats + [.node("out")])
    #expect(
      explanation.text
        == "3 of 4 Dense ran in FP32, meant for INT8, 75 % of the time (q, k, v): their input is shared by several "
        + "DequantizeLinear")
    #expect(explanation.next == ["quantize activations to uint8"])
  }

  @Test func `of many findings the two that took most time are told`() {
    var nodes = (0..<3).map {
      PlacedNode.node("n\($0)", precision: .fp32, reason: .init(cause: "c\($0)", cure: "d\($0)"))
    }
    for (index, share) in [0.2, 0.5, 0.3].enumerated() { nodes[index].shareOfTime = share }
    let explanation = explanation(nodes + [.node("n3")])
    #expect(
      explanation.text
        == "1 of 4 Dense ran in FP32, meant for INT8, 50 % of the time (n1): c1; 1 of 4 Dense ran in FP32, meant for INT8, "
        + "30 % of the time (n2): c2; 1 more, which #expectNoFallback lists")
    #expect(explanation.next == ["d1", "d2"])
  }

  @Test func `a model that is too small`() {
    let explanation = explanation(
      [
        .timed("a", .int8, microseconds: 2, megaMACs: 0.1),
        .timed("b", .int8, microseconds: 1, megaMACs: 0.1),
      ],
      bytes: 20_000, latency: 10_000, from: [.timed("a", .fp32, microseconds: 4, megaMACs: 0.2)])
    #expect(
      explanation.text
        == "kernels ran as hoped: all 2 nodes with weights in INT8 on cpu; too small: its kernels take 3.00 µs of a call of "
        + "10.0 µs, and the rest is the runtime's own work for 2 nodes; its products reach 66.7 GMAC/s, those of 'fp32' 50.0 "
        + "GMAC/s: 1.33×")
    #expect(
      explanation.next == [
        "promise less of so small a model, or promise throughput: of a batch",
        "promise no more than these kernels give here, or measure on the machine that it is meant for",
      ])
  }

  @Test func `a model that is bound by its activations`() {
    let others = [
      other("Softmax", microseconds: 40), other("Add", microseconds: 15), other("Mul", microseconds: 5),
    ]
    let explanation = explanation(
      [.timed("a", .int8, microseconds: 40, megaMACs: 8)] + others,
      from: [.timed("a", .fp32, microseconds: 140, megaMACs: 8)] + others)
    #expect(
      explanation.text
        == "kernels ran as hoped: the one node with weights in INT8 on cpu; activation-bound: nodes without weights take "
        + "60 % of its time (Softmax 40 %, Add 15 %, Mul 5 %), and weights that took no time at all would give 3.33×; its "
        + "products reach 200 GMAC/s, those of 'fp32' 57.1 GMAC/s: 3.50×")
    #expect(
      explanation.next.first == "fuse or quantize what stands between the products, or promise less")
  }

  @Test func `a promise that nothing could keep is told by what compression leaves`() {
    let others = [other("Softmax", microseconds: 30)]
    let nodes = [PlacedNode.timed("a", .int8, microseconds: 70, megaMACs: 8)] + others
    let before = [PlacedNode.timed("a", .fp32, microseconds: 120, megaMACs: 8)] + others
    #expect(
      explanation(nodes, from: before, promised: 6).text.contains("would give 5.00×"))
    #expect(!explanation(nodes, from: before, promised: 3).text.contains("activation-bound"))
  }

  @Test func `weights that were halved before`() {
    let explanation = explanation(
      [.timed("a", .int8, microseconds: 80, megaMACs: 0.25)], bytes: 250_000,
      from: [.timed("a", .fp16, microseconds: 150, megaMACs: 0.25)], in: .fp16, referenceBytes: 500_000)
    #expect(
      explanation.text
        == "kernels ran as hoped: the one node with weights in INT8 on cpu; memory already halved: 'fp16' is FP16, and "
        + "the files of 'int8' are only 2.00× smaller, and products that read each weight once gain no more than that; its "
        + "products reach 3.12 GMAC/s, those of 'fp16' 1.67 GMAC/s: 1.88×")
  }

  @Test func `files that are hardly smaller, of a model that reads each weight once`() {
    let nodes = [PlacedNode.timed("a", .int8, microseconds: 80, megaMACs: 1)]
    let before = [PlacedNode.timed("a", .fp32, microseconds: 120, megaMACs: 1)]
    #expect(
      explanation(nodes, bytes: 800_000, from: before).text.contains(
        "; its files are only 1.25× smaller than those of 'fp32', and products that read each weight once gain no more"
      ))
    // Many inputs for each weight, as in a convolution.
    let often = [PlacedNode.timed("a", .int8, microseconds: 80, megaMACs: 100)]
    #expect(!explanation(often, bytes: 800_000, from: before).text.contains("read each weight once"))
  }

  @Test func `a processor without the instruction for it`() {
    let explanation = explanation(
      [.timed("a", .int8, microseconds: 80, megaMACs: 8)],
      from: [.timed("a", .fp32, microseconds: 150, megaMACs: 8)], vectors: "AVX2")
    #expect(
      explanation.text
        == "kernels ran as hoped: the one node with weights in INT8 on cpu; its products reach 100 GMAC/s, those of 'fp32' "
        + "53.3 GMAC/s: 1.88×, which is what AVX2 gives without VNNI")
  }

  @Test func `a runtime that gives no times`() {
    let explanation = explanation([.node("a")])
    #expect(
      explanation.text
        == "kernels ran as hoped: the one node with weights in INT8 on cpu; the runtime gives no times of its nodes, so it "
        + "cannot be told what bounds them")
    #expect(explanation.next.count == 1)
  }
}
